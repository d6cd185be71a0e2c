import { once } from 'node:events'
import { createServer } from 'node:http'
import { assert, describe, expect, it } from 'vitest'
import { crawlSite } from '../../../checks/built/crawl.ts'
import { writeProject } from '../engine/project-files.ts'
import { html } from './built-site.ts'

/** Crawls these files. What is broken by the paths of their pages: `missing /b/`, `anchor #x of /a/`. */
async function brokenIn(files: Record<string, string>, base = '/'): Promise<Map<string, string[]>> {
  const { root, remove } = writeProject({ 'a/index.html': target, 'a.md': '# A', 'with space.txt': 'x', ...files })
  try {
    const signal = new AbortController().signal
    const { broken, crash } = await crawlSite({
      folder: root,
      base,
      isOfOthers: false,
      timeout: 600_000,
      signal,
      env: {},
    })
    expect(crash).toBe(undefined)
    const byPage = Map.groupBy(broken, ({ page }) => page)
    return new Map(
      [...byPage].map(([page, links]) => [
        page,
        links.map(({ why, target, anchor }) =>
          anchor === undefined ? `${why} ${target}` : `${why} #${anchor} of ${target}`,
        ),
      ]),
    )
  } finally {
    remove()
  }
}

const target = html('<h2 id="there">There</h2><h2 id="größe">Size</h2><h2 id="100%">All</h2><a name="named"></a>')

describe('Links of a built site', async () => {
  const cases: [what: string, body: string, told: string[]][] = [
    ['to a page', '<a href="/a/">a</a>', []],
    ['to a page without the slash', '<a href="/a">a</a>', []],
    ['to a page that is not there', '<a href="/b/">b</a>', ['missing /b/']],
    ['to a file', '<a href="/with%20space.txt">a</a> <a href="/a.md?x=1">b</a>', []],
    ['to an image that is not there', '<img src="/no.png">', ['missing /no.png']],
    ['in another case', '<a href="/A/">a</a>', ['missing /A/']],
    ['to the folder above', '<a href="/../../a/">a</a>', []],
    ['to an anchor', '<a href="/a/#there">a</a> <a href="/a#there">a</a>', []],
    ['to an anchor beyond ASCII', '<a href="/a/#größe">a</a> <a href="/a/#gr%C3%B6%C3%9Fe">a</a>', []],
    ['to the top', '<a href="#">a</a> <a href="#top">a</a>', []],
    ['to an anchor that is not there', '<a href="/a/#gone">a</a>', ['anchor #gone of /a/']],
    ['to a text', '<a href="/a/#:~:text=There">a</a> <a href="/a/#there:~:text=x">a</a>', []],
    ['to a text in a section that is not there', '<a href="/a/#gone:~:text=x">a</a>', ['anchor #gone of /a/']],
    ['to an anchor with a stray percent sign', '<a href="/a/#100%">a</a>', []],
    ['to an anchor with a stray percent sign that is not there', '<a href="/a/#99%">a</a>', ['anchor #99% of /a/']],
    ['with a stray percent sign in their path', '<a href="/100%/">a</a>', ['malformed /100%/']],
    ['to a part of a file that is no page', '<a href="/a.md#gone">a</a>', []],
    [
      'of other schemes',
      '<a href="mailto:x@example.org">a</a> <a href="javascript:void 0">b</a> <a href="tel:1">c</a>',
      [],
    ],
    ['that are no URL', '<a href="http://[x/">a</a> <a href="https://example.org/#%zz">b</a>', []],
  ]

  const files = cases.map(([, body], index): [string, string] => [`case-${index}/index.html`, html(body)])
  const broken = await brokenIn(Object.fromEntries(files))
  for (const [index, [what, , expected]] of cases.entries()) {
    it(what, () => expect(broken.get(`/case-${index}/`) ?? []).toStrictEqual(expected))
  }
})

describe('What else is looked into', () => {
  it('style sheets', async () => {
    const broken = await brokenIn({
      'style.css': 'body { background: url(gone.png) }',
      'other.css': '@import "a/index.html"',
    })
    expect([...broken]).toStrictEqual([['/style.css', ['missing /gone.png']]])
  })

  it('pages that no link leads to, whatever they are called', async () => {
    const page = html('<a href="/gone/">g</a>')
    const broken = await brokenIn({ '404.html': page, 'größe/index.html': page, 'A page.HTML': page })
    expect([...broken.keys()].sort()).toStrictEqual(['/404.html', '/A%20page.HTML', '/gr%C3%B6%C3%9Fe/'])
  })

  it('the anchors of a page that search engines leave out', async () => {
    const hidden = html('<h2 id="there">There</h2>', '<meta name="robots" content="noindex, nofollow">')
    const broken = await brokenIn({
      'index.html': html('<a href="/hidden/#gone">a</a> <a href="/hidden/#there">b</a>'),
      'hidden/index.html': hidden,
    })
    expect([...broken]).toStrictEqual([['/', ['anchor #gone of /hidden/']]])
  })
})

describe('A site under a base path', async () => {
  const cases: [body: string, told: string[]][] = [
    ['<a href="/docs/a/">a</a> <a href="../a/#there">b</a> <a href="/docs">c</a>', []],
    ['<a href="/a/">a</a>', ['outside /a/']],
    ['<a href="/docs/b/">a</a>', ['missing /docs/b/']],
    ['<a href="/docsa/">a</a>', ['outside /docsa/']],
  ]
  const files = cases.map(([body], index): [string, string] => [`case-${index}/index.html`, html(body)])
  const broken = await brokenIn({ 'index.html': html(''), ...Object.fromEntries(files) }, '/docs/')
  for (const [index, [body, expected]] of cases.entries()) {
    it(body, () => expect(broken.get(`/docs/case-${index}/`) ?? []).toStrictEqual(expected))
  }
})

describe('Links that lead elsewhere', () => {
  it('are not asked', async () => {
    let requests = 0
    const server = createServer((_, response) => {
      requests++
      response.writeHead(404).end()
    })
    await once(server.listen(0, '127.0.0.2'), 'listening')
    const address = server.address()
    assert.ok(typeof address === 'object' && address !== null)
    const host = `127.0.0.2:${address.port}`
    const head = `<meta http-equiv="refresh" content="9;url=http://${host}/r"><link rel="stylesheet" href="http://${host}/s.css">`
    const body = `<a href="http://${host}/a">a</a><img src="//${host}/b.png"><a href="http://127.0.0.1@${host}/">c</a>`
    try {
      const css = `@import "http://${host}/a.css"; body { background: url(//${host}/b.png) }`
      expect([...(await brokenIn({ 'index.html': html(body, head), 'a.css': css }))]).toStrictEqual([])
      expect(requests).toBe(0)
      await fetch(`http://${host}/`)
      expect(requests, 'a request would be counted').toBe(1)
    } finally {
      server.close()
      server.closeAllConnections()
    }
  })
})
