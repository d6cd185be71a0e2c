import { assert, describe, expect, test } from 'vitest'
import { Guidebooks } from '../../src/guidebook/guidebooks.ts'
import { readPage } from '../../src/guidebook/page.ts'
import { SiteAlerts } from '../../src/site/alerts/site-alerts.ts'
import { SiteStatus } from '../../src/site/status/site-status.ts'
import { sidebar } from '../../src/site/view/navigation.ts'
import { navigationHtml, withCurrent } from '../../src/site/view/navigation-html.ts'
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

test('a list of pages is printed as what it says, whatever its titles hold', () => {
  const href = (address: string) => `/a"&b${address}`
  const items = [
    { title: `<b>R&D<b> "it's" KubeDown`, address: '/one/' },
    { title: 'group', address: '/two/', children: { items: [{ title: 'resource_quota', address: '/two/x/' }] } },
    { title: 'closed', address: '/three/', children: { items: [] } },
    { title: 'All 9 pages', address: '/', isMore: true as const },
  ]
  expect(withCurrent(navigationHtml({ shared: 'x < y', items }, { href }), href('/two/x/'))).toBe(
    '<ul><li class="shared">x &lt; y</li>' +
      '<li><a href="/a&quot;&amp;b/one/">&lt;b&gt;R&amp;D&lt;b&gt; &quot;it&#39;s&quot; Kube<wbr>Down</a></li>' +
      '<li><details open data-place="/two/"><summary><span>group</span></summary>' +
      '<ul><li><a href="/a&quot;&amp;b/two/">Overview</a></li>' +
      '<li><a href="/a&quot;&amp;b/two/x/" aria-current="page">resource_<wbr>quota</a></li></ul></details></li>' +
      '<li><a href="/a&quot;&amp;b/three/">closed</a></li>' +
      '<li><a href="/a&quot;&amp;b/" class="more">All 9 pages</a></li></ul>',
  )
})
