import { globSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareTrees } from '../../../src/review/compare/compare.ts'
import { withChanges, withoutChanges } from '../../../src/review/compare/undo.ts'
import { bodyOf } from '../../site/markdown/rendered-page.ts'
import { htmlOf, pageOf, parsed, shown } from './page.ts'

const pages = globSync('guidebooks/**/*.md')
  .toSorted()
  .map((file) => [file, readFileSync(file, 'utf8')] as const)

const bodies = new Map<string, string>()

/** The tree of a page of the guidebooks, which is rendered once. */
function originalOf(text: string) {
  const body = bodies.get(text) ?? bodyOf(text)
  bodies.set(text, body)
  return parsed(body)
}

const place = fc.nat({ max: 10_000 })
const word = fc.constantFrom('alpha', '**beta**', '`gamma --all`', '[delta](x.md)', '_eps_,', '<kbd>F1</kbd>')
const block = fc.constantFrom(
  'A paragraph that was not there before.',
  '## A new heading',
  '- one item\n- another item',
  '| n | m |\n|---|---|\n| 1 | 2 |',
  '```sh\necho done\n```',
  '> [!WARNING]\n> Take care of it',
  '<details><summary>More</summary>\n\nHidden text.\n\n</details>',
  'Text with a note.[^new]\n\n[^new]: The note itself.',
  '![A picture](picture.png)',
)
const edit = fc.oneof(
  fc.record({ what: fc.constant('remove block' as const), at: place }),
  fc.record({ what: fc.constant('add block' as const), at: place, block }),
  fc.record({ what: fc.constant('move block' as const), at: place, to: place }),
  fc.record({ what: fc.constant('replace words' as const), at: place, from: place, count: fc.nat(3), word }),
  fc.record({ what: fc.constant('remove line' as const), at: place, from: place }),
  fc.record({ what: fc.constant('repeat line' as const), at: place, from: place, to: place }),
  fc.record({ what: fc.constant('move line' as const), at: place, from: place, to: place }),
  fc.record({ what: fc.constant('add column' as const), at: place, column: fc.nat(4) }),
  fc.record({ what: fc.constant('remove column' as const), at: place, column: fc.nat(4) }),
  fc.record({ what: fc.constant('move column' as const), at: place, column: fc.nat(4) }),
)
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never

/** A page with edits, each at a place that it has. */
function edited(text: string, edits: readonly Edit[]): string {
  const blocks = text.split(/\n{2,}/)
  for (const one of edits) {
    const at = one.at % Math.max(1, blocks.length)
    const own = blocks[at] ?? ''
    const lines = own.split('\n')
    switch (one.what) {
      case 'remove block':
        blocks.splice(at, 1)
        break
      case 'add block':
        blocks.splice(at, 0, one.block)
        break
      case 'move block':
        blocks.splice(one.to % blocks.length, 0, ...blocks.splice(at, 1))
        break
      case 'replace words': {
        const words = own.split(' ')
        words.splice(one.from % words.length, one.count, one.word)
        blocks[at] = words.join(' ')
        break
      }
      case 'remove line':
        lines.splice(one.from % lines.length, 1)
        blocks[at] = lines.join('\n')
        break
      case 'repeat line':
        lines.splice(one.to % lines.length, 0, `${lines[one.from % lines.length]} again`)
        blocks[at] = lines.join('\n')
        break
      case 'move line':
        lines.splice(one.to % lines.length, 0, ...lines.splice(one.from % lines.length, 1))
        blocks[at] = lines.join('\n')
        break
      default: {
        const table = blocks.findIndex((other, index) => index >= at && other.startsWith('|'))
        if (table >= 0) blocks[table] = withColumn(blocks[table] ?? '', one)
      }
    }
  }
  return blocks.join('\n\n')
}

function withColumn(table: string, { what, column }: Extract<Edit, { column: number }>): string {
  const change = (line: string, index: number) => {
    const cells = line.split('|')
    const at = 1 + (column % Math.max(1, cells.length - 2))
    if (what === 'add column') cells.splice(at, 0, index === 1 ? '---' : ` new ${index} `)
    else if (what === 'move column') cells.splice(1, 0, ...cells.splice(at, 1))
    else if (cells.length > 3) cells.splice(at, 1)
    return cells.join('|')
  }
  return table.split('\n').map(change).join('\n')
}

const aPage = fc.nat(pages.length - 1).map((index) => pages[index] ?? ['', ''])
const seed = 16

describe('The marks of a page say no more and no less than what changed', () => {
  test.each(pages)('%s and itself: nothing', (_file, text) => {
    const { changes, marked } = compareTrees(originalOf(text), pageOf(text))
    expect(changes).toStrictEqual([])
    expect(htmlOf(marked)).toBe(htmlOf(originalOf(text)))
  })

  test('undone they give back the old page, and taken the new one, whatever was edited', () => {
    fc.assert(
      fc.property(aPage, fc.array(edit, { minLength: 1, maxLength: 6 }), ([, text], edits) => {
        const [before, after] = [originalOf(text), pageOf(edited(text, edits))]
        const { marked, changes } = compareTrees(before, after)
        expect(shown(withoutChanges(marked))).toBe(shown(before))
        expect(shown(withChanges(marked))).toBe(shown(after))
        expect(changes.length > 0).toBe(shown(before) !== shown(after))
        // The same elements are told again, by the same numbers.
        expect(compareTrees(before, after).changes).toStrictEqual(changes)
      }),
      { seed, numRuns: 150 },
    )
  })

  test('of two pages that have nothing to do with each other, too', () => {
    fc.assert(
      fc.property(aPage, aPage, ([, one], [, other]) => {
        const [before, after] = [originalOf(one), originalOf(other)]
        const { marked } = compareTrees(before, after)
        expect(shown(withoutChanges(marked))).toBe(shown(before))
        expect(shown(withChanges(marked))).toBe(shown(after))
      }),
      { seed, numRuns: 40 },
    )
  })

  test('a browser reads the marked page as it is written, and finds the marks of each change', () => {
    fc.assert(
      fc.property(aPage, fc.array(edit, { minLength: 1, maxLength: 6 }), ([, text], edits) => {
        const { marked, changes } = compareTrees(originalOf(text), pageOf(edited(text, edits)))
        const html = htmlOf(marked)
        expect(htmlOf(parsed(html))).toBe(html)
        const numbers = [...html.matchAll(/data-change="(\d+)"/g)].map(([, number]) => Number(number))
        expect([...new Set(numbers)]).toStrictEqual(changes.map(({ id }) => id))
      }),
      { seed, numRuns: 80 },
    )
  })
})
