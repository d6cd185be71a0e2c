import fc from 'fast-check'
import { assert, describe, expect, test } from 'vitest'
import { resolve } from '../../src/guidebook/paths/target.ts'
import { anyCharacter } from '../text/any-character.ts'
import { brief, from, guidebooks, holds, pages, world } from './target-world.ts'
import { pageOf } from './written-page.ts'

describe('A scheme', () => {
  describe('that GitHub lets through leads elsewhere', () =>
    holds([
      ['https://a.example/b?c#d', 'external https://a.example/b?c#d'],
      ['HTTP://A.example', 'external HTTP://A.example'],
      ['mailto:ops@a.example', 'external mailto:ops@a.example'],
      ['tel:+33123456789', 'external tel:+33123456789'],
      ['//cdn.a.example/x.png', 'external https://cdn.a.example/x.png'],
      ['\\\\a.example\\share', 'external https:\\\\a.example\\share'],
      ['/\\a.example', 'external https:/\\a.example'],
    ]))

  describe('status: names a service or a probe', () =>
    holds([
      ['status:erp', 'status erp'],
      ['status:erp.ping', 'status erp.ping'],
      ['STATUS:erp.ping', 'status erp.ping'],
      ['status:erp.ping#json.version', 'status erp.ping #json.version'],
      ['status:', 'status'],
    ]))

  describe('that a browser could run, or that nobody knows, leads nowhere', () =>
    holds([
      ['javascript:alert(1)', 'unsafe javascript'],
      ['JaVaScRiPt:alert(1)', 'unsafe javascript'],
      ['java\tscript:alert(1)', 'unsafe javascript'],
      ['java\r\nscript:alert(1)', 'unsafe javascript'],
      ['\u0001\u001f javascript:alert(1)', 'unsafe javascript'],
      ['javascript\n:alert(1)', 'unsafe javascript'],
      ['javascript://%0aalert(1)', 'unsafe javascript'],
      ['vbscript:x', 'unsafe vbscript'],
      ['data:text/html,<script>alert(1)</script>', 'unsafe data'],
      ['DATA:image/svg+xml;base64,PHN2Zz4=', 'unsafe data'],
      ['blob:https://a.example/x', 'unsafe blob'],
      ['file:///etc/passwd', 'unsafe file'],
      ['view-source:javascript:x', 'unsafe view-source'],
      ['C:\\docs\\page.md', 'unsafe c'],
      ['c:/docs/page.md', 'unsafe c'],
    ]))

  describe('is none where the colon comes later', () =>
    holds([
      ['./javascript:x', 'missing erp/javascript:x'],
      ['a/b:c', 'missing erp/a/b:c'],
      ['#javascript:x', 'page erp/operations.md #javascript:x'],
      ['java script:x', 'missing erp/java script:x'],
      ['1a:b', 'missing erp/1a:b'],
      ['%6aavascript:x', 'missing erp/%6aavascript:x'],
    ]))

  test('disguised in Markdown or HTML is seen through all the same', () => {
    const disguises = [
      '[a](javascript:x)',
      '[a](<java\tscript:x>)',
      '[a](javascript&colon;x)',
      '[a](&#106;avascript:x)',
      '[a](&#x6A;&#x61;vascript&#58;x)',
      '[a](java&NewLine;script:x)',
      '[a]\n\n[a]: javascript:x',
      '<javascript:x>',
      '<a href="javascript:x">',
      '<a href=" &#14; javascript:x">',
      '<a href="jav&#x09;ascript:x">',
      '<a href=javascript&colon;x>',
    ]
    for (const text of disguises) {
      const [link] = pageOf(text).links
      assert.ok(link, text)
      expect(brief(resolve(guidebooks, from('README.md'), link.url)), text).toBe('unsafe javascript')
    }
  })
})

describe('Whatever is written', () => {
  const part = fc.oneof(
    fc.constantFrom(
      '..',
      '.',
      'erp',
      'docs',
      'guidebooks',
      'operations.md',
      'README.md',
      '',
      'no-page',
      '%2e%2e',
      '%',
      '%2F',
      '?a',
      '#b',
      'javascript:',
      '\\',
    ),
    fc.string({ unit: anyCharacter, maxLength: 5 }),
  )
  const url = fc
    .tuple(fc.constantFrom('', '/', '//', './', '../', 'status:', 'java\tscript:'), fc.array(part, { maxLength: 8 }))
    .map(([head, parts]) => head + parts.join('/'))
  const place = fc.constantFrom(...pages)
  const worlds = fc.constantFrom('', 'docs', 'docs/guidebooks').map(world)

  test('a link is resolved, and twice the same', () => {
    fc.assert(
      fc.property(worlds, place, url, (where, page, written) => {
        expect(resolve(where, page, written)).toStrictEqual(resolve(where, page, written))
      }),
      { numRuns: 2000 },
    )
  })

  test('a path never climbs out of what it is relative to', () => {
    fc.assert(
      fc.property(worlds, place, url, (where, page, written) => {
        const target = resolve(where, page, written)
        if (target.kind === 'repository' || target.kind === 'missing')
          expect(target.path).not.toMatch(/^\/|^\.\.(?:\/|$)|\/\.\.(?:\/|$)/)
      }),
      { numRuns: 2000 },
    )
  })

  test('a link is judged by what a browser would make of its scheme', () => {
    const junk = fc.array(fc.constantFrom('\t', '\n', '\r'), { maxLength: 2 }).map((signs) => signs.join(''))
    const lead = fc
      .array(fc.constantFrom(' ', '\u0000', '\u0001', '\u001f', '\t'), { maxLength: 3 })
      .map((signs) => signs.join(''))
    const scheme = fc.constantFrom('javascript', 'vbscript', 'data', 'JAVASCRIPT')
    fc.assert(
      fc.property(lead, scheme, junk, fc.nat(10), place, (before, name, inside, at, page) => {
        const written = `${before}${name.slice(0, at)}${inside}${name.slice(at)}:x`
        expect(URL.parse(written)?.protocol).toBe(`${name.toLowerCase()}:`)
        expect(brief(resolve(guidebooks, page, written))).toBe(`unsafe ${name.toLowerCase()}`)
      }),
    )
  })
})
