import GithubSlugger from 'github-slugger'
import { describe, expect, test } from 'vitest'
import { pageOf } from './written-page.ts'

/** The headings of a page as `depth text → anchor`. */
function headingsOf(text: string): string[] {
  return pageOf(text).headings.map((heading) => `${heading.depth} ${heading.text} → ${heading.anchor}`)
}

describe('The anchor of a heading is GitHub’s', () => {
  const cases: [text: string, anchor: string][] = [
    ['# Backup and recovery', 'backup-and-recovery'],
    ['## 1. First step', '1-first-step'],
    ['## Why? Because!', 'why-because'],
    ['## C++ & C#', 'c--c'],
    ['## A -- B', 'a----b'],
    ['## a_b __init__.py', 'a_b-initpy'],
    ['## `GET /healthz`', 'get-healthz'],
    ['## `a_b` and `--force`', 'a_b-and---force'],
    ['## **Bold** _em_ ~~gone~~', 'bold-em-gone'],
    ['## [Link](x.md) text', 'link-text'],
    ['## [Reference][r] text\n\n[r]: x', 'reference-text'],
    ['## <https://a.b>', 'httpsab'],
    ['## ![Alt](x.png) after an image', '-after-an-image'],
    ['## Überblick ÉTÉ', 'überblick-été'],
    ['## 数据库 备份', '数据库-备份'],
    ['## Привет, мир', 'привет-мир'],
    ['## 🚀 Launch', '-launch'],
    ['## ✅ Done ⚠️', '-done-️'],
    ['## :rocket: Launch', 'rocket-launch'],
    ['## AT&amp;T &copy; 2026', 'att--2026'],
    ['## A\\*B\\_C', 'ab_c'],
    ['## Trailing hashes ###', 'trailing-hashes'],
    ['## Foo {#bar}', 'foo-bar'],
    ['## Foo[^1]\n\n[^1]: note', 'foo'],
    ['## Foo <b>bold</b> <!-- comment --> baz', 'foo-bold--baz'],
    ['## Deploy <name>', 'deploy-'],
    ['## The <title> tag', 'the--tag'],
    ['## Drawing <svg><text>hidden</text></svg> shown', 'drawing--shown'],
    ['## a <svg> b </svg> c <svg> d', 'a--c--d'],
    ['Setext\n======', 'setext'],
    ['Over two\nlines\n---', 'over-twolines'],
    ['> ## In a quote', 'in-a-quote'],
    ['- ## In a list', 'in-a-list'],
    ['## 🚀', ''],
    ['##', ''],
    ['## ![Alt](x.png)', ''],
  ]
  for (const [text, anchor] of cases) {
    test(text, () => expect(pageOf(text).headings.map((heading) => heading.anchor)).toStrictEqual([anchor]))
  }

  test('for any text without markup, github-slugger’s', () => {
    for (const text of [
      'Emoji 👩‍👩‍👧 family',
      'İstanbul',
      'ﬁ ligature',
      'naïve café',
      'a\u00a0b',
      'ｗｉｄｅ',
      '~/.ssh/config',
      '“Quoted”',
      '100 %',
    ]) {
      expect(pageOf(`## ${text}`).headings[0]?.anchor, text).toBe(new GithubSlugger().slug(text))
    }
  })
})

describe('Repeats are numbered as GitHub numbers them', () => {
  const cases: [headings: string[], anchors: string[]][] = [
    [
      ['A', 'A', 'A'],
      ['a', 'a-1', 'a-2'],
    ],
    [
      ['A', 'A', 'A-1'],
      ['a', 'a-1', 'a-1-1'],
    ],
    [
      ['A-1', 'A', 'A'],
      ['a-1', 'a', 'a-2'],
    ],
    [
      ['A', 'a', 'A!'],
      ['a', 'a-1', 'a-2'],
    ],
    [
      ['🚀', '🔥'],
      ['', '-1'],
    ],
    [
      ['constructor', '__proto__', 'toString'],
      ['constructor', '__proto__', 'tostring'],
    ],
  ]
  for (const [headings, anchors] of cases) {
    test(headings.join(', '), () => {
      const text = headings.map((heading) => `## ${heading.replaceAll('_', '\\_')}`).join('\n\n')
      expect(pageOf(text).headings.map(({ anchor }) => anchor)).toStrictEqual(anchors)
    })
  }

  test('over every level, in quotes and lists, in Markdown and HTML', () => {
    const text = '# A\n\n> ## A\n\n- ### A\n\n<h4>A</h4>\n\nA\n=\n\n[^1]\n\n[^1]: # A\n'
    expect(headingsOf(text)).toStrictEqual(['1 A → a', '2 A → a-1', '3 A → a-2', '4 A → a-3', '1 A → a-4', '1 A → a-5'])
  })
})

describe('A heading in raw HTML', () => {
  const cases: Record<string, [text: string, headings: string[]]> = {
    'is one': ['<h2 align="center">Title</h2>', ['2 Title → title']],
    'is read as text': ['<h2>A <b>bold</b> &amp; <!-- c -->more</h2>', ['2 A bold & more → a-bold--more']],
    'keeps the spaces that GitHub keeps': ['<h2> Title </h2>', ['2 Title → -title-']],
    'may be one of many': ['<div><h1>One</h1><p>x</p><H3\nid="x">Two</H3></div>', ['1 One → one', '3 Two → two']],
    'may stand in a line of text': ['a <h2>Title</h2> b', ['2 Title → title']],
    'may hold Markdown': ['<h1 align="center">\n\nMy *title*\n\n</h1>\n\ntext', ['1 My title → my-title']],
    'may be cut by blank lines': ['<h1>My\n\n<b>title</b>\n\n<i>x</i></h1> text', ['1 Mytitlex → mytitlex']],
    'ends where the next begins': ['<h2>One\n\n## Two', ['2 One → one', '2 Two → two']],
    'ends with what it stands in': ['> <h2>One\n\ntext', ['2 One → one']],
    'shows nothing of what is dropped': ['<h2>A<svg><text>b</text></svg>c <title> d</h2>', ['2 Ac  d → ac--d']],
    'has no heading in its attributes': ['<p title="<h2>no</h2>">x</p>', []],
    'has no heading in its scripts': ['<script>"<h2>no</h2>"</script>', []],
    'is none where it only looks so': ['<hr><header>no</header><h7>no</h7>', []],
  }
  for (const [name, [text, headings]] of Object.entries(cases)) {
    test(name, () => expect(headingsOf(text)).toStrictEqual(headings))
  }
})

test('what is no heading has no anchor', () => {
  expect(headingsOf('```\n# code\n```\n\n#hash\n\n    # code\n\n<!-- # c -->\n\n\\# a\n\n####### seven')).toStrictEqual(
    [],
  )
})
