import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { frontmatterSchema } from '../../src/guidebook/parts/frontmatter.ts'
import { pageOf, textAt } from './written-page.ts'

/** The problems of a page as `line:column what-an-editor-would-select: message`. */
function problemsOf(text: string): string[] {
  return pageOf(text).problems.map(
    (problem) => `${problem.line}:${problem.column} ${textAt(text, problem)}: ${problem.message}`,
  )
}

describe('Frontmatter', () => {
  test('says of a page what product.md lists', () => {
    const text =
      '---\ntitle: Title\ndescription: One sentence.\nowner: Ops\naliases: [/old/, older.md]\norder: -1.5\ndraft: true\nreview: 90 days\ntype: runbook\n---\n\ntext'
    expect(pageOf(text).frontmatter).toStrictEqual({
      title: 'Title',
      description: 'One sentence.',
      owner: 'Ops',
      aliases: ['/old/', 'older.md'],
      order: -1.5,
      draft: true,
      review: 90,
      type: 'runbook',
    })
    expect(problemsOf(text)).toStrictEqual([])
    expect(pageOf(text.replaceAll('\n', '\r\n')).frontmatter).toStrictEqual(pageOf(text).frontmatter)
    expect(pageOf(`\uFEFF${text}`).frontmatter).toStrictEqual(pageOf(text).frontmatter)
  })

  const cases: Record<string, [yaml: string, frontmatter: Record<string, unknown>]> = {
    'leaves unknown keys alone': ['tags: [a, b]\nlayout: { x: 1 }', { tags: ['a', 'b'], layout: { x: 1 } }],
    'reads numbers as texts where texts are asked for': ['title: 2026\nowner: 7', { title: '2026', owner: '7' }],
    'reads one alias as a list': ['aliases: /old/', { aliases: ['/old/'] }],
    'reads a key with nothing behind it as unsaid': ['title:\nowner: ~\nother:', { other: null }],
    'reads dates and yes as the texts that they are': [
      'title: 2026-11-20\nowner: yes',
      { title: '2026-11-20', owner: 'yes' },
    ],
    'may be empty': ['', {}],
    'may be a comment': ['# nothing', {}],
    'may use a few aliases of YAML': ['title: &t Title\ndescription: *t', { title: 'Title', description: 'Title' }],
  }
  for (const [name, [yaml, frontmatter]] of Object.entries(cases)) {
    test(name, () => {
      const text = `---\n${yaml}\n---\ntext`
      expect(pageOf(text).frontmatter).toStrictEqual(frontmatter)
      expect(problemsOf(text)).toStrictEqual([])
    })
  }

  test('stands at the very beginning, or is no frontmatter', () => {
    for (const text of ['\n---\ntitle: T\n---\n', 'a\n\n---\ntitle: T\n---\n', '---\n\ntitle: T']) {
      expect(pageOf(text).frontmatter, text).toStrictEqual({})
      expect(problemsOf(text), text).toStrictEqual([])
    }
  })

  test('is read in MDX too', () => {
    expect(pageOf('---\ntitle: T\n---\n\n# H\n', 'a.mdx').frontmatter).toStrictEqual({ title: 'T' })
  })
})

test('the manual has every key of the schema, and no other', () => {
  const manual = readFileSync('guidebooks/waymark/write-guidebooks.md', 'utf8')
  const section = /^## Frontmatter$(.*?)^##/ms.exec(manual)?.[1] ?? ''
  const keys = Array.from(section.matchAll(/^\| `(\w+)` \|/gm), ([, key]) => key)
  expect(keys.toSorted()).toStrictEqual(Object.keys(frontmatterSchema.shape).toSorted())
})

test('a key with a value of another kind is no error: it may be another tool’s', () => {
  const yaml =
    'owner: [Ops, Dev]\ntitle: { en: T }\norder: "3"\nreview: next week\naliases: [{ a: b }]\ntype: []\ndescription: {}'
  const { frontmatter, problems } = pageOf(`---\n${yaml}\n---\ntext`)
  expect(frontmatter).toStrictEqual({})
  expect(new Set(problems.map(({ code }) => code))).toStrictEqual(new Set(['frontmatter-value']))
  expect(problems.length).toBe(7)
  const kept =
    'date: 2026-11-20\nlastmod: 2026-11-20T03:12:00Z\nauthors: [{ name: A }]\nsidebar: { order: 1 }\nweight: 3\nhide: [toc]\ncascade:\n  - x: !!set { a }'
  expect(pageOf(`---\n${kept}\n---\ntext`).problems).toStrictEqual([])
  expect(pageOf('---\ndraft: perhaps\n---\ntext').problems.map(({ code }) => code)).toStrictEqual(['frontmatter'])
})

describe('What is wrong in frontmatter is told at its place and left out', () => {
  const cases: Record<string, [yaml: string, frontmatter: Record<string, unknown>, problems: string[]]> = {
    'a list as a title': [
      'owner: Ops\ntitle: [a, b]',
      { owner: 'Ops' },
      ['3:8 [a, b]: Unexpected value of `title`, expected a text'],
    ],
    'a map as an owner': ['owner: { a: b }', {}, ['2:8 { a: b }: Unexpected value of `owner`, expected a text']],
    'a word as an order': ['order: first', {}, ['2:8 first: Unexpected value of `order`, expected a number']],
    'no number as an order': ['order: .nan', {}, ['2:8 .nan: Unexpected value of `order`, expected a number']],
    'a word as a draft': [
      'title: T\n\ndraft: "perhaps"\nother: 1',
      { title: 'T', other: 1, draft: true },
      ['4:8 "perhaps": Unexpected value of `draft`, expected a boolean'],
    ],
    'a map as aliases': [
      'aliases: { a: b }',
      {},
      ['2:10 { a: b }: Unexpected value of `aliases`, expected a list of addresses'],
    ],
    'several at once': [
      'title: {}\norder: []',
      {},
      [
        '2:8 {}: Unexpected value of `title`, expected a text',
        '3:8 []: Unexpected value of `order`, expected a number',
      ],
    ],
    'a list instead of keys': ['- a\n- b', {}, ['2:1 -: Unexpected frontmatter, expected keys with values']],
    'a text instead of keys': ['just text', {}, ['2:1 j: Unexpected frontmatter, expected keys with values']],
  }
  for (const [name, [yaml, frontmatter, problems]] of Object.entries(cases)) {
    test(name, () => {
      for (const end of ['\n', '\r\n']) {
        const text = `---\n${yaml}\n---\n# H\n`.replaceAll('\n', end)
        expect(pageOf(text).frontmatter).toStrictEqual(frontmatter)
        expect(problemsOf(text)).toStrictEqual(problems)
      }
      expect(pageOf(`---\n${yaml}\n---\n# H\n`).headings.length, 'the page is read all the same').toBe(1)
    })
  }

  test('YAML that cannot be parsed', () => {
    const cases: [yaml: string, place: string][] = [
      ['title: "unclosed', '2:17'],
      ['title: T\nowner: [a', '3:10'],
      ['title: T\n\tindented: with a tab', '3:1'],
      ['title: a: b', '2:8'],
      ['title: one\ntitle: two', '3:1'],
      ['title: *nobody', '2:8'],
    ]
    for (const [yaml, place] of cases) {
      const page = pageOf(`---\n${yaml}\n---\n\ntext`)
      const [problem] = page.problems
      expect(page.frontmatter, yaml).toStrictEqual({})
      expect(`${problem?.code} ${problem?.line}:${problem?.column}`, yaml).toBe(`frontmatter ${place}`)
      expect(problem?.message ?? '', yaml).toMatch(/^Unexpected .*[^.]$/)
      expect(page.description).toBe('text')
    }
  })

  test('a bomb of aliases, a circle, and nesting without end', () => {
    const levels = 'bcdefghi'.split('').map((key, index) => `${key}: &${key} [${`*${'abcdefgh'[index]},`.repeat(9)}]`)
    const bombs = [
      'a: &a [*a]',
      `a: &a [x]\n${levels.join('\n')}\ntitle: *i`,
      `title: ${'['.repeat(20_000)}`,
      `${'- '.repeat(20_000)}a`,
      `title: ${'{a: '.repeat(5000)}`,
    ]
    for (const yaml of bombs) {
      const page = pageOf(`---\n${yaml}\n---\n\ntext`)
      expect(page.frontmatter).toStrictEqual({})
      expect(page.problems[0]?.code).toBe('frontmatter')
      expect(page.description).toBe('text')
    }
  })

  test('a key that is a property of every object is a key like others', () => {
    const page = pageOf('---\n__proto__: { draft: true }\nconstructor: x\n---\n')
    expect(page.frontmatter.draft).toBe(undefined)
    expect(Object.hasOwn(Object.prototype, 'draft')).toBe(false)
    expect(page.problems).toStrictEqual([])
  })
})
