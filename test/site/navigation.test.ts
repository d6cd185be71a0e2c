import { assert, describe, expect, test } from 'vitest'
import { Guidebooks } from '../../src/guidebook/guidebooks.ts'
import { readPage } from '../../src/guidebook/page.ts'
import { SiteAlerts } from '../../src/site/alerts/site-alerts.ts'
import { SiteStatus } from '../../src/site/status/site-status.ts'
import { sidebar } from '../../src/site/view/navigation.ts'
import type { ViewContext } from '../../src/site/view/view.ts'
import { homeView } from '../../src/site/view/view.ts'

/** A guidebook `big` with a page of its own and this many others. */
function guidebooksOf(count: number): Guidebooks {
  const files = ['big/README.md', ...Array.from({ length: count }, (_, index) => `big/p${index + 1}.md`)]
  const pages = files.map((file) => readPage(file, Buffer.from(`# ${file}\n`)))
  return new Guidebooks({ pages, files: [], inRepository: '' }, { drafts: false })
}

function sidebarOf(count: number, current: string) {
  const big = guidebooksOf(count).folder('big')
  return big ? sidebar(big, current).items : []
}

const all = { title: 'All 141 pages', address: '/big/', isMore: true }

describe('The sidebar of a long folder says that it is cut', () => {
  test('behind, at its beginning', () => {
    const items = sidebarOf(140, '/big/p1/')
    expect(items.length).toBe(61)
    expect(items.at(-1)).toStrictEqual(all)
  })

  test('on both sides, in its middle', () => {
    const items = sidebarOf(140, '/big/p70/')
    expect([items.at(0), items.at(-1)]).toStrictEqual([all, all])
    assert.ok(items.some(({ address }) => address === '/big/p70/'))
  })

  test('before, at its end', () => {
    const items = sidebarOf(140, '/big/p140/')
    expect(items.at(0)).toStrictEqual(all)
    expect(items.at(-1)?.address).toBe('/big/p140/')
  })

  test('and shows a folder of sixty whole', () => {
    const items = sidebarOf(60, '/big/p1/')
    expect(items.length).toBe(60)
    assert.ok(items.every(({ isMore }) => !isMore))
  })
})

test('a card of a long guidebook leads to all of its pages', () => {
  const cardOf = (count: number) => {
    const guidebooks = guidebooksOf(count)
    const source: ViewContext = {
      guidebooks,
      settings: { title: 'T', description: '', base: '/' },
      repository: undefined,
      changed: () => undefined,
      inRepository: ({ file }) => file,
      readingOrder: () => [],
      checkFindings: undefined,
      status: new SiteStatus([]),
      alerts: new SiteAlerts(undefined, guidebooks, undefined),
      claims: { ofPage: () => undefined },
    }
    return homeView(source).guidebooks[0]?.entries ?? []
  }
  expect(cardOf(140).length).toBe(41)
  expect(cardOf(140).at(-1)).toStrictEqual(all)
  expect(cardOf(40).length).toBe(40)
  assert.ok(cardOf(40).every(({ isMore }) => !isMore))
})
