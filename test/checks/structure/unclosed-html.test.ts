import fc from 'fast-check'
import type { DefaultTreeAdapterTypes } from 'parse5'
import { assert, describe, expect, test } from 'vitest'
import { bodyOf, elementsOf, textOf } from '../../site/markdown/rendered-page.ts'
import { findIn } from './written-guidebooks.ts'

/** What is told of a page, as `line:column name`. */
async function judged(text: string): Promise<string[]> {
  const found = await findIn({ 'a.md': text })
  return found
    .filter(({ code }) => code === 'structure/unclosed-html')
    .map(({ line, column, message }) => `${line}:${column} ${/<(\w+)>/.exec(message)?.[1]}`)
}

/** Whether the end of a page is folded away, in what a browser makes of the page as the site shows it. */
function isSwallowed(text: string): boolean {
  const elements: DefaultTreeAdapterTypes.Element[] = elementsOf(bodyOf(`${text}\n\nLAST\n`))
  return elements.some((element) => /^(?:details|summary)$/.test(element.tagName) && textOf(element).includes('LAST'))
}

describe('A folded part has its end', () => {
  const cases: Record<string, [text: string, ...told: string[]]> = {
    'as it should': ['<details>\n<summary>a</summary>\n\nb\n\n</details>'],
    'in a page without any': ['# A\n\ntext'],
    'in a list': ['- a\n\n  <details>\n  <summary>b</summary>\n\n  c\n\n  </details>'],
    'in a quote': ['> <details>\n> <summary>b</summary>\n>\n> c\n>\n> </details>'],
    'within another': ['<details>\n\n<details>\n\na\n\n</details>\n\n</details>'],
    'at the end of a paragraph': ['<details>\n\na\nb</details>'],
    'at the end of an item': ['<details>\n\n- a\n  </details>'],
    'in capitals': ['<DETAILS><Summary>a</SUMMARY>\n\nb\n\n</Details>'],
    'with more ends than beginnings': ['a\n\n</details>\n\n</summary>'],
    'in code that only shows one': ['`<details>` and\n\n```html\n<details>\n```\n\n    <summary>'],
    'in a comment': ['<!-- <details> -->\n\na'],
    'or is told': ['# A\n\n<details>\n<summary>a</summary>\n\nb\n', '3:1 details'],
    'where another one is closed': ['<details>\n\n<details>\n\na\n\n</details>', '1:1 details'],
    'where its end is one more beginning': ['<details>\n\na\n\n<details>', '1:1 details', '5:1 details'],
    'where its end is code': ['<details>\n\na\n\n    </details>', '1:1 details'],
    'where its end is in a block of code': ['<details>\n\n```\n</details>\n```', '1:1 details'],
    'where its end is misspelt': ['<details>\n\na\n\n</detail>', '1:1 details'],
    'where its line has none': ['<details>\n<summary>a\n\nb\n\n</details>', '2:1 summary'],
    'where its line ends with a beginning': ['<details>\n<summary>a<summary>\n\nb\n\n</details>', '2:1 summary'],
    'where neither has': ['<details>\n<summary>a\n\nb', '1:1 details', '2:1 summary'],
    'where it begins in a line': ['a <details> b', '1:3 details'],
    'where only an item ends it': ['- <details>\n  <summary>a</summary>\n\n  b\n\nc', '1:3 details'],
    'where only a quote ends it': ['> <details>\n> a\n\nb', '1:3 details'],
    'where only an element around ends it': ['<div>\n<details>\na\n</div>', '2:1 details'],
    'where only a cell ends it': ['| a |\n| - |\n| <details>b |\n', '3:3 details'],
    'where its end is in a cell': ['<details>\n\n| a |\n| - |\n| b</details> |\n', '1:1 details'],
  }
  for (const [name, [text, ...told]] of Object.entries(cases)) {
    test(name, async () => expect(await judged(text)).toStrictEqual(told))
  }

  /** What is ended by what it stands in takes nothing of the page's end. */
  const isEnded = (name: string) => /only a|line has none|line ends with a beginning/.test(name)

  for (const [name, [text, ...told]] of Object.entries(cases)) {
    test(`${name}: as a browser shows it`, () =>
      expect(isSwallowed(text), bodyOf(text)).toBe(told.length > 0 && !isEnded(name)))
  }
})

test('a hundred thousand tags are read in a moment', async () => {
  const before = process.cpuUsage()
  await judged(`<details>`.repeat(50_000) + '</div>'.repeat(50_000))
  const { user, system } = process.cpuUsage(before)
  assert.ok((user + system) / 1e6 < 15, `${(user + system) / 1e6} s`)
})

test('whatever takes in the end of a page is told', async () => {
  const pieces = [
    '<details>',
    '</details>',
    '<summary>',
    '</summary>',
    '<div>',
    '</div>',
    '<b>',
    '</b>',
    'a',
    '\n\n',
    '\n',
    '- ',
    '> ',
    '`',
    '\n\n---\n\n',
  ]
  const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join(''))
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      // The last line is apart from all that may go on.
      if (isSwallowed(`${text}\n\n---`)) expect(await judged(`${text}\n\n---\n\nLAST`)).not.toStrictEqual([])
    }),
    { numRuns: 500 },
  )
})
