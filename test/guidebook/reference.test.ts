import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pageOf, textAt } from './written-page.ts'

/** What a page's undefined references are, as an editor would select them. */
function holds(cases: [text: string, ...marked: string[]][]): void {
  for (const [text, ...marked] of cases) {
    test(JSON.stringify(text), () => {
      const found = pageOf(text).undefinedReferences
      expect(found.map((place) => textAt(text, place))).toStrictEqual(marked)
    })
  }
}

describe('A reference without a definition is found', () => {
  holds([
    ['Read [the storage page][storage] first.', '[the storage page][storage]'],
    ['Read [storage][] first.', '[storage][]'],
    ['[one][two] and [three][four].', '[one][two]', '[three][four]'],
    ['[two words][Two more] [three][]', '[two words][Two more]', '[three][]'],
    ["[fsync'd][fsync]", "[fsync'd][fsync]"],
    [
      '[the rollback][#rollbacks] and [its code][https://a.example/B]',
      '[the rollback][#rollbacks]',
      '[its code][https://a.example/B]',
    ],
    ['![Rack][Photo]', '![Rack][Photo]'],
    ['![The rack][rack]', '![The rack][rack]'],
    ['[with *words* and `code`][storage]', '[with *words* and `code`][storage]'],
    ['[over\nlines][storage]', '[over\nlines][storage]'],
    ['> [over\n> lines][storage]', '[over\n> lines][storage]'],
    ['# [Storage][storage]', '[Storage][storage]'],
    ['| a |\n|---|\n| [one][two] |', '[one][two]'],
    ['- 😀 [one][two]', '[one][two]'],
    ['*[one][two]*', '[one][two]'],
    ['[the page][1]', '[the page][1]'],
    ['[one][two]\n\n[three]: x', '[one][two]'],
    ['([one][two])', '[one][two]'],
  ])

  test('with its label, as its definition would be looked for', () => {
    const labels = pageOf('[of two][Two  words] [three][] a[^four]').undefinedReferences
    expect(labels.map(({ kind, label }) => [kind, label])).toStrictEqual([
      ['link', 'Two words'],
      ['link', 'three'],
      ['footnote', 'four'],
    ])
  })
})

describe('A footnote without a definition is found', () =>
  holds([
    ['It takes nine minutes.[^size]', '[^size]'],
    ['It takes[^1] nine minutes [^2].', '[^1]', '[^2]'],
    ['It takes nine minutes.[^1]\n\n[^2]: In October.', '[^1]'],
    ['*It takes nine minutes*[^1]', '[^1]'],
    ['It takes nine minutes ([^1])', '[^1]'],
  ]))

describe('What has a definition is none', () =>
  holds([
    ['[one][two] [two][] [two]\n\n[two]: x'],
    ['[one][Two\nwords]\n\n[two words]: x'],
    ['a[^1]\n\n[^1]: b'],
    ['> [one][two]\n\n- [two]: x'],
  ]))

describe('Brackets that are just brackets are none', () =>
  holds([
    ['`[one][two]`'],
    ['```\n[one][two]\n```'],
    ['<!-- [one][two] -->'],
    ['\\[one][two]'],
    ['[one\\][two]'],
    ['[one] [two]'],
    ['[one](two)[three](four)'],
    ['the array[0][1] and list[i][j]'],
    ['[0][1] and [i][j]'],
    ['string[][] and []'],
    ['[a-z][0-9] and [A-Za-z_][A-Za-z0-9_]*'],
    ['[^a-z] and [^/]+ and ([^x]*) and [^"]'],
    ['[ ][x] and [x][ ]'],
    ['- [ ] one\n- [x][ ] two'],
    ['tool [--verbose][--quiet]'],
    ['[ERROR][main] it is down'],
    ['Volumes [Slow][LinuxOnly]'],
    ['- [Minutes][Anna Smith] what she said'],
    ['[Driver: local][LocalVolumeType: tmpfs] [Testpattern: ntfs][windows]'],
    ['[Stretch Goal][Push left] find it'],
    ['[one][two][three]'],
    ['[one]['],
    ['[[one]]'],
    ['a ^b [c] ^d'],
  ]))

test('A reference is found wherever it stands among other things, and nothing else is', () => {
  const other = fc.constantFrom('word', '`[one][two]`', '[a](b)', '\\[', '**bold**', '😀', '<b>', '&amp;', '(', '"')
  const line = fc.array(other, { maxLength: 5 }).map((words) => words.join(' '))
  const head = fc.constantFrom('', '> ', '- ', '1. ', '# ', '> - ')
  fc.assert(
    fc.property(head, line, line, fc.constantFrom('\n', '\r\n'), (start, before, after, end) => {
      const text = `${start}${before} [some text][label] ${after}\n\nlast\n`.replaceAll('\n', end)
      const found = pageOf(text).undefinedReferences
      expect(
        found.map((place) => textAt(text, place)),
        text,
      ).toStrictEqual(['[some text][label]'])
    }),
  )
})
