import { describe, expect, test } from 'vitest'
import { isInRanges, readCodeOptions } from '../../src/guidebook/parts/code-options.ts'

/** What stands behind the language, by who writes it so. */
const notations: [writer: string, meta: string, shown: Partial<ReturnType<typeof readCodeOptions>>][] = [
  ['nobody', '', {}],
  [
    'Waymark',
    '{3,5-7}',
    {
      marked: [
        [3, 3],
        [5, 7],
      ],
    },
  ],
  ['Waymark', '{3} title="scale up.sh"', { marked: [[3, 3]], title: 'scale up.sh' }],
  ['Docusaurus', "{1} title='a.js' showLineNumbers", { marked: [[1, 1]], title: 'a.js', firstNumber: 1 }],
  ['VitePress', 'line-numbers {1} [config.ts]', { marked: [[1, 1]], title: 'config.ts', firstNumber: 1 }],
  ['VitePress', 'line-numbers=4', { firstNumber: 4 }],
  ['Starlight', 'ins={2} del={3-4} "text"', { added: [[2, 2]], removed: [[3, 4]] }],
  ['Starlight', 'showLineNumbers startLineNumber=7 mark={2}', { marked: [[2, 2]], firstNumber: 7 }],
  [
    'MkDocs',
    'hl_lines="2 4-5" linenums="10" title="x.py"',
    {
      marked: [
        [2, 2],
        [4, 5],
      ],
      title: 'x.py',
      firstNumber: 10,
    },
  ],
  [
    'Hugo',
    '{linenos=table,hl_lines=[1,"3-5"],linenostart=9}',
    {
      marked: [
        [1, 1],
        [3, 5],
      ],
      firstNumber: 9,
    },
  ],
  ['Hugo', '{linenos=false hl_lines=2}', { marked: [[2, 2]] }],
  ['others', 'file=../values.yaml#L3-L9 {{x}} =', {}],
]

describe('What stands behind the language of a fence', () => {
  test.each(notations)('as %s writes it: %s', (_, meta, shown) => {
    expect(readCodeOptions(meta)).toStrictEqual({ marked: [], added: [], removed: [], ...shown })
  })

  test('is read in little time, however long it is', () => {
    expect(readCodeOptions('{'.repeat(100_000) + 'a='.repeat(100_000)).marked).toStrictEqual([])
  })
})

test('A range holds its ends, and may go on to the last line', () => {
  const { marked } = readCodeOptions('{2-3,6-}')
  expect([1, 2, 3, 4, 6, 999].map((line) => isInRanges(line, marked))).toStrictEqual([
    false,
    true,
    true,
    false,
    true,
    true,
  ])
})
