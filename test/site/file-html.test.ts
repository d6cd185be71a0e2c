import { describe, expect, test } from 'vitest'
import { fileHtml } from '../../src/site/publish/file-html.ts'

const files = new Set([
  'index.html',
  'shop/index.html',
  'shop/till/index.html',
  'shop/plan (1).png',
  'shop.md',
  '_astro/a.css',
])
const options = {
  base: '/guides/',
  origin: 'https://docs.example.org',
  has: (file: string) => files.has(file),
  stamp: { date: '2026-01-02', commit: '0123456789abcdef', at: '2026-01-02' },
}
const from = (file: string, html: string) => fileHtml(html, file, options)

describe('addresses', () => {
  test.for([
    ['index.html', '/guides/shop/', 'shop/index.html'],
    ['shop/till/index.html', '/guides/shop/', '../../shop/index.html'],
    ['shop/till/index.html', '/guides/', '../../index.html'],
    ['shop/index.html', '/guides/shop/till/#now', '../shop/till/index.html#now'],
    ['shop/index.html', '/guides/shop/till/?namespace=erp#now', '../shop/till/index.html?namespace=erp#now'],
    ['shop/index.html', '/guides/shop.md', '../shop.md'],
    ['shop/index.html', '/guides/shop/plan%20(1).png', '../shop/plan%20(1).png'],
    ['shop/index.html', '/guides/sitemap.xml', 'https://docs.example.org/guides/sitemap.xml'],
    ['shop/index.html', '/grafana/', '/grafana/'],
    ['shop/index.html', '//other.example.org/guides/', '//other.example.org/guides/'],
    ['shop/index.html', 'https://other.example.org/guides/', 'https://other.example.org/guides/'],
    ['shop/index.html', '#now', '#now'],
    ['shop/index.html', 'mailto:a@example.org', 'mailto:a@example.org'],
  ] as const)('%s: %s is %s', ([file, written, expected]) => {
    expect(from(file, `<a class="x" href="${written}">there</a>`)).toBe(`<a class="x" href="${expected}">there</a>`)
  })

  test('of images, of parts of pictures, of what widgets ask, and of pages that have moved', () => {
    const html =
      '<img alt="a > b" src="/guides/shop/plan%20(1).png"><image xlink:href="/guides/shop.md"></image><waymark-search data-base="/guides/"></waymark-search><meta http-equiv="refresh" content="0;url=/guides/shop/#now">'
    expect(from('shop/index.html', html)).toBe(
      '<img alt="a > b" src="../shop/plan%20(1).png"><image xlink:href="../shop.md"></image><waymark-search data-base="../"></waymark-search><meta http-equiv="refresh" content="0;url=../shop/index.html#now">',
    )
    expect(from('index.html', '<waymark-search data-base="/guides/">')).toBe('<waymark-search data-base="./">')
  })

  test('text is no tag', () => {
    const html =
      '<pre><code>&lt;a href="/guides/shop/"&gt; curl "/guides/shop/"</code></pre><p title="href=&quot;/guides/&quot;">href="/guides/"</p>'
    expect(from('shop/index.html', html)).toBe(html)
  })
})

test('scripts are no modules, nothing is loaded beforehand, no worker is registered', () => {
  const html =
    '<html lang="en" data-worker="/guides/waymark-worker.js"><link rel="preload" href="/guides/a.woff2" as="font" crossorigin><link rel="stylesheet" href="/guides/_astro/a.css"><script type="module" src="/guides/_astro/page.x1.js"></script><script type="module" src="/guides/_astro/chart.x2.js"></script>'
  expect(from('shop/index.html', html)).toBe(
    '<html data-copy="2026-01-02" data-commit="0123456789abcdef" lang="en"><link rel="stylesheet" href="../_astro/a.css"><script defer src="../_waymark/page.js"></script><script type="text/plain"></script>',
  )
})

test('the policy lets in files of the disk, and connects to nothing', () => {
  const policy = from('index.html', '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">')
  expect(policy).toContain("default-src 'none'; script-src 'self' file:;")
  expect(policy).not.toContain('connect-src')
})

test('above each page stands of when it is', () => {
  const html = '<body><a class="skip-link" href="#wm-main">Skip to the page</a><header></header>'
  expect(from('index.html', html)).toMatch(
    /<\/a><div class="notice-bar copy-bar"[^>]*>.*2026-01-02.*<code>0123456<\/code>.*<\/div><header>/,
  )
})
