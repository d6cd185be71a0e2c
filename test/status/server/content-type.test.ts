import { expect, test } from 'vitest'
import { contentType, isCompressible } from '../../../src/status/server/content-type.ts'

test('each kind of file has its content type, and text is worth compressing', () => {
  const cases: [string, string, boolean][] = [
    ['index.html', 'text/html; charset=utf-8', true],
    ['style.CSS', 'text/css; charset=utf-8', true],
    ['script.js', 'text/javascript; charset=utf-8', true],
    ['operations.md', 'text/markdown; charset=utf-8', true],
    ['robots.txt', 'text/plain; charset=utf-8', true],
    ['site.json', 'application/json; charset=utf-8', true],
    ['logo.svg', 'image/svg+xml; charset=utf-8', true],
    ['site.webmanifest', 'application/manifest+json; charset=utf-8', true],
    ['sitemap.xml', 'application/xml; charset=utf-8', true],
    ['values.yaml', 'text/plain; charset=utf-8', true],
    ['search.wasm', 'application/wasm', true],
    ['photo.png', 'image/png', false],
    ['font.woff2', 'font/woff2', false],
    ['en.pf_meta', 'application/octet-stream', false],
    ['en_1.pf_fragment', 'application/octet-stream', false],
    ['en_1.pf_index', 'application/octet-stream', false],
    ['wasm.en.pagefind', 'application/octet-stream', false],
    ['LICENSE', 'application/octet-stream', false],
    ['x.constructor', 'application/octet-stream', false],
    ['x.__proto__', 'application/octet-stream', false],
  ]
  for (const [name, type, compressible] of cases) {
    expect(contentType(name), name).toBe(type)
    expect(isCompressible(type), name).toBe(compressible)
  }
})
