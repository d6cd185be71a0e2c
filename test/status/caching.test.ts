import assert from 'node:assert/strict'
import { truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { long, site } from './example-site.ts'

test('text is compressed as the client accepts, each encoding with its own tag', async (t) => {
  const { app } = await site(t)
  const get = (encoding: string) => app.request('/erp/operations/', { headers: { 'Accept-Encoding': encoding } })
  const [plain, gzip, br] = [await get('identity'), await get('gzip'), await get('gzip, br')]
  assert.deepEqual(
    [plain, gzip, br].map(({ headers }) => [headers.get('Content-Encoding'), headers.get('Vary')]),
    [
      [null, 'Accept-Encoding'],
      ['gzip', 'Accept-Encoding'],
      ['br', 'Accept-Encoding'],
    ],
  )
  assert.equal(new Set([plain, gzip, br].map(({ headers }) => headers.get('ETag'))).size, 3)
  assert.equal(gunzipSync(await gzip.bytes()).toString(), long)
  const packed = await br.bytes()
  assert.equal(packed.length, Number(br.headers.get('Content-Length')))
  assert.equal(brotliDecompressSync(packed).toString(), long)
})

test('what is small, or compressed already, is sent as it is', async (t) => {
  const { app } = await site(t)
  const cases: [string, string | null][] = [
    ['/', 'Accept-Encoding'],
    ['/search/en.pf_meta', null],
  ]
  for (const [path, vary] of cases) {
    const { headers } = await app.request(path, { headers: { 'Accept-Encoding': 'br' } })
    assert.deepEqual([headers.get('Content-Encoding'), headers.get('Vary')], [null, vary], path)
  }
})

test('a reader whose copy is good gets 304', async (t) => {
  const { app } = await site(t)
  const first = await app.request('/erp/operations/')
  const tag = first.headers.get('ETag') ?? ''
  const date = first.headers.get('Last-Modified') ?? ''
  assert.match(tag, /^"[\w-]+"$/)
  const cases: [Record<string, string>, number][] = [
    [{ 'If-None-Match': tag }, 304],
    [{ 'If-None-Match': `W/${tag}` }, 304],
    [{ 'If-None-Match': `"other", ${tag}` }, 304],
    [{ 'If-None-Match': '*' }, 304],
    [{ 'If-None-Match': '"other"' }, 200],
    [{ 'If-None-Match': tag, 'Accept-Encoding': 'br' }, 200],
    [{ 'If-None-Match': '"other"', 'If-Modified-Since': date }, 200],
    [{ 'If-Modified-Since': date }, 304],
    [{ 'If-Modified-Since': 'Thu, 01 Jan 1970 00:00:00 GMT' }, 200],
    [{ 'If-Modified-Since': 'nonsense' }, 200],
    [{ Range: 'bytes=0-3' }, 200],
  ]
  for (const [headers, status] of cases) {
    const response = await app.request('/erp/operations/', { headers })
    assert.equal(response.status, status, JSON.stringify(headers))
    assert.equal((await response.bytes()).length === 0, status === 304, JSON.stringify(headers))
    assert.equal(response.headers.get('Cache-Control'), 'no-cache')
  }
})

test('the tag follows the content, not the date', async (t) => {
  const { app, dist } = await site(t)
  const path = join(dist, 'erp/operations.md')
  const tag = async () => (await app.request('/erp/operations.md')).headers.get('ETag')
  const before = await tag()
  await utimes(path, 0, 0)
  assert.equal(await tag(), before)
  await writeFile(path, '# Operation5')
  await utimes(path, 0, 0)
  assert.notEqual(await tag(), before)
})

test('hashed assets are kept for good, everything else is asked about', async (t) => {
  const { app } = await site(t)
  const cases: [string, string][] = [
    ['/_astro/page.B4x1.css', 'public, max-age=31536000, immutable'],
    ['/erp/', 'no-cache'],
    ['/_waymark/site.json', 'no-cache'],
  ]
  for (const [path, value] of cases) {
    assert.equal((await app.request(path)).headers.get('Cache-Control'), value, path)
  }
})

const large = 5 * 1024 * 1024 + 7

test('a file too large for memory is streamed whole, with its length and a tag', async (t) => {
  const { app, dist } = await site(t)
  const content = Buffer.alloc(large, 'waymark ')
  await writeFile(join(dist, 'film.bin'), content)
  const response = await app.request('/film.bin')
  assert.equal(response.headers.get('Content-Length'), String(large))
  assert.ok(content.equals(await response.bytes()))
  const headers = { 'If-None-Match': response.headers.get('ETag') ?? '' }
  assert.equal((await app.request('/film.bin', { headers })).status, 304)
  const head = await app.request('/film.bin', { method: 'HEAD' })
  assert.equal(head.headers.get('Content-Length'), String(large))
})

test('a file that shrinks while it is streamed breaks the answer, rather than ending it short', async (t) => {
  const { app, dist } = await site(t)
  await writeFile(join(dist, 'film.bin'), Buffer.alloc(large))
  const response = await app.request('/film.bin')
  await truncate(join(dist, 'film.bin'), 1000)
  await assert.rejects(response.bytes(), /shrank/)
})
