import { describe, expect, test } from 'vitest'
import { pageOf, textAt } from './written-page.ts'

/** The steps of a page's breadcrumb line as `text → url`. */
function stepsOf(text: string): string[] | undefined {
  return pageOf(text).breadcrumb?.steps.map((step) =>
    step.url === undefined ? step.text : `${step.text} → ${step.url}`,
  )
}

describe('A first paragraph of links with separators is the breadcrumb line', () => {
  const expected = ['Guidebooks → ../README.md', 'ERP → README.md', 'Operations']
  const cases: Record<string, string> = {
    'with >': '[Guidebooks](../README.md) > [ERP](README.md) > **Operations**',
    'with ›': '[Guidebooks](../README.md) › [ERP](README.md) › **Operations**',
    'with »': '[Guidebooks](../README.md) » [ERP](README.md) » **Operations**',
    'with →': '[Guidebooks](../README.md) → [ERP](README.md) → **Operations**',
    'with /': '[Guidebooks](../README.md) / [ERP](README.md) / **Operations**',
    'with an entity': '[Guidebooks](../README.md) &gt; [ERP](README.md) &gt; **Operations**',
    'without spaces': '[Guidebooks](../README.md)>[ERP](README.md)>**Operations**',
    'with a plain last step': '[Guidebooks](../README.md) > [ERP](README.md) > Operations',
    'with an emphasized last step': '[Guidebooks](../README.md) > [ERP](README.md) > _Operations_',
    'over two lines': '[Guidebooks](../README.md) >\n[ERP](README.md) >\n**Operations**',
    'with marked up links': '[**Guidebooks**](../README.md) > [`ERP`](README.md) > **Operations**',
  }
  for (const [name, line] of Object.entries(cases)) {
    test(name, () => {
      expect(stepsOf(`${line}\n\n# Operations\n`), 'before the H1').toStrictEqual(expected)
      expect(stepsOf(`# Operations\n\n${line}\n\ntext`), 'after the H1').toStrictEqual(expected)
      expect(stepsOf(`---\norder: 1\n---\n<!-- a -->\n\n${line}\n`), 'after what is not seen').toStrictEqual(expected)
    })
  }

  test('with one step above, and with a link to itself at the end', () => {
    expect(stepsOf('[Home](../README.md) > ERP')).toStrictEqual(['Home → ../README.md', 'ERP'])
    expect(stepsOf('[Home](/) > [ERP](README.md)')).toStrictEqual(['Home → /', 'ERP → README.md'])
    expect(stepsOf('[Home](../) > [ERP](.) > Crème brûlée & co')).toStrictEqual([
      'Home → ../',
      'ERP → .',
      'Crème brûlée & co',
    ])
  })
})

test('a line and its steps stand where they are written', () => {
  const cases: [text: string, places: string[]][] = [
    [
      '# T\n\n[A](a.md) > [B](b.md) > **C**',
      ['3:1 [A](a.md) > [B](b.md) > **C**', '3:1 [A](a.md)', '3:13 [B](b.md)', '3:25 **C**'],
    ],
    ['[A](a.md) > C &amp; D', ['1:1 [A](a.md) > C &amp; D', '1:1 [A](a.md)', '1:13 C &amp; D']],
    ['[A](a.md) &gt; C', ['1:1 [A](a.md) &gt; C', '1:1 [A](a.md)', '1:16 C']],
  ]
  for (const [text, places] of cases) {
    const line = pageOf(text).breadcrumb
    const found = line && [line, ...line.steps].map((place) => `${place.line}:${place.column} ${textAt(text, place)}`)
    expect(found).toStrictEqual(places)
  }
})

describe('What only looks like a breadcrumb line stays a part of the page', () => {
  const cases: Record<string, string> = {
    'links with dots between': '[A](a.md) · [B](b.md) · [C](c.md)',
    'links with bars between': '[A](a.md) | [B](b.md) | [C](c.md)',
    'the languages of a page': '[English](README.md) / [Français](README.fr.md)',
    'a quote': '> [A](a.md) > [B](b.md) > **C**',
    'a list': '- [A](a.md) > [B](b.md) > **C**',
    'a later paragraph': 'Text\n\n[A](a.md) > [B](b.md) > **C**',
    'a paragraph after the second heading': '# T\n\n## S\n\n[A](a.md) > [B](b.md) > **C**',
    'one link': '[A](a.md)',
    'one link and a separator': '[A](a.md) >',
    'no link': '**A** > B',
    'text first': 'See [A](a.md) > **B**',
    'text behind': '[A](a.md) > [B](b.md) > **C** is what you want',
    'text on the next line': '[A](a.md) > [B](b.md) > **C**\nand so on',
    'a step without a link in the middle': '[A](a.md) > **B** > [C](c.md)',
    'different words between': '[A](a.md) and [B](b.md)',
    'a comparison': '[Load](metrics.md) > 90 % for five minutes means trouble.',
    'a long sentence': `[Load](metrics.md) > ${'ninety '.repeat(12)}`,
    'links to other sites': '[A](https://a.example) > [B](https://b.example) > **C**',
    'links to sections': '[A](#a) > [B](#b) > **C**',
    'live states': '[A](status:a) > [B](status:b) > **C**',
    badges: '[![](a.svg)](a.md) > [![](b.svg)](b.md)',
    code: '`a` > `b`',
  }
  for (const [name, text] of Object.entries(cases)) {
    test(name, () => {
      expect(stepsOf(text)).toBe(undefined)
      expect(stepsOf(`# T\n\n${text}`)).toBe(undefined)
    })
  }
})

test('in MDX it may stand behind imports and comments', () => {
  const text = 'import x from "./x.js"\n\n{/* the way */}\n\n[A](a.md) > **B**\n\n# B\n'
  expect(pageOf(text, 'page.mdx').breadcrumb?.steps.map((step) => step.text)).toStrictEqual(['A', 'B'])
  expect(pageOf(text.replace('/* the way */', 'x'), 'page.mdx').breadcrumb).toBe(undefined)
})
