import { posix } from 'node:path'
import type { Guidebooks } from '../../guidebook/guidebooks.ts'
import { pagesIn } from '../../guidebook/guidebooks.ts'
import type { Page } from '../../guidebook/page.ts'
import { withEmoji } from '../../guidebook/parts/emoji.ts'
import type { Frontmatter } from '../../guidebook/parts/frontmatter.ts'
import { isGenericTitle } from '../../guidebook/parts/generic-title.ts'
import { headerValue } from '../../guidebook/parts/header-block.ts'
import { addsWords } from '../../guidebook/parts/heading.ts'
import type { StatusWord } from '../../guidebook/parts/status-word.ts'
import { readStatusWord } from '../../guidebook/parts/status-word.ts'
import { folderPagePattern, withoutPageEnding } from '../../guidebook/paths/page-file.ts'
import type { Repository } from '../../guidebook/paths/repository.ts'
import { editUrl } from '../../guidebook/paths/repository.ts'
import { resolve } from '../../guidebook/paths/target.ts'
import { type Entry, type Folder, folderLabel, labelOf, pageOf, parentOf } from '../../guidebook/tree.ts'
import type { ShownAlert, SiteAlerts } from '../alerts/site-alerts.ts'
import type { ShownClaims, SiteClaims } from '../claims/site-claims.ts'
import type { PageStatus, SiteStatus } from '../status/site-status.ts'
import type { CheckFindings, FileFindings, PageFinding } from './findings.ts'
import { type Listing, listingOf, mostCards } from './listing.ts'
import { breadcrumbs, moreOf, type NavigationItem, type NavigationList, sidebar } from './navigation.ts'

/** What views are made from: a site, or a part of one. */
export interface ViewContext {
  guidebooks: Guidebooks
  settings: { title: string; description: string; base: string }
  repository: Repository | undefined
  /** When git last saw a page change: ISO 8601. */
  changed(page: Page): string | undefined
  /** Where a page's source stands in the repository. */
  inRepository(page: Page): string
  /** The pages of a guidebook in reading order. */
  readingOrder(guidebook: Folder): Page[]
  /** What the checks found, in `dev` alone. */
  checkFindings: CheckFindings | undefined
  status: SiteStatus
  alerts: SiteAlerts
  claims: Pick<SiteClaims, 'ofPage'>
}

/** What the layout shows around a page. Plain data, and all that a page's HTML depends on besides its own text. */
export interface View {
  kind: 'page' | 'folder' | 'home'
  title: string
  description: string
  address: string
  /** What its file is called, where the title does not say it: search finds it by that name too. */
  fileName?: string
  breadcrumbs: Step[]
  /** The guidebook whose tree the sidebar shows. */
  guidebook: Step & { services?: PageStatus }
  sidebar: NavigationList
  contents: ContentsEntry[]
  previous?: Step
  next?: Step
  /** Where the forge lets one edit the page. */
  editUrl?: string
  facts: Facts
  /** What stands in a folder whose page does not list it; empty where that is a `listing`. */
  children: Card[]
  /** The same, or all that the home page leads to, where it is too much for cards. */
  listing?: Listing
  /** The guidebooks, on the home page. */
  guidebooks: GuidebookCard[]
  /** The services that it is about. */
  status?: PageStatus
  /** The alerts that it is about. */
  alerts?: ShownAlert[]
  /** In `dev` alone. */
  findings?: Findings
}

/** What the checks found, as a page shows it. */
export interface Findings {
  /** On the page itself. */
  own: PageFinding[]
  /** On the home page: the files that something was found in. */
  files: FileFindings[]
}

/** A page to go to. */
export interface Step {
  title: string
  address: string
}

/** A heading, for the table of contents. */
export interface ContentsEntry {
  depth: number
  text: string
  anchor: string
}

/** What the head of a page tells besides the fields of the header block. */
export interface Facts {
  status?: StatusWord
  /** When git last saw the page change: ISO 8601. */
  changed?: string
  frontmatter: Frontmatter
  /** What of the page is held. */
  claims?: ShownClaims
}

/** A page or folder in a list. */
export interface Card extends Step {
  description: string
  /** Of the services in a guidebook or folder. */
  services?: PageStatus
  status?: StatusWord
}

/** A guidebook on the home page, with its first pages. */
export interface GuidebookCard extends Card {
  pages: number
  entries: NavigationItem[]
}

/** What stands around a page. */
export function pageView(site: ViewContext, page: Page): View {
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
    breadcrumbs: breadcrumbs(homeLabel(site), trail, { title: page.title, address }),
    guidebook: guidebookStep(site, guidebook),
    sidebar: sidebar(guidebook, address),
    contents: contentsOf(page),
    ...neighbours(site, guidebook, page),
    ...(site.repository && { editUrl: editUrl(site.repository, site.inRepository(page)) }),
    facts: factsOf(page, site.changed(page), site.claims.ofPage(page)),
    ...childrenOf(site, folder ? unlisted(site, folder, page) : []),
    guidebooks: [],
    ...statusOf(site.status.ofPage(page)),
    ...alertsOf(site.alerts.on(page)),
    ...findingsOf(site, page),
  }
}

function alertsOf(alerts: ShownAlert[]): Pick<View, 'alerts'> {
  return alerts.length === 0 ? {} : { alerts }
}

/** A folder's page is called as the folder. */
function fileNameOf({ file, title, heading = '' }: Page): Pick<View, 'fileName'> {
  const path = folderPagePattern.test(file) ? parentOf(file) : withoutPageEnding(file)
  const fileName = posix.basename(path)
  return addsWords(fileName, `${title} ${heading}`) ? { fileName } : {}
}

/** A folder that has no page of its own: the list of what stands in it. */
export function folderView(site: ViewContext, folder: Folder): View {
  const { guidebooks } = site
  const segments = folder.path.split('/')
  const trail = segments.flatMap((_, index) => guidebooks.folder(segments.slice(0, index + 1).join('/')) ?? [])
  const guidebook = trail[0] ?? guidebooks.root
  return {
    kind: 'folder',
    title: folder.title,
    description: '',
    address: folder.address,
    breadcrumbs: breadcrumbs(homeLabel(site), trail, folder),
    guidebook: guidebookStep(site, guidebook),
    sidebar: sidebar(guidebook, folder.address),
    contents: [],
    facts: { frontmatter: {} },
    ...childrenOf(site, folder.entries),
    guidebooks: [],
    ...statusOf(site.status.ofFolder(folder.path)),
    ...findingsOf(site),
  }
}

function guidebookStep(site: ViewContext, folder: Folder): View['guidebook'] {
  if (folder.path === '') return { title: homeLabel(site), address: folder.address }
  const services = site.status.under(folder.path)
  return { title: folderLabel(folder), address: folder.address, ...(services && { services }) }
}

/** What breadcrumbs call the home page. */
function homeLabel({ guidebooks: { root }, settings }: ViewContext): string {
  return root.page && !isGenericTitle(root.title) ? root.title : settings.title
}

/** A few are cards. */
function childrenOf(site: ViewContext, entries: readonly Entry[]): Pick<View, 'children' | 'listing'> {
  if (entries.length <= mostCards) return { children: entries.map(cardOf) }
  const context = {
    addressOf: (page: Page) => site.guidebooks.addressOf(page),
    changed: (page: Page) => site.changed(page),
    services: ({ path }: Folder) => site.status.under(path),
  }
  return { children: [], listing: listingOf(context, entries) }
}

function statusOf(status: PageStatus | undefined): Pick<View, 'status'> {
  return status ? { status } : {}
}

function findingsOf({ checkFindings: checked }: ViewContext, page?: Page): Pick<View, 'findings'> {
  if (!checked) return {}
  return { findings: { own: page ? checked.ofPage(page) : [], files: [] } }
}

/** The home page: the guidebooks, and the root's own page if there is one. */
export function homeView(site: ViewContext): View {
  const { root } = site.guidebooks
  const { listing: _, ...around } = root.page ? pageView(site, root.page) : folderView(site, root)
  const books = root.entries.flatMap((entry) => (entry.kind === 'folder' ? [guidebookCard(site, entry.folder)] : []))
  const pages = root.entries.filter(({ kind }) => kind === 'page')
  return {
    ...around,
    kind: 'home',
    address: '/',
    title: root.page?.title ?? site.settings.title,
    description: root.page?.description ?? site.settings.description,
    ...childrenOf(site, root.entries.length > mostCards ? root.entries : pages),
    guidebooks: books,
    ...(around.findings && { findings: { ...around.findings, files: site.checkFindings?.files() ?? [] } }),
  }
}

/** How many entries a card lists before it leads to all of them. */
const mostOnCard = 40

function guidebookCard(site: ViewContext, folder: Folder): GuidebookCard {
  const pages = pagesIn(folder)
  const listed = folder.entries
    .slice(0, mostOnCard)
    .map((entry): NavigationItem => ({ title: labelOf(entry), address: entry.address }))
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
    title: labelOf(entry),
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

function neighbours(site: ViewContext, guidebook: Folder, page: Page): { previous?: Step; next?: Step } {
  const pages = site.readingOrder(guidebook)
  const index = pages.indexOf(page)
  const step = (other: Page | undefined): Step | undefined =>
    other && { title: other.title, address: site.guidebooks.addressOf(other) }
  const [previous, next] = [step(pages[index - 1]), step(pages[index + 1])]
  return { ...(previous && { previous }), ...(next && { next }) }
}

function factsOf({ header, frontmatter }: Page, changed: string | undefined, claims: ShownClaims | undefined): Facts {
  const status = headerValue(header, 'Status')
  return {
    ...(status && { status: readStatusWord(status) }),
    ...(changed && { changed }),
    frontmatter,
    ...(claims && { claims }),
  }
}

/** The folder that a page stands for: its own, or the one without a page that is named as the page is. */
function folderOf({ guidebooks }: ViewContext, page: Page): Folder | undefined {
  const parent = guidebooks.folder(parentOf(page.file))
  if (parent?.page === page) return parent
  const namesake = guidebooks.folder(withoutPageEnding(page.file))
  return namesake?.page ? undefined : namesake
}

/** The entries of a folder that its page has no link to. */
function unlisted(site: ViewContext, folder: Folder, page: Page): Entry[] {
  const linked = new Set<string>()
  for (const { url } of page.links) {
    const target = resolve(site.guidebooks, page, url, site.settings.base)
    if (target.kind === 'page') linked.add(site.guidebooks.addressOf(target.page))
    if (target.kind === 'folder') linked.add(target.folder.address)
  }
  const isReached = (entry: Entry) =>
    linked.has(entry.address) ||
    (entry.kind === 'folder' && [...linked].some((address) => address.startsWith(entry.address)))
  return folder.entries.filter((entry) => !isReached(entry))
}
