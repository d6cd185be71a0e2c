import { describe, expect, it } from 'vitest'
import { rows } from '../engine/project-files.ts'
import { auditBuilt, html } from './built-site.ts'

describe('Where a finding is told', () => {
  const sources = {
    'README.md': '# Home\n\nSee [A](a.md#gone), [again](a.md#gone) and [B](b.md).\n',
    'a.md': '---\naliases: [old]\n---\n\n# A\n\n![plan](plan.png)\n\n<img src="plan.png" alt="p">\n',
    'b.md': '# B\n',
    'plan.png': '',
  }

  it('at each of the links that lead there', async () => {
    const built = {
      'index.html': html('<a href="/a/#gone">a</a><a href="/b/">b</a>'),
      'a/index.html': html('<img src="/plan.png">'),
    }
    expect(rows(await auditBuilt({ sources, built }))).toStrictEqual([
      'guidebooks/README.md:3:5 error links/built-anchor',
      'guidebooks/README.md:3:21 error links/built-anchor',
      'guidebooks/README.md:3:44 error links/built-missing',
      'guidebooks/a.md:7:1 error links/built-missing',
      'guidebooks/a.md:9:11 error links/built-missing',
    ])
  })

  it('under a base path too', async () => {
    const built = { 'index.html': html('<a href="/x/b/">b</a>') }
    expect(rows(await auditBuilt({ sources, built, base: '/x/' }))).toStrictEqual([
      'guidebooks/README.md:3:44 error links/built-missing',
    ])
  })

  it('once for what stands around every page', async () => {
    const around = html('<nav><a href="/gone/">g</a></nav>')
    const built = { 'index.html': around, 'a/index.html': around, 'b/index.html': around, '404.html': around }
    const found = await auditBuilt({ sources, built })
    expect(rows(found)).toStrictEqual(['guidebooks/README.md:1:1 error links/built-missing'])
    expect(found[0]?.message ?? '').toMatch(/on the built page `\/` and 3 more, expected/)
  })

  it('at the page that an alias leads to', async () => {
    const built = { 'old/index.html': html('', '<meta http-equiv="refresh" content="0;url=/a/">') }
    expect(rows(await auditBuilt({ sources, built }))).toStrictEqual(['guidebooks/a.md:1:1 error links/built-missing'])
  })

  it('in the built file, where it has no source', async () => {
    const built = { '404.html': html('<a href="/gone/">g</a>') }
    expect(rows(await auditBuilt({ sources, built }))).toStrictEqual(['dist/404.html:1:1 error links/built-missing'])
  })

  it('unless a comment, a severity or an exclude says otherwise', async () => {
    const built = { 'index.html': html('<a href="/b/">b</a>') }
    const ignored = { ...sources, 'README.md': '# Home\n\n<!-- waymark-ignore links/built-missing -->\n[B](b.md)\n' }
    expect(rows(await auditBuilt({ sources: ignored, built }))).toStrictEqual([])
    const settings = (text: string) => `checks: { links: { ${text} } }\n`
    for (const text of ['severity: { built-missing: off }', 'exclude: [README.md]', 'ignore: ["^b[.]md$"]']) {
      expect(rows(await auditBuilt({ sources, built, settings: settings(text) })), text).toStrictEqual([])
    }
  })

  it('with no word about ignores that are for the sources', async () => {
    const text = '# Home\n\n<!-- waymark-ignore links/missing-file -->\n[B](b.md)\n'
    expect(rows(await auditBuilt({ sources: { 'README.md': text, 'b.md': '# B\n' }, built: {} }))).toStrictEqual([])
  })
})

describe('A link of the built site to its own published address', () => {
  const sources = {
    'README.md': '# A\n\n[x](https://docs.example.org/b/gone/)\n\n[y](https://docs.example.org/other/)\n',
  }
  const built = (origin: string) => ({
    'index.html': html(`<a href="${origin}/b/gone/">x</a> <a href="${origin}/other/">y</a>`),
  })
  it('is followed without a network', async () => {
    for (const origin of ['https://docs.example.org', 'http://docs.example.org', '//docs.example.org']) {
      const found = await auditBuilt({
        sources,
        built: built(origin),
        base: '/b/',
        settings: 'site: https://docs.example.org/b',
      })
      expect(found.map(({ code, file, line }) => [code, file, line])).toStrictEqual([
        ['links/built-missing', 'guidebooks/README.md', 3],
      ])
    }
  })
})
