import { posix } from 'node:path'
import { pagesIn } from '../../guidebook/guidebooks.ts'
import { folderPagePattern, ownerOf, type Page, withoutPageEnding } from '../../guidebook/page.ts'
import { withEmoji } from '../../guidebook/parts/emoji.ts'
import { headerValue } from '../../guidebook/parts/header-block.ts'
import { saysMore } from '../../guidebook/parts/heading.ts'
import { readStatusWord } from '../../guidebook/parts/status-word.ts'
import { editUrl } from '../../guidebook/paths/repository.ts'
import { resolve } from '../../guidebook/paths/target.ts'
import { type Entry, type Folder, pageOf, parentOf, titleOf } from '../../guidebook/tree.ts'
import type { PageStatus } from '../status/site-status.ts'
import { breadcrumbs, moreOf, type NavigationItem, sidebar } from './navigation.ts'
import type { Card, Facts, GuidebookCard, Step, View, ViewSource } from './view.ts'

/** What stands around a page. */
export function pageView(site: ViewSource, page: Page): View {
  const { guidebooks } = site
  const address = guidebooks.addressOf(page)
  const trail = guidebooks.trail(page)
  const guidebook = trail[0] ?? guidebooks.root
  const folder = folderOf(site, page)
  return {
    kind: 'page',
    title: page.title,
    description: page.description,
    address,
    ...fileNameOf(page),
    breadcrumbs: breadcrumbs(guidebooks, trail, { title: page.title, address }),
    guidebook: guidebookStep(site, guidebook),
    sidebar: sidebar(guidebook, address),
    contents: contentsOf(page),
    ...neighbours(site, guidebook, page),
    ...(site.repository && { editUrl: editUrl(site.repository, site.inRepository(page)) }),
    facts: factsOf(page, site.changed(page)),
    children: folder ? unlisted(site, folder, page) : [],
    guidebooks: [],
    ...statusOf(site.status.ofPage(page)),
    ...findingsOf(site, page),
  }
}

/** A folder's page is called as the folder. */
function fileNameOf({ file, title, heading = '' }: Page): Pick<View, 'fileName'> {
  const path = folderPagePattern.test(file) ? parentOf(file) : withoutPageEnding(file)
  const fileName = posix.basename(path)
  return saysMore(fileName, `${title} ${heading}`) ? { fileName } : {}
}

/** A folder that has no page of its own: the list of what stands in it. */
export function folderView(site: ViewSource, folder: Folder): View {
  const { guidebooks } = site
  const segments = folder.path.split('/')
  const trail = segments.flatMap((_, index) => guidebooks.folder(segments.slice(0, index + 1).join('/')) ?? [])
  const guidebook = trail[0] ?? guidebooks.root
  return {
    kind: 'folder',
    title: folder.title,
    description: '',
    address: folder.address,
    breadcrumbs: breadcrumbs(guidebooks, trail, folder),
    guidebook: guidebookStep(site, guidebook),
    sidebar: sidebar(guidebook, folder.address),
    contents: [],
    facts: {},
    children: folder.entries.map(cardOf),
    guidebooks: [],
    ...statusOf(site.status.ofFolder(folder.path)),
    ...findingsOf(site),
  }
}

function guidebookStep(site: ViewSource, { title, address, path }: Folder): View['guidebook'] {
  const services = path === '' ? undefined : site.status.under(path)
  return { title, address, ...(services && { services }) }
}

function statusOf(status: PageStatus | undefined): Pick<View, 'status'> {
  return status ? { status } : {}
}

function findingsOf({ checked }: ViewSource, page?: Page): Pick<View, 'findings'> {
  if (!checked) return {}
  return { findings: { version: checked.version, own: page ? checked.ofPage(page) : [], files: [] } }
}

/** The home page: the guidebooks, and the root's own page if there is one. */
export function homeView(site: ViewSource): View {
  const { root } = site.guidebooks
  const around = root.page ? pageView(site, root.page) : folderView(site, root)
  const books = root.entries.flatMap((entry) => (entry.kind === 'folder' ? [guidebookCard(site, entry.folder)] : []))
  const pages = root.entries.filter(({ kind }) => kind === 'page').map(cardOf)
  return {
    ...around,
    kind: 'home',
    address: '/',
    title: root.page?.title ?? site.settings.title,
    description: root.page?.description ?? site.settings.description,
    children: pages,
    guidebooks: books,
    ...(around.findings && { findings: { ...around.findings, files: site.checked?.files() ?? [] } }),
  }
}

/** How many entries a card lists before it leads to all of them. */
const mostOnCard = 40

function guidebookCard(site: ViewSource, folder: Folder): GuidebookCard {
  const pages = pagesIn(folder)
  const listed = folder.entries
    .slice(0, mostOnCard)
    .map((entry): NavigationItem => ({ title: titleOf(entry), address: entry.address }))
  const entries = folder.entries.length > mostOnCard ? [...listed, moreOf(folder)] : listed
  const services = site.status.under(folder.path)
  return {
    ...cardOf({ kind: 'folder', folder, address: folder.address }),
    ...(services && { services }),
    pages: pages.length,
    entries,
  }
}

function cardOf(entry: Entry): Card {
  const page = pageOf(entry)
  const status = page && headerValue(page.header, 'Status')
  return {
    title: titleOf(entry),
    address: entry.address,
    description: page?.description ?? '',
    ...(status && { status: readStatusWord(status) }),
  }
}

/** Headings of the second and third level: more would hide the shape of the page. */
function contentsOf({ headings }: Page) {
  const title = headings.find(({ depth }) => depth === 1)
  return headings
    .filter((heading) => heading !== title && heading.depth <= 3 && heading.anchor !== '')
    .map(({ depth, text, anchor }) => ({ depth: Math.max(2, depth), text: withEmoji(text), anchor }))
}

function neighbours(site: ViewSource, guidebook: Folder, page: Page): { previous?: Step; next?: Step } {
  const pages = site.readingOrder(guidebook)
  const index = pages.indexOf(page)
  const step = (other: Page | undefined): Step | undefined =>
    other && { title: other.title, address: site.guidebooks.addressOf(other) }
  const [previous, next] = [step(pages[index - 1]), step(pages[index + 1])]
  return { ...(previous && { previous }), ...(next && { next }) }
}

function factsOf(page: Page, changed: string | undefined): Facts {
  const status = headerValue(page.header, 'Status')
  const owner = ownerOf(page)
  return {
    ...(status && { status: readStatusWord(status) }),
    ...(owner && { owner }),
    ...(page.frontmatter.type && { type: page.frontmatter.type }),
    ...(changed && { changed }),
    ...(page.frontmatter.draft && { draft: true }),
  }
}

/** The folder that a page stands for: its own, or the one without a page that is named as the page is. */
function folderOf({ guidebooks }: ViewSource, page: Page): Folder | undefined {
  const parent = guidebooks.folder(parentOf(page.file))
  if (parent?.page === page) return parent
  const namesake = guidebooks.folder(withoutPageEnding(page.file))
  return namesake?.page ? undefined : namesake
}

/** The entries of a folder that its page has no link to. */
function unlisted(site: ViewSource, folder: Folder, page: Page): Card[] {
  const linked = new Set<string>()
  for (const { url } of page.links) {
    const target = resolve(site.guidebooks, page, url, site.settings.base)
    if (target.kind === 'page') linked.add(site.guidebooks.addressOf(target.page))
    if (target.kind === 'folder') linked.add(target.folder.address)
  }
  const isReached = (entry: Entry) =>
    linked.has(entry.address) ||
    (entry.kind === 'folder' && [...linked].some((address) => address.startsWith(entry.address)))
  return folder.entries.filter((entry) => !isReached(entry)).map(cardOf)
}
