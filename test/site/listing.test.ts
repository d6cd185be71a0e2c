import { describe, expect, test } from 'vitest'
import { Guidebooks } from '../../src/guidebook/guidebooks.ts'
import { readPage } from '../../src/guidebook/page.ts'
import { SiteAlerts } from '../../src/site/alerts/site-alerts.ts'
import { SiteStatus } from '../../src/site/status/site-status.ts'
import type { Listing } from '../../src/site/view/listing.ts'
import { folderView, homeView, pageView, type ViewContext } from '../../src/site/view/view.ts'

/** A site of pages by file; a text alone is a title. */
function siteOf(files: Record<string, string>, title = 'factory'): ViewContext {
  const pages = Object.entries(files).map(([file, text]) =>
    readPage(file, Buffer.from(text.includes('\n') ? text : `# ${text}\n`)),
  )
  const guidebooks = new Guidebooks({ pages, files: [], inRepository: '' }, { drafts: false })
  return {
    guidebooks,
    settings: { title, description: '', base: '/' },
    repository: undefined,
    changed: ({ file }) => (file.endsWith('/a0.md') ? '2026-01-02T03:04:05+01:00' : undefined),
    inRepository: ({ file }) => file,
    readingOrder: () => [],
    checkFindings: undefined,
    status: new SiteStatus([]),
    alerts: new SiteAlerts(undefined, guidebooks, undefined),
    claims: { ofPage: () => undefined },
  }
}

function folderOf(files: Record<string, string>, path: string) {
  const site = siteOf(files)
  const folder = site.guidebooks.folder(path)
  if (!folder) throw new Error(`no folder ${path}`)
  return folder.page ? pageView(site, folder.page) : folderView(site, folder)
}

/** This many pages in a folder, with titles. */
function many(folder: string, count: number, title: (index: number) => string): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${folder}/a${index}.md`, title(index)]))
}

/** Its groups, each as its name and how many pages it says to have. */
function groupsOf(listing: Listing | undefined): string[] {
  return (listing?.groups ?? []).map(({ title = '', pages }) => `${title} ${pages}`.trim())
}

const word = (index: number) => `${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[index % 26]}lert number ${index}`

describe('What stands in a folder', () => {
  test('is cards up to a dozen, and a list above', () => {
    expect(folderOf(many('x', 12, word), 'x')).toMatchObject({ children: { length: 12 } })
    expect(folderOf(many('x', 12, word), 'x').listing).toBe(undefined)
    const view = folderOf(many('x', 13, word), 'x')
    expect(view.children).toStrictEqual([])
    expect(groupsOf(view.listing)).toStrictEqual(['13'])
  })

  test('is told with title, description, last change and a state that is not good', () => {
    const text = (index: number) =>
      `# ${word(index)}\n\n> **Status:** ${index === 1 ? '🗄️ Retired' : '✅ Active'}\n> **Last Updated:** 2025-06-0${1 + (index % 9)}, by us\n\nWhat to do.\n`
    const [group] = folderOf(many('x', 13, text), 'x').listing?.groups ?? []
    expect(group?.rows.slice(0, 2)).toStrictEqual([
      { title: 'Alert number 0', address: '/x/a0/', description: 'What to do.', changed: '2026-01-02' },
      {
        title: 'Blert number 1',
        address: '/x/a1/',
        description: 'What to do.',
        changed: '2025-06-02',
        status: { tone: 'past', text: 'Retired' },
      },
    ])
  })

  test('leaves out what its page leads to', () => {
    const files = { ...many('x', 20, word), 'x/README.md': '# X\n\n[a](a0.md) [b](a1.md)\n' }
    expect(groupsOf(folderOf(files, 'x').listing)).toStrictEqual(['18'])
    const all = Array.from({ length: 20 }, (_, index) => `[p](a${index}.md)`).join('\n')
    expect(folderOf({ ...files, 'x/README.md': `# X\n\n${all}\n` }, 'x').listing).toBe(undefined)
  })

  test('is grouped by first letter where it is long: without accents, digits together', () => {
    const titles = ['Épingle', 'eel', '10 things', '2 things', '…', 'Zoo']
    const groups = groupsOf(
      folderOf(
        many('x', 60, (index) => titles[index % 6] ?? ''),
        'x',
      ).listing,
    )
    expect(groups.toSorted()).toStrictEqual(['# 10', '0–9 20', 'E 20', 'Z 10'])
  })

  test('is grouped by what its titles do not have in common, which is told once', () => {
    const listing = folderOf(
      many('x', 52, (index) => `argocd ${word(index)} Command Reference`),
      'x',
    ).listing
    expect(listing?.shared).toBe('argocd … Command Reference')
    expect(listing?.groups.length).toBe(26)
    expect(listing?.groups[0]).toMatchObject({ title: 'A', hint: 'Alert number 0 … Alert number 26' })
  })

  test('is divided where a letter has very many, and joined where there are very many letters', () => {
    const kube = folderOf(
      many('x', 700, (index) => `Kube${word(index)}`),
      'x',
    ).listing
    expect(groupsOf(kube)).toStrictEqual([...Array.from({ length: 11 }, () => 'K 59'), 'K 51'])
    const signs = (index: number) => String.fromCodePoint(0x4e00 + index).repeat(2)
    const han = folderOf(many('x', 700, signs), 'x').listing
    expect(han?.groups.length).toBeLessThan(26)
    expect(han?.groups.reduce((sum, { rows }) => sum + rows.length, 0)).toBe(700)
  })

  test('is grouped by subfolder, with all pages below and the way to its own', () => {
    const files = {
      ...many('x/one', 20, word),
      ...many('x/two/deep', 15, word),
      ...many('x', 13, word),
      'x/two/README.md': 'Second',
    }
    const { listing } = folderOf(files, 'x')
    expect(groupsOf(listing)).toStrictEqual(['13', 'One 20', 'Second 16'])
    expect(listing?.total).toBe(49)
    expect(listing?.groups[1]?.rows[0]).toStrictEqual({ title: 'Overview', address: '/x/one/', description: '' })
    expect(listing?.groups[2]?.rows.map(({ address }) => address).slice(0, 2)).toStrictEqual([
      '/x/two/',
      '/x/two/deep/a0/',
    ])
  })

  test('names subfolders alone where there are very many of them, or of their pages', () => {
    const bundles = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`x/${word(index)}/README.md`, word(index)]),
    )
    const { listing } = folderOf(bundles, 'x')
    expect(listing?.groups.flatMap(({ rows }) => rows).length).toBe(40)
    expect(listing?.groups[0]?.title).toBe('A')
    const books = Object.assign({}, ...Array.from({ length: 20 }, (_, index) => many(`x/b${index}`, 60, word)))
    const rows = folderOf(books, 'x').listing?.groups.flatMap((group) => group.rows)
    expect(rows?.map(({ pages }) => pages)).toStrictEqual(Array.from({ length: 20 }, () => 60))
  })

  test('is so on the home page too, guidebooks and pages', () => {
    const files = Object.assign({}, ...Array.from({ length: 14 }, (_, index) => many(`b${index}`, 3, word)))
    const view = homeView(siteOf({ ...files, 'README.md': 'All', 'teams.md': 'Teams' }))
    expect(groupsOf(view.listing)).toStrictEqual(['1', ...Array.from({ length: 14 }, (_, index) => `B${index} 3`)])
    expect(view.children).toStrictEqual([])
    const few = homeView(siteOf({ ...many('b', 300, word), 'README.md': 'All' }))
    expect([few.listing, few.guidebooks.length]).toStrictEqual([undefined, 1])
  })
})

describe('Names', () => {
  const files = {
    'README.md': 'Overview',
    'ops/README.md': 'Overview',
    'ops/user-guide/index.md': 'Home',
    'ops/user-guide/first.md': 'First',
    'ops/backup/README.md': 'Backup',
    'ops/backup/backup.md': 'Backup',
    'ops/alerts/alerts/disk.md': 'Disk',
  }
  const site = siteOf(files)
  const trailOf = (address: string) => {
    const page = site.guidebooks.pageAt(address)
    return page && pageView(site, page).breadcrumbs.map(({ title }) => title)
  }

  test('of folders whose pages are called as any other are their own', () => {
    expect(trailOf('/ops/user-guide/first/')).toStrictEqual(['factory', 'Ops', 'User guide', 'First'])
    expect(trailOf('/ops/user-guide/')).toStrictEqual(['factory', 'Ops', 'User guide'])
    const page = site.guidebooks.pageAt('/ops/user-guide/first/')
    const view = page && pageView(site, page)
    expect(view?.guidebook.title).toBe('Ops')
    expect(view?.sidebar.items.map(({ title }) => title)).toStrictEqual(['Alerts', 'Backup', 'User guide'])
    expect(homeView(site).guidebooks.map(({ title }) => title)).toStrictEqual(['Ops'])
  })

  test('stand in breadcrumbs once', () => {
    expect(trailOf('/ops/backup/backup/')).toStrictEqual(['factory', 'Ops', 'Backup'])
    expect(trailOf('/ops/alerts/alerts/disk/')).toStrictEqual(['factory', 'Ops', 'Alerts', 'Disk'])
  })
})
