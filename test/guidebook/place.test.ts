import fc from 'fast-check'
import { assert, describe, expect, test } from 'vitest'
import type { Place } from '../../src/finding/finding.ts'
import type { Page } from '../../src/guidebook/page.ts'
import { pageOf, textAt } from './written-page.ts'

/** What a page has, as `line:column what-an-editor-would-select`. */
function located(text: string, places: (page: Page) => Place[]): string[] {
  return places(pageOf(text)).map((place) => `${place.line}:${place.column} ${textAt(text, place)}`)
}

/** The same text as other editors save it: its lines and columns are the same. */
const saved: Record<string, (text: string) => string> = {
  'as written': (text) => text,
  'with CRLF': (text) => text.replaceAll('\n', '\r\n'),
  'with CR': (text) => text.replaceAll('\n', '\r'),
  'with a byte order mark': (text) => `\uFEFF${text}`,
}

/** A text is given once; its places must be the same however it is saved. */
function holds(cases: Record<string, [text: string, expected: string[]]>, places: (page: Page) => Place[]) {
  for (const [name, [text, expected]] of Object.entries(cases)) {
    for (const [how, save] of Object.entries(saved)) {
      const found = located(save(text), places).map((entry) => entry.replace(/\r\n|\r/g, '\n'))
      expect(found, `${name}, ${how}`).toStrictEqual(expected)
    }
  }
}

describe('Every target is found where it is written', () => {
  const links = ({ links }: Page) => links

  test('each kind of link', () => {
    const text =
      'a [b](c) ![d](e) [f][g] [g][] [g] ![h][g] [^1] <https://a.b> www.a.b\n\n[g]: h "t"\n\n[^1]: n [k](l)\n'
    const kinds = pageOf(text).links.map(({ kind, url, text: name }) => [kind, url, name])
    expect(kinds).toStrictEqual([
      ['link', 'c', 'b'],
      ['image', 'e', 'd'],
      ['reference', 'h', 'f'],
      ['reference', 'h', 'g'],
      ['reference', 'h', 'g'],
      ['image-reference', 'h', 'h'],
      ['footnote', '#user-content-fn-1', '1'],
      ['link', 'https://a.b', 'https://a.b'],
      ['link', 'http://www.a.b', 'www.a.b'],
      ['definition', 'h', 'g'],
      ['link', 'l', 'k'],
    ])
    const expected = [
      '1:3 [b](c)',
      '1:10 ![d](e)',
      '1:18 [f][g]',
      '1:25 [g][]',
      '1:31 [g]',
      '1:35 ![h][g]',
      '1:43 [^1]',
      '1:48 <https://a.b>',
      '1:62 www.a.b',
      '3:1 [g]: h "t"',
      '5:9 [k](l)',
    ]
    holds({ links: [text, expected] }, links)
  })

  test('wherever it stands', () => {
    holds(
      {
        'after astral characters': ['😀é 👩‍👩‍👧 [b](c) ![d](e)', ['1:14 [b](c)', '1:21 ![d](e)']],
        'after combining characters': ['e\u0301 [b](c)', ['1:4 [b](c)']],
        'in nested lists': [
          '- 😀 [b](c)\n  - [d](e)\n\n    ![i](j)\n1) [m](n)\n   [o](p)\n',
          ['1:6 [b](c)', '2:5 [d](e)', '4:5 ![i](j)', '5:4 [m](n)', '6:4 [o](p)'],
        ],
        'in a task list': ['- [ ] [b](c)\n- [x] [d](e)\n', ['1:7 [b](c)', '2:7 [d](e)']],
        'in nested quotes': [
          '> [b](c)\n> > [d](e)\nlazy [f](g)\n> - [h](i)\n',
          ['1:3 [b](c)', '2:5 [d](e)', '3:6 [f](g)', '4:5 [h](i)'],
        ],
        'after tabs': ['-\t[b](c)\n\n\t[d](e)\n>\t[f](g)\n', ['1:3 [b](c)', '3:2 [d](e)', '4:3 [f](g)']],
        'in a table': [
          '| a | [b](c) |\n|---|:-:|\n| `x` | 😀 ![d](e) |\n| a \\| b | [f](g) |\n',
          ['1:7 [b](c)', '3:12 ![d](e)', '4:12 [f](g)'],
        ],
        'in a heading': ['Title [b](c)\n===\n\n## [d](e) ##\n', ['1:7 [b](c)', '4:4 [d](e)']],
        'within other markup': [
          '**_[b](c)_** ~~[d](e)~~ [![f](g)](h)',
          ['1:4 [b](c)', '1:16 [d](e)', '1:25 [![f](g)](h)', '1:26 ![f](g)'],
        ],
        'over more lines than one': [
          'para [multi\nline](c\n"t") and [z](w)\n',
          ['1:6 [multi\nline](c\n"t")', '3:10 [z](w)'],
        ],
        'with escapes': [
          '\\[no\\](x) [a\\]b](c) [x](<a b>) [y](a\\)b "t") &amp; [z](w)',
          ['1:11 [a\\]b](c)', '1:21 [x](<a b>)', '1:32 [y](a\\)b "t")', '1:52 [z](w)'],
        ],
        'definitions in quotes and lists': [
          '> [q]: r\n\n  [s]: t\n- [u]: v\n\n[u]\n',
          ['1:3 [q]: r', '3:3 [s]: t', '4:3 [u]: v', '6:1 [u]'],
        ],
        'in footnotes': [
          'x[^a] y[^b]\n\n[^a]: one\n\n    two [l](m)\n[^b]: > q [n](o)\n',
          ['1:2 [^a]', '1:8 [^b]', '5:9 [l](m)', '6:11 [n](o)'],
        ],
      },
      links,
    )
  })

  test('neither in code nor in comments', () => {
    holds({ code: ['`[b](c)`\n\n```\n[d](e)\n```\n\n<!-- [f](g) <a href="x"> -->\n\n    [h](i)\n', []] }, links)
  })

  test('a reference without a definition is no link, and of two definitions the first counts', () => {
    expect(pageOf('[a][nowhere] [b]').links).toStrictEqual([])
    expect(pageOf('[a]\n\n[a]: first\n[A]: second\n').links.map(({ kind, url }) => `${kind} ${url}`)).toStrictEqual([
      'reference first',
      'definition first',
      'definition second',
    ])
  })

  test('a target is as its reader gets it: character references and escapes are resolved, percents are not', () => {
    const cases: [string, string][] = [
      ['[a](b&amp;c)', 'b&c'],
      ['[a](b%20c)', 'b%20c'],
      ['[a](<b c>)', 'b c'],
      ['[a](b\\_c)', 'b_c'],
      ['[a](java&#115;cript:x)', 'javascript:x'],
      ['<a href="x&amp;y">', 'x&y'],
      ['[a]()', ''],
    ]
    for (const [text, url] of cases) expect(pageOf(text).links[0]?.url, text).toBe(url)
  })
})

describe('Targets in raw HTML are found', () => {
  const links = ({ links }: Page) => links

  test('by their attributes, at their tag', () => {
    const text =
      'a <a href="b">c</a> <img src=d alt="e">\n\n<picture><source srcset="s1 1x, s2 2x"><img src=s3></picture>\n'
    expect(pageOf(text).links.map(({ kind, url, text: name }) => [kind, url, name])).toStrictEqual([
      ['html', 'b', ''],
      ['html-image', 'd', 'e'],
      ['html-image', 's1', ''],
      ['html-image', 's2', ''],
      ['html-image', 's3', ''],
    ])
    holds(
      {
        all: [
          text,
          [
            '1:3 <a href="b">',
            '1:21 <img src=d alt="e">',
            '3:10 <source srcset="s1 1x, s2 2x">',
            '3:10 <source srcset="s1 1x, s2 2x">',
            '3:40 <img src=s3>',
          ],
        ],
      },
      links,
    )
  })

  test('with the text of a link, where that stands in the same piece', () => {
    const text = '<div>\n<a href="x">one <b>two</b> &amp; three</a><a href="y">four\n<a href="z">five\n</div>'
    expect(pageOf(text).links.map((link) => link.text)).toStrictEqual(['one two & three', 'four\n', 'five\n'])
  })

  test('where it goes on over lines, in quotes and lists too', () => {
    holds(
      {
        'in a paragraph': [
          'a <a\n  id="x"\n  href="y">b</a> <a href="z">',
          ['1:3 <a\n  id="x"\n  href="y">', '3:18 <a href="z">'],
        ],
        'in a quote': [
          '> <div>\n> 😀 <a href="q">\n> <p><a\n>   href="r">\n',
          ['2:6 <a href="q">', '3:6 <a\n>   href="r">'],
        ],
        'in a list': [
          '- <div>\n  <a href="x"><a href="y">\n  </div>\n- > <p\n  > title="a"><a href="z">',
          ['2:3 <a href="x">', '2:15 <a href="y">', '5:15 <a href="z">'],
        ],
        indented: ['   <div>\n     <a href="x">\n   </div>\n', ['2:6 <a href="x">']],
        'behind a tab that is cut': ['-\n\t<div>\n\t  <a href="x">\n', ['3:4 <a href="x">']],
        'behind a tab that is cut, at the head': [
          '>\t<a href="x">\n>\t<a href="y">\n',
          ['1:3 <a href="x">', '2:3 <a href="y">'],
        ],
        'after a tab': ['-\t<div>\n\t<a href="x">\n', ['2:2 <a href="x">']],
        'where a line looks like the one before': [
          '> <p>a</p>\n> a<a href="a">\n> <a href="a">\n',
          ['2:4 <a href="a">', '3:3 <a href="a">'],
        ],
      },
      links,
    )
  })
})

describe('Other parts are found where they are written', () => {
  test('headings', () => {
    holds(
      {
        all: [
          '# One\n\nTwo\nlines\n---\n\n> ## Three ##\n\n- # Four\n\n😀 <h3>Five</h3>\n\n<h4 id="x">\nSix\n</h4>\n',
          [
            '1:1 # One',
            '3:1 Two\nlines\n---',
            '7:3 ## Three ##',
            '9:3 # Four',
            '11:4 <h3>',
            '13:1 <h4 id="x">\nSix\n</h4>',
          ],
        ],
      },
      ({ headings }) => headings,
    )
  })

  test('inline code', () => {
    holds(
      {
        all: [
          '😀 `a` ``b ` c``\n> `d\n> e`\n\n| `f \\| g` |\n|---|\n',
          ['1:4 `a`', '1:8 ``b ` c``', '2:3 `d\n> e`', '5:3 `f \\| g`'],
        ],
      },
      ({ inlineCode }) => inlineCode,
    )
    expect(pageOf('| `f \\| g` | `` h ` i `` |\n|---|---|\n').inlineCode.map(({ value }) => value)).toStrictEqual([
      'f | g',
      'h ` i',
    ])
  })

  test('alerts', () => {
    holds(
      { all: ['> [!NOTE]\n> text\n\n- > [!tip]\n  > x\n', ['1:1 > [!NOTE]\n> text', '4:3 > [!tip]\n  > x']] },
      ({ alerts }) => alerts,
    )
  })

  test('anything, in any page: a place holds what its kind begins with', () => {
    const inline = fc.constantFrom(
      '[b](c)',
      '![d](e)',
      '`f`',
      '<a href="g">',
      '[h]',
      '😀',
      'é',
      'word',
      '\t',
      '&amp;',
      '\\*',
      '*i [j](k)*',
    )
    const line = fc.array(inline, { maxLength: 5 }).map((parts) => parts.join(' '))
    const head = fc.constantFrom('', '> ', '- ', '1. ', '  ', '> > ', '- - ', '    ', '\t', '# ', '> - ')
    const page = fc
      .array(fc.tuple(head, line), { maxLength: 8 })
      .map((lines) => lines.map((parts) => parts.join('')).join('\n'))
    const beginnings: Record<string, string> = {
      link: '[',
      image: '![',
      reference: '[h]',
      html: '<a href="g">',
      definition: '[h]: ',
    }
    fc.assert(
      fc.property(page, fc.constantFrom('\n', '\r\n'), (text, end) => {
        const written = `${text}\n\n[h]: i\n`.replaceAll('\n', end)
        const { links, inlineCode } = pageOf(written)
        for (const link of links) assert.ok(textAt(written, link).startsWith(beginnings[link.kind] ?? '?'), written)
        for (const code of inlineCode) expect(textAt(written, code), written).toBe('`f`')
      }),
      { numRuns: 500 },
    )
  })
})
