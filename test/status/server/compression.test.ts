import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { assert, expect, test } from 'vitest'
import { CompressedBodies, negotiateEncoding } from '../../../src/status/server/compression.ts'

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
  for (const [header, encoding] of cases) expect(negotiateEncoding(header), header).toBe(encoding)
})

const page = new Uint8Array(Buffer.from('What to do when it breaks. '.repeat(400)))

test('a compressed body unpacks to what it was', async () => {
  const bodies = new CompressedBodies(1_000_000)
  expect(new Uint8Array(brotliDecompressSync(await bodies.get('a', 'br', page)))).toStrictEqual(page)
  expect(new Uint8Array(gunzipSync(await bodies.get('a', 'gzip', page)))).toStrictEqual(page)
})

test('a body is compressed once, for those who ask together and those who ask later', async () => {
  const bodies = new CompressedBodies(1_000_000)
  const [first, second] = await Promise.all([bodies.get('a', 'br', page), bodies.get('a', 'br', page)])
  expect(first).toBe(second)
  expect(await bodies.get('a', 'br', page)).toBe(first)
  expect(bodies.size).toBe(first.length)
})

test('what is kept stays within the limit, and what was asked for least recently goes first', async () => {
  const length = (await new CompressedBodies(1_000_000).get('a', 'gzip', page)).length
  const bodies = new CompressedBodies(length * 2)
  const first = await bodies.get('first', 'gzip', page)
  const second = await bodies.get('second', 'gzip', page)
  expect(await bodies.get('first', 'gzip', page)).toBe(first)
  await bodies.get('third', 'gzip', page)
  expect(bodies.size).toBe(length * 2)
  expect(await bodies.get('first', 'gzip', page)).toBe(first)
  expect(await bodies.get('second', 'gzip', page)).not.toBe(second)
})

test('a body larger than the limit is answered and not kept', async () => {
  const bodies = new CompressedBodies(10)
  assert.ok((await bodies.get('a', 'br', page)).length > 10)
  expect(bodies.size).toBe(0)
})
