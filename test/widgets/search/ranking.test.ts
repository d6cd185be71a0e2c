import { describe, expect, test } from 'vitest'
import type { NameKind, PageRow } from '../../../src/widgets/search/name-file.ts'
import { type Name, NameIndex } from '../../../src/widgets/search/name-index.ts'
import { type RankOptions, rank, type TextMatch } from '../../../src/widgets/search/ranking.ts'
import { folded, termsOf } from '../../../src/widgets/search/words.ts'

interface TestPage {
  title: string
  names?: Partial<Record<Exclude<NameKind, 'title'>, string[]>>
  text?: string
  weight?: number
  guidebook?: number
}

function rowOf({ title, weight = 1, guidebook = 0 }: TestPage): PageRow {
  return { address: `/${title}/`, title, guidebook, weight, services: [] }
}

function namesOf({ title, names = {} }: TestPage, page: number): Name[] {
  const others = Object.entries(names).flatMap(([kind, texts]) =>
    isKind(kind) ? texts.map((text): Name => ({ kind, text, pages: [[page, text]] })) : [],
  )
  return [{ kind: 'title', text: title, pages: [page] }, ...others]
}

function isKind(kind: string): kind is NameKind {
  return ['file', 'former title', 'heading', 'alert', 'service', 'host', 'identifier', 'diagram'].includes(kind)
}

/** Where a text has a word, as the index of text tells it. */
function textMatch(text: string, word: string): TextMatch | undefined {
  const places = folded(text)
    .split(/\s+/)
    .flatMap((one, at): [number, number][] => (one === word ? [[at, 1]] : []))
  return places.length === 0 ? undefined : { relevance: Math.min(1, places.length / 5), places: new Map(places) }
}

/** The titles of the pages that a question finds, the best first. */
function ranked(question: string, pages: readonly TestPage[], options: Partial<RankOptions> = {}): string[] {
  const index = new NameIndex(pages.flatMap(namesOf))
  const terms = termsOf(question).map((term) => {
    const texts = pages.flatMap(({ text = '' }, page): [number, TextMatch][] => {
      const match = textMatch(text, term.whole)
      return match ? [[page, match]] : []
    })
    return { term, names: index.match(term), text: new Map(texts) }
  })
  const found = rank(
    { terms, wholes: index.matchWhole(question), addressed: new Set() },
    { pages: pages.map(rowOf), ...options },
  )
  return found.map(({ page }) => pages[page]?.title ?? '')
}

const apart = 'and '.repeat(100)

const orders: [what: string, question: string, pages: TestPage[], order: string[]][] = [
  [
    'the page of that title before pages that mention it',
    'KubePodCrashLooping',
    [{ title: 'Changes', text: 'KubePodCrashLooping '.repeat(20) }, { title: 'KubePodCrashLooping' }],
    ['KubePodCrashLooping', 'Changes'],
  ],
  [
    'the page of that file whose title says something else',
    'KubePodCrashLooping',
    [
      { title: 'Alerts', names: { heading: ['KubePodCrashLooping and others'] } },
      { title: 'A pod restarts all the time', names: { file: ['KubePodCrashLooping'] } },
    ],
    ['A pod restarts all the time', 'Alerts'],
  ],
  [
    'a former title before a heading',
    'slow checkout',
    [
      { title: 'Incidents', names: { heading: ['Slow checkout'] } },
      { title: 'Checkout', names: { 'former title': ['slow-checkout'] } },
    ],
    ['Checkout', 'Incidents'],
  ],
  [
    'the title that is no more than what was asked for',
    'backup',
    [{ title: 'Backup and restore of the shop' }, { title: 'Backup' }],
    ['Backup', 'Backup and restore of the shop'],
  ],
  [
    'a passage with all words before a title with one of them',
    'vault unseal',
    [
      { title: 'Vault secrets', text: 'the vault keeps secrets' },
      { title: 'Recovery order', text: 'first unseal the vault then wait' },
    ],
    ['Recovery order'],
  ],
  [
    'a passage with all words before a page that has them far apart',
    'unseal leader',
    [
      { title: 'Apart', text: `unseal ${apart} leader` },
      { title: 'Together', text: `${apart} unseal the leader` },
    ],
    ['Together', 'Apart'],
  ],
  [
    'words of the title count for every passage',
    'postgres restart',
    [
      { title: 'Mail', text: `postgres ${apart} restart` },
      { title: 'Postgres', text: `${apart} restart it` },
    ],
    ['Postgres', 'Mail'],
  ],
  [
    'the page with most of the words, where none has all',
    'ledger certificate renewal zebra',
    [
      { title: 'Ledger', text: 'the ledger' },
      { title: 'Certificates', text: 'renewal of the ledger certificate' },
    ],
    ['Certificates'],
  ],
  [
    'the word itself before another form of it',
    'alerting',
    [{ title: 'Alert' }, { title: 'Rules', text: 'the rules of alerting' }],
    ['Rules', 'Alert'],
  ],
  [
    'the word itself before one with a letter wrong',
    'mailer',
    [{ title: 'Mailed' }, { title: 'Gateway', names: { identifier: ['mailer'] } }],
    ['Gateway'],
  ],
  [
    'an alert in a rule before text',
    'DiskFull',
    [
      { title: 'News', text: 'diskfull '.repeat(5) },
      { title: 'Volumes', names: { alert: ['DiskFull'] } },
    ],
    ['Volumes', 'News'],
  ],
  [
    'a page that weighs more, of two that say the same',
    'restore',
    [
      { title: 'Restore (archive)', weight: 0.4 },
      { title: 'Restore (runbook)', weight: 1.2 },
    ],
    ['Restore (runbook)', 'Restore (archive)'],
  ],
]

describe('What comes first', () => {
  for (const [what, question, pages, order] of orders)
    test(what, () => {
      expect(ranked(question, pages)).toStrictEqual(order)
      expect(ranked(question, pages.toReversed()), 'in whatever order they are').toStrictEqual(order)
    })

  test('the reader’s own guidebook, of two pages that say the same', () => {
    const pages = [
      { title: 'Backup', guidebook: 0 },
      { title: 'Backup', guidebook: 1 },
    ]
    const options = { pages: pages.map(rowOf) }
    const index = new NameIndex(pages.flatMap(namesOf))
    const terms = termsOf('backup').map((term) => ({ term, names: index.match(term), text: new Map() }))
    const first = (near?: number) =>
      rank({ terms, wholes: new Map(), addressed: new Set() }, { ...options, near })[0]?.page
    expect([first(), first(0), first(1)]).toStrictEqual([0, 0, 1])
  })

  test('nothing of another guidebook, where one is asked for', () => {
    const pages = [
      { title: 'Backup', guidebook: 0 },
      { title: 'Backup of the till', guidebook: 1 },
    ]
    expect(ranked('backup', pages, { guidebook: 1 })).toStrictEqual(['Backup of the till'])
  })

  test('a page says which words it has', () => {
    const index = new NameIndex([{ kind: 'title', text: 'Vault', pages: [0] }])
    const terms = termsOf('vault unseal').map((term) => ({ term, names: index.match(term), text: new Map() }))
    const [page] = rank({ terms, wholes: new Map(), addressed: new Set() }, { pages: [rowOf({ title: 'Vault' })] })
    expect(page?.has).toStrictEqual([true, false])
  })
})
