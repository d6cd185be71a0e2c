import { describe, expect, test } from 'vitest'
import { type Name, NameIndex } from '../../../src/widgets/search/name-index.ts'
import { termsOf } from '../../../src/widgets/search/words.ts'

const texts = [
  'KubePodCrashLooping',
  'Disk pressure',
  'disk-pressure-2',
  'pg_dump',
  '--force',
  '--force-conflicts',
  'a.b.c',
  '/healthz',
  '10.0.0.7',
  'Operations 3-12',
  'Operations 3-13',
  'alerting',
  'alerts',
  '数据库备份恢复手册',
  'C++',
]
const index = new NameIndex(texts.map((text, number): Name => ({ kind: 'title', text, pages: [number] })))

/** The names that a word fits, the best first. */
function found(word: string): string[] {
  const [term] = termsOf(word)
  if (!term) return []
  return [...index.match(term)].sort(([, a], [, b]) => b.quality - a.quality).map(([{ text }]) => text)
}

describe('A word is found in names', () => {
  const cases: [what: string, word: string, names: string[]][] = [
    ['that are it', 'kubepodcrashlooping', ['KubePodCrashLooping']],
    ['by a part', 'crash', ['KubePodCrashLooping']],
    ['by the beginning of a part, over its end', 'crashloop', ['KubePodCrashLooping']],
    ['written in another way', 'disk_pressure', ['Disk pressure', 'disk-pressure-2']],
    ['with its signs first', '--force', ['--force', '--force-conflicts']],
    ['with dots', 'a.b.c', ['a.b.c']],
    ['as a path', '/healthz', ['/healthz']],
    ['as an address', '10.0.0.7', ['10.0.0.7']],
    ['with an underscore', 'pg_dump', ['pg_dump']],
    ['with one letter lost', 'presure', ['disk-pressure-2', 'Disk pressure']],
    ['with two letters changed places', 'crahslooping', ['KubePodCrashLooping']],
    ['with two letters wrong, where it is long', 'kubepodcrushlopping', ['KubePodCrashLooping']],
    ['as it is before other forms of it', 'alerting', ['alerting', 'alerts']],
    ['by characters in a row', '恢复', ['数据库备份恢复手册']],
    ['not by characters that do not follow each other', '复恢', []],
    ['not with a letter wrong, where it is short', 'pgx', []],
    ['not as another number', '10.0.0.8', []],
  ]
  for (const [what, word, names] of cases)
    test(`${what}: ${word}`, () => expect(new Set(found(word).slice(0, names.length))).toStrictEqual(new Set(names)))

  test('an exact one comes before a beginning, and that before a slip', () => {
    const some = new NameIndex(['gate', 'gateway', 'rate'].map((text): Name => ({ kind: 'file', text, pages: [0] })))
    const [term] = termsOf('gate')
    const [slip] = termsOf('gatte')
    const of = (asked: typeof term) =>
      asked
        ? [...some.match(asked)]
            .sort(([, a], [, b]) => b.quality - a.quality)
            .map(([{ text }, { isSlip }]) => [text, isSlip])
        : []
    expect(of(term)).toStrictEqual([
      ['gate', false],
      ['gateway', false],
    ])
    expect(of(slip)).toStrictEqual([['gate', true]])
  })

  test('that have most of its parts, where none has all', () => {
    expect(found('KubePodCrashing')).toStrictEqual(['KubePodCrashLooping'])
  })

  test('one that begins thousands of them takes no more than that', () => {
    const many = new NameIndex(
      Array.from({ length: 9_000 }, (_, number): Name => ({ kind: 'file', text: `n${number}`, pages: [number] })),
    )
    const [term] = termsOf('n')
    expect(term && many.match(term).size).toBe(3_000)
  })
})

describe('A whole question is a name', () => {
  const cases: [question: string, names: Record<string, string>][] = [
    ['disk pressure', { 'Disk pressure': 'same' }],
    ['Disk-Pressure', { 'Disk pressure': 'same letters' }],
    ['dikspressure', { 'Disk pressure': 'slip' }],
    ['operations 3-12', { 'Operations 3-12': 'same' }],
    ['operatoins 3-12', { 'Operations 3-12': 'slip' }],
    ['c++', { 'C++': 'same' }],
    ['nothing of the kind', {}],
  ]
  for (const [question, names] of cases)
    test(question, () =>
      expect(
        Object.fromEntries(Array.from(index.matchWhole(question), ([{ text }, match]) => [text, match])),
      ).toStrictEqual(names),
    )
})
