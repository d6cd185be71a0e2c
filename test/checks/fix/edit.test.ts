import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyFixes } from '../../../checks/fix/edit.ts'
import type { Fix } from '../../../src/finding/finding.ts'

/** `[line, column, endLine, endColumn, text]`. */
type Row = [number, number, number, number, string]

function fixOf(...rows: Row[]): Fix {
  const edits = rows.map(([line, column, endLine, endColumn, text]) => ({
    file: 'a.md',
    line,
    column,
    endLine,
    endColumn,
    text,
  }))
  return { title: 'fix', edits }
}

describe('Fixes of one text', () => {
  const cases: [name: string, text: string, fixes: Fix[], result: string, applied: number][] = [
    ['a word', 'a bad word', [fixOf([1, 3, 1, 6, 'good'])], 'a good word', 1],
    ['an insertion', 'ab', [fixOf([1, 2, 1, 2, '-'])], 'a-b', 1],
    ['in any order', 'abc', [fixOf([1, 3, 1, 4, 'C']), fixOf([1, 1, 1, 2, 'A'])], 'AbC', 2],
    ['several edits of one fix', 'abc', [fixOf([1, 1, 1, 2, 'A'], [1, 3, 1, 4, 'C'])], 'AbC', 1],
    [
      'over line ends of each kind',
      'a\r\nb\rc\nd',
      [fixOf([2, 1, 2, 2, 'B']), fixOf([3, 1, 3, 2, 'C']), fixOf([4, 1, 4, 2, 'D'])],
      'a\r\nB\rC\nD',
      3,
    ],
    ['characters outside of the basic plane count two', '😀x', [fixOf([1, 3, 1, 4, 'y'])], '😀y', 1],
    ['of two for the same characters the first', 'abc', [fixOf([1, 1, 1, 3, 'X']), fixOf([1, 2, 1, 4, 'Y'])], 'Xc', 1],
    [
      'all edits of a fix or none',
      'abc def',
      [fixOf([1, 1, 1, 4, 'X']), fixOf([1, 2, 1, 3, 'Y'], [1, 5, 1, 8, 'Z'])],
      'X def',
      1,
    ],
    ['the same edit twice is made once', 'abc', [fixOf([1, 1, 1, 2, 'A']), fixOf([1, 1, 1, 2, 'A'])], 'Abc', 2],
    ['two insertions at one place: one', 'ab', [fixOf([1, 2, 1, 2, '1']), fixOf([1, 2, 1, 2, '2'])], 'a1b', 1],
    ['next to each other', 'abcd', [fixOf([1, 1, 1, 3, 'X']), fixOf([1, 3, 1, 5, 'Y'])], 'XY', 2],
    ['beyond the end', 'a', [fixOf([9, 9, 9, 9, '!'])], 'a!', 1],
  ]
  for (const [name, text, fixes, result, applied] of cases) {
    it(name, () => {
      const edited = applyFixes(text, fixes)
      expect(edited.text).toBe(result)
      expect(edited.applied.size).toBe(applied)
    })
  }

  it('changes what it is told to and nothing else, however many there are', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', '\n'), fc.boolean()), { maxLength: 600 }), (letters) => {
        const text = letters.map(([letter]) => letter).join('')
        let [line, column] = [1, 1]
        const fixes: Fix[] = []
        for (const [letter, isChanged] of letters) {
          if (isChanged && letter !== '\n') fixes.push(fixOf([line, column, line, column + 1, letter.toUpperCase()]))
          if (letter === '\n') [line, column] = [line + 1, 1]
          else column += 1
        }
        const expected = letters.map(([letter, isChanged]) => (isChanged ? letter.toUpperCase() : letter)).join('')
        expect(applyFixes(text, fixes.toReversed()).text).toBe(expected)
      }),
    )
  })
})
