import { describe, expect, test } from 'vitest'
import { Rewriter } from '../../../src/guidebook/dialects/rewriter.ts'
import { RewrittenText } from '../../../src/guidebook/parse/rewrite.ts'
import { outline } from './outline.ts'

/** A container whose head is one line, and whose body goes on to another. */
function plain(rewriter: Rewriter, index: number, to: number) {
  const { start = 0, end = 0 } = rewriter.lines[index] ?? {}
  rewriter.contain({ meaning: { kind: 'plain' }, at: start, headEnd: end, body: { from: index + 1, to }, indent: 0 })
}

describe('A rewriter', () => {
  test('knows lines by their offsets, whatever ends them', () => {
    const { lines } = new Rewriter('a\r\n\tb\rc\n\n~~~\r\n<!--\n~~~\n<!-- d\n-->\ne')
    expect(
      lines.map(({ start, end, text, indent, isBlank, isCode }) => [start, end, text, indent, isBlank, isCode]),
    ).toStrictEqual([
      [0, 1, 'a', 0, false, false],
      [3, 5, '\tb', 4, false, false],
      [6, 7, 'c', 0, false, false],
      [8, 8, '', 0, true, false],
      [9, 12, '~~~', 0, false, true],
      [14, 18, '<!--', 0, false, true],
      [19, 22, '~~~', 0, false, true],
      [23, 29, '<!-- d', 0, false, true],
      [30, 33, '-->', 0, false, true],
      [34, 35, 'e', 0, false, false],
    ])
  })

  test('takes containers fifty deep, and leaves what is deeper as text', () => {
    const rewriter = new Rewriter(`${'!\n'.repeat(60)}x\n`)
    for (let index = 59; index >= 0; index--) plain(rewriter, index, 61)
    expect(rewriter.containers.map(({ at }) => at)).toStrictEqual(Array.from({ length: 50 }, (_, index) => index * 2))
    const { text } = new RewrittenText(rewriter.text, rewriter.edits())
    expect(text).toContain(`${'> '.repeat(50)}!\n`)
  })

  test('takes twenty thousand containers, and a million lines in them', () => {
    const flat = new Rewriter('!\n'.repeat(30_000))
    for (let index = 0; index < 30_000; index++) plain(flat, index, index + 1)
    expect(flat.containers).toHaveLength(20_000)
    const deep = new Rewriter('!\n'.repeat(300_000))
    for (let index = 0; index < 10; index++) plain(deep, index, 300_000)
    expect(deep.containers).toHaveLength(3)
  })
})

test('What closes a container is left in code that only looks like one', () => {
  expect(outline('docusaurus', 'Code:\n\n    :::note\n    x\n    :::\n\nText\n')).toStrictEqual([
    '1 paragraph: Code:',
    '3 code - ":::note\\nx\\n:::"',
    '7 paragraph: Text',
  ])
})
