import { truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { assert, expect, test } from 'vitest'
import { long, site } from '../example-site.ts'

test('text is compressed as the client accepts, each encoding with its own tag', async (t) => {
  const { app } = await site(t)
  const get = (encoding: string) => app.request('/erp/operations/', { headers: { 'Accept-Encoding': encoding } })
  const [plain, gzip, br] = [await get('identity'), await get('gzip'), await get('gzip, br')]
  expect([plain, gzip, br].map(({ headers }) => [headers.get('Content-Encoding'), headers.get('Vary')])).toStrictEqual([
    [null, 'Accept-Encoding'],
    ['gzip', 'Accept-Encoding'],
    ['br', 'Accept-Encoding'],
  ])
  expect(new Set([plain, gzip, br].map(({ headers }) => headers.get('ETag'))).size).toBe(3)
  expect(gunzipSync(await gzip.arrayBuffer()).toString()).toBe(long)
  const packed = Buffer.from(await br.arrayBuffer())
  expect(packed.length).toBe(Number(br.headers.get('Content-Length')))
  expect(brotliDecompressSync(packed).toString()).toBe(long)
})

test('what is small, or compressed already, is sent as it is', async (t) => {
  const { app } = await site(t)
  const cases: [string, string | null][] = [
    ['/', 'Accept-Encoding'],
    ['/search/en.pf_meta', null],
  ]
  for (const [path, vary] of cases) {
    const { headers } = await app.request(path, { headers: { 'Accept-Encoding': 'br' } })
    expect([headers.get('Content-Encoding'), headers.get('Vary')], path).toStrictEqual([null, vary])
  }
})

test('a reader whose copy is good gets 304', async (t) => {
  const { app } = await site(t)
  const first = await app.request('/erp/operations/')
  const tag = first.headers.get('ETag') ?? ''
  const date = first.headers.get('Last-Modified') ?? ''
  expect(tag).toMatch(/^"[\w-]+"$/)
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
    expect(response.status, JSON.stringify(headers)).toBe(status)
    expect((await response.arrayBuffer()).byteLength === 0, JSON.stringify(headers)).toBe(status === 304)
    expect(response.headers.get('Cache-Control')).toBe('no-cache')
  }
})

test('the tag follows the content, not the date', async (t) => {
  const { app, dist } = await site(t)
  const path = join(dist, 'erp/operations.md')
  const tag = async () => (await app.request('/erp/operations.md')).headers.get('ETag')
  const before = await tag()
  await utimes(path, 0, 0)
  expect(await tag()).toBe(before)
  await writeFile(path, '# Operation5')
  await utimes(path, 0, 0)
  expect(await tag()).not.toBe(before)
})

test('hashed assets are kept for good, everything else is asked about', async (t) => {
  const { app } = await site(t)
  const cases: [string, string][] = [
    ['/_astro/page.B4x1.css', 'public, max-age=31536000, immutable'],
    ['/erp/', 'no-cache'],
    ['/_waymark/site.json', 'no-cache'],
  ]
  for (const [path, value] of cases) {
    expect((await app.request(path)).headers.get('Cache-Control'), path).toBe(value)
  }
})

const large = 5 * 1024 * 1024 + 7

test('a file too large for memory is streamed whole, with its length and a tag', async (t) => {
  const { app, dist } = await site(t)
  const content = Buffer.alloc(large, 'waymark ')
  await writeFile(join(dist, 'film.bin'), content)
  const response = await app.request('/film.bin')
  expect(response.headers.get('Content-Length')).toBe(String(large))
  assert.ok(content.equals(Buffer.from(await response.arrayBuffer())))
  const headers = { 'If-None-Match': response.headers.get('ETag') ?? '' }
  expect((await app.request('/film.bin', { headers })).status).toBe(304)
  const head = await app.request('/film.bin', { method: 'HEAD' })
  expect(head.headers.get('Content-Length')).toBe(String(large))
})

test('a file that shrinks while it is streamed breaks the answer, rather than ending it short', async (t) => {
  const { app, dist } = await site(t)
  await writeFile(join(dist, 'film.bin'), Buffer.alloc(large))
  const response = await app.request('/film.bin')
  await truncate(join(dist, 'film.bin'), 1000)
  await expect(response.arrayBuffer()).rejects.toThrow(/shrank/)
})
