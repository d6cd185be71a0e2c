import { describe, expect, test } from 'vitest'
import { ScannedTexts } from '../../src/widgets/search/scanned-texts.ts'
import { spaced } from '../../src/widgets/search/unspaced-script.ts'
import { termsOf } from '../../src/widgets/search/words.ts'

const pages = [
  'Restore the database from its dump',
  'The dump, the dumps and the dumping: pg_dump writes --force flags',
  spaced('データベースを復元する'),
  'Nothing of that kind',
]

async function places(question: string): Promise<Record<number, number[]>> {
  const texts = new ScannedTexts(
    pages.map((_, page) => `/${page}/`),
    async (address) => ({ content: pages[Number(address.slice(1, -1))] ?? '', anchors: [] }),
  )
  const [term] = termsOf(question)
  const found = term ? await texts.match(term) : new Map()
  return Object.fromEntries(Array.from(found, ([page, match]) => [page, [...match.places.keys()]]))
}

describe('The text of pages, searched without an index', () => {
  test('has words at their places', async () => {
    const cases: [question: string, found: Record<number, number[]>][] = [
      ['database', { 0: [2] }],
      ['DUMP', { 0: [5], 1: [1, 3, 6, 7] }],
      ['restoring', { 0: [0] }],
      ['"from its"', { 0: [3] }],
      ['--force', { 1: [9] }],
      ['umps', {}],
      ['復元', { 2: [7] }],
    ]
    for (const [question, found] of cases) expect(await places(question), question).toStrictEqual(found)
  })

  test('weighs a page by how much of it is about a word', async () => {
    const texts = new ScannedTexts(['/0/', '/1/', '/2/'], async (address) => ({
      content:
        ['disk disk disk full', 'disk full', 'a disk among very many other words that say nothing of it'][
          Number(address.slice(1, -1))
        ] ?? '',
      anchors: [],
    }))
    const [term] = termsOf('disk')
    const found = term ? await texts.match(term) : new Map()
    const relevance = Array.from(found, ([page, match]) => [page, match.relevance])
    expect(relevance.sort((a, b) => b[1] - a[1]).map(([page]) => page)).toStrictEqual([0, 1, 2])
    expect(found.get(0)?.relevance).toBe(1)
  })
})
