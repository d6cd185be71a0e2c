import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { EncodedBodies, negotiate } from '../../src/status/encoding.ts'

test('an encoding is chosen by what the client accepts', () => {
  const cases: [string | undefined, string | undefined][] = [
    [undefined, undefined],
    ['', undefined],
    ['gzip', 'gzip'],
    ['br', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['GZIP', 'gzip'],
    ['gzip;q=1.0, br;q=0.5', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0, gzip;q=0', undefined],
    ['*', 'br'],
    ['*;q=0', undefined],
    ['br;q=0, *', 'gzip'],
    ['identity', undefined],
    ['identity, gzip;q=0.5', undefined],
    ['identity;q=0.5, gzip;q=1', 'gzip'],
    ['deflate, zstd', undefined],
    [';;,,q=', undefined],
  ]
  for (const [header, encoding] of cases) assert.equal(negotiate(header), encoding, header)
})

const page = new Uint8Array(Buffer.from('What to do when it breaks. '.repeat(400)))

test('a compressed body unpacks to what it was', async () => {
  const bodies = new EncodedBodies(1_000_000)
  assert.deepEqual(new Uint8Array(brotliDecompressSync(await bodies.get('a', 'br', page))), page)
  assert.deepEqual(new Uint8Array(gunzipSync(await bodies.get('a', 'gzip', page))), page)
})

test('a body is compressed once, for those who ask together and those who ask later', async () => {
  const bodies = new EncodedBodies(1_000_000)
  const [first, second] = await Promise.all([bodies.get('a', 'br', page), bodies.get('a', 'br', page)])
  assert.equal(first, second)
  assert.equal(await bodies.get('a', 'br', page), first)
  assert.equal(bodies.size, first.length)
})

test('what is kept stays within the limit, and what was asked for least recently goes first', async () => {
  const length = (await new EncodedBodies(1_000_000).get('a', 'gzip', page)).length
  const bodies = new EncodedBodies(length * 2)
  const first = await bodies.get('first', 'gzip', page)
  const second = await bodies.get('second', 'gzip', page)
  assert.equal(await bodies.get('first', 'gzip', page), first)
  await bodies.get('third', 'gzip', page)
  assert.equal(bodies.size, length * 2)
  assert.equal(await bodies.get('first', 'gzip', page), first)
  assert.notEqual(await bodies.get('second', 'gzip', page), second)
})

test('a body larger than the limit is answered and not kept', async () => {
  const bodies = new EncodedBodies(10)
  assert.ok((await bodies.get('a', 'br', page)).length > 10)
  assert.equal(bodies.size, 0)
})
