import fc from 'fast-check'
import displayWidth from 'string-width'
import { assert, expect, test } from 'vitest'
import { excerpt } from '../../../checks/reporters/excerpt.ts'
import { anyCharacter } from '../../text/any-character.ts'

/** A line with `«` and `»` around what a finding is about, the room for it, and what is shown. */
const cases: Record<string, [line: string, room: number, expected: [string, string]]> = {
  'a place in a line': ['see «this» one', 40, ['see this one', '    ^^^^']],
  'the start and the end of a line': ['«all»', 40, ['all', '^^^']],
  'an empty place': ['see «»this', 40, ['see this', '    ^']],
  'an empty place at the end': ['see«»', 40, ['see', '   ^']],
  'trailing spaces': ['see«  »', 40, ['see', '   ^^']],
  tabs: ['\ta\t«b»', 40, ['    a    b', '         ^']],
  'a place that is a tab': ['a«\t»b', 40, ['a    b', ' ^^^^']],
  'Chinese, Japanese and Korean': ['日本«한국»語', 40, ['日本한국語', '    ^^^^']],
  'half-width letters': ['ｱｲ«ｳ»', 40, ['ｱｲｳ', '  ^']],
  emoji: ['🚧 ⚠️ «👩‍💻» x', 40, ['🚧 ⚠️ 👩‍💻 x', '      ^^']],
  'combining marks': ['e\u0301a«e\u0301»', 40, ['e\u0301ae\u0301', '  ^']],
  'a place within a character marks all of it': ['a👩‍«💻»b', 40, ['a👩‍💻b', ' ^^']],
  'control characters': ['\u001b[31m«red»\u202e\0', 40, ['�[31mred��', '     ^^^']],
  'a long line, cut on both sides': ['0123456789«abc»0123456789', 13, ['…6789abc0123…', '     ^^^']],
  'a long line, cut after': ['0«abc»0123456789', 13, ['0abc0123456…', ' ^^^']],
  'an empty place at the end of a long line': ['0123456789abcdef«»', 10, ['…9abcdef', '        ^']],
  'a long line, cut before': ['0123456789«abc»0', 13, ['…3456789abc0', '        ^^^']],
  'a place that has no room itself': ['01«abcdefghijklmnop»23', 10, ['…abcdefgh…', ' ^^^^^^^^']],
  'a wide character has no half': ['日日日日日«本»日日日日', 11, ['…日本日日…', '   ^^']],
}

for (const [name, [marked, room, expected]] of Object.entries(cases)) {
  test(name, () => {
    const column = marked.indexOf('«') + 1
    const line = marked.replace(/[«»]/g, '')
    const { text, marker } = excerpt(line, { line: 1, column, endLine: 1, endColumn: marked.indexOf('»') }, room)
    expect([text, marker]).toStrictEqual(expected)
  })
}

test('of a place of several lines, the first is shown, marked to its end', () => {
  const shown = excerpt('see this', { line: 1, column: 5, endLine: 3, endColumn: 2 }, 40)
  expect(shown).toStrictEqual({ text: 'see this', marker: '    ^^^^' })
})

test('no line and no place takes more room than there is, or fails', () => {
  const numbers = fc.integer({ min: 1, max: 900 })
  fc.assert(
    fc.property(
      fc.string({ unit: anyCharacter, maxLength: 900 }),
      numbers,
      numbers,
      fc.integer({ min: 10, max: 120 }),
      (line, column, endColumn, room) => {
        const { text, marker } = excerpt(line, { line: 1, column, endLine: 1, endColumn }, room)
        assert.ok(displayWidth(text) <= room, text)
        assert.ok(marker.length <= room, marker)
        assert.ok(text.isWellFormed())
      },
    ),
  )
})

test('A login inside an address is not shown, and the marker stays where it was', () => {
  const line = 'see [x](https://joe:hunter2@a.example/b) and mail@a.example'
  const { text, marker } = excerpt(line, { line: 1, column: 5, endLine: 1, endColumn: 41 }, 100)
  expect(text).toBe('see [x](https://***********@a.example/b) and mail@a.example')
  expect(marker).toBe(`    ${'^'.repeat(36)}`)
})
