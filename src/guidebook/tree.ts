import { posix } from 'node:path'
import { decoded } from '../text/decoded.ts'
import { sharedText, sharedWords, withoutShared } from '../text/shared-words.ts'
import { Navigation } from './navigation.ts'
import { nameOf, type Page } from './page.ts'
import { isGenericTitle } from './parts/generic-title.ts'
import { addressOf, folderAddress } from './paths/address.ts'
import { folderPagePattern, withoutPageEnding } from './paths/page-file.ts'
import { foldersAbove, limitPathDepth } from './paths/path.ts'
import { isReserved } from './paths/reserved.ts'

/** A folder of the guidebooks root with its page, if it has one, and what stands in it, in reading order. */
export interface Folder {
  /** Relative to the guidebooks root; empty for the root itself. */
  path: string
  title: string
  /** What lists call it, where that is not its title. */
  label?: string
  address: string
  page?: Page
  entries: Entry[]
}

/** What stands in a folder: a page, or a folder of pages. */
export type Entry =
  /** `label` is what lists call it, where that is not its title. */
  { kind: 'page'; page: Page; address: string; label?: string } | { kind: 'folder'; folder: Folder; address: string }

/** Two files or folders that ask for one address: the second one got another. Both are relative to the root. */
export interface AddressClash {
  file: string
  /** Absent where it is one of the site's own files. */
  other?: string
  wanted: string
  given: string
}

/** Who is where on the site, from its root, by their paths. */
export interface Addresses {
  pages: Map<string, string>
  /** Every folder that holds pages. */
  folders: Map<string, string>
  clashes: AddressClash[]
}

/**
 * The addresses of all pages and of the folders that hold them. A clash counts letters of either case as one, since some
 * hosts do. A file that is no page keeps its name, and so do those that the site itself has at its root.
 */
export function assignAddresses(pages: Page[], files: readonly string[] = []): Addresses {
  const assigned: Addresses = { pages: new Map(), folders: new Map(), clashes: [] }
  const owners = ownersOf(files)
  // The source of the home page stands where that of a page `/index/` would; the list of a folder has no source.
  owners.set('/index/', true)
  const ownPages = new Map<string, string>()
  for (const { file } of [...pages].sort(byPrecedence)) {
    assigned.pages.set(file, give(file, addressOf(file), owners, assigned.clashes))
    if (folderPagePattern.test(file) && !ownPages.has(parentOf(file))) ownPages.set(parentOf(file), file)
  }
  owners.delete('/index/')
  const folders = new Set(pages.flatMap(({ file }) => foldersAbove(file)))
  for (const folder of [...folders].sort()) {
    const wanted = folderAddress(folder)
    const owner = owners.get(wanted.toLowerCase())
    // A page that stands for the folder has its address by right.
    const isItsPage = typeof owner === 'string' && withoutPageEnding(owner) === folder
    const ofItsPage = assigned.pages.get(ownPages.get(folder) ?? '') ?? (isItsPage ? wanted : undefined)
    assigned.folders.set(folder, ofItsPage ?? give(folder, wanted, owners, assigned.clashes))
  }
  return assigned
}

/** The address that something wants, or the next one that is free. */
function give(path: string, wanted: string, owners: Owners, clashes: AddressClash[]): string {
  let given = wanted
  for (let n = 2; isReserved(given) || owners.has(given.toLowerCase()); n++) given = numbered(wanted, n)
  if (given !== wanted) {
    const other = owners.get(wanted.toLowerCase())
    clashes.push({ file: path, ...(typeof other === 'string' && { other }), wanted, given })
  }
  owners.set(given.toLowerCase(), path)
  return given
}

/** Another address, for one that is taken. */
function numbered(wanted: string, n: number): string {
  const [, first = '', ...rest] = wanted.split('/')
  // Below one of the site's own every address is taken.
  if (isReserved(wanted)) return ['', `${first}-${n}`, ...rest].join('/')
  return `${wanted === '/' ? '/index' : wanted.slice(0, -1)}-${n}/`
}

/** Who has an address, in lower case, by the path under the root; `true` is the site itself. */
type Owners = Map<string, string | true>

/** A file `LICENSE` cannot stand beside a folder `LICENSE/`. */
function ownersOf(files: readonly string[]): Owners {
  return new Map(files.map((file) => [`/${file.normalize('NFC')}/`.toLowerCase(), file]))
}

/** A folder's own page comes before a page of the same name, `README` before `index`, and that before `index.html`. */
function byPrecedence(a: Page, b: Page): number {
  return rankOf(a) - rankOf(b) || (a.file < b.file ? -1 : 1)
}

function rankOf({ file }: Page): number {
  if (!folderPagePattern.test(file)) return /\.html?\.mdx?$/i.test(file) ? 5 : 4
  return (/readme[^/]*$/i.test(file) ? 0 : 1) + (/\.html?\.mdx?$/i.test(file) ? 2 : 0)
}

/** The tree of folders that hold pages, from the root. */
export function growTree(
  pages: Page[],
  { pages: addresses, folders: folderAddresses }: Pick<Addresses, 'pages' | 'folders'>,
  navigation: Navigation = new Navigation([]),
): Folder {
  const folders = new Map<string, Folder>()
  const folderAt = (path: string): Folder => {
    const known = folders.get(path)
    if (known) return known
    const folder = emptyFolder(path, folderAddresses.get(path) ?? folderAddress(path))
    folders.set(path, folder)
    if (path !== '') folderAt(parentOf(path)).entries.push({ kind: 'folder', folder, address: folder.address })
    return folder
  }
  const root = folderAt('')
  for (const page of [...pages].sort(byPrecedence)) {
    const folder = folderAt(parentOf(page.file))
    const isFolderPage = addresses.get(page.file) === folder.address && folderPagePattern.test(page.file)
    if (isFolderPage && !folder.page) {
      folder.page = page
      folder.title = page.title
    } else folder.entries.push({ kind: 'page', page, address: addresses.get(page.file) ?? addressOf(page.file) })
  }
  for (const folder of folders.values()) {
    const label = folder.path === '' ? undefined : navigation.labelOf(folder.path)
    if (label !== undefined) folder.label = label
    for (const entry of folder.entries) labelEntry(entry, navigation)
  }
  for (const folder of folders.values()) folder.entries = inReadingOrder(folder, navigation)
  return root
}

function labelEntry(entry: Entry, navigation: Navigation): void {
  if (entry.kind !== 'page') return
  const label = navigation.labelOf(entry.page.file) ?? entry.page.frontmatter.label
  if (label !== undefined) entry.label = label
}

/** Relative to the guidebooks root; empty for what stands in the root, of the guidebooks or of the disk. */
export function parentOf(path: string): string {
  const parent = posix.dirname(path)
  return parent === '.' || parent === '/' ? '' : parent
}

function emptyFolder(path: string, address: string): Folder {
  return { path, title: path === '' ? 'Guidebooks' : nameOf(`${path}/README.md`), address, entries: [] }
}

const collator = new Intl.Collator('en', { numeric: true })

/** By `order`, then as the navigation of another generator and the folder's page list them, then by name. */
function inReadingOrder({ entries, page, path }: Folder, navigation: Navigation): Entry[] {
  const listed = listing(page, path)
  const rank = (entry: Entry) =>
    listed.get(entry.kind === 'page' ? entry.page.file : entry.folder.path) ?? Number.POSITIVE_INFINITY
  const place = (entry: Entry) => placeIn(navigation, entry)
  const order = (entry: Entry) => pageOf(entry)?.frontmatter.order ?? Number.POSITIVE_INFINITY
  const { shortLabel } = shortLabels(entries)
  const names = new Map(entries.map((entry) => [entry, shortLabel(entry)]))
  const name = (entry: Entry) => names.get(entry) ?? ''
  return [...entries].sort(
    (a, b) =>
      compare(order(a), order(b)) ||
      compare(place(a), place(b)) ||
      compare(rank(a), rank(b)) ||
      collator.compare(name(a), name(b)),
  )
}

/** A folder stands where the first of what is in it does, if it is not listed itself. */
function placeIn(navigation: Navigation, entry: Entry): number {
  if (entry.kind === 'page') return navigation.rankOf(entry.page.file) ?? Number.POSITIVE_INFINITY
  const { folder } = entry
  const own = navigation.rankOf(folder.path) ?? (folder.page && navigation.rankOf(folder.page.file))
  if (own !== undefined) return own
  return folder.entries.reduce((first, below) => Math.min(first, placeIn(navigation, below)), Number.POSITIVE_INFINITY)
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/** The page that an entry leads to, if it has one. */
export function pageOf(entry: Entry): Page | undefined {
  return entry.kind === 'page' ? entry.page : entry.folder.page
}

/** What lists and breadcrumbs call an entry. */
export function labelOf(entry: Entry): string {
  return entry.kind === 'page' ? (entry.label ?? entry.page.title) : folderLabel(entry.folder)
}

/** What lists and breadcrumbs call a folder: its title, or its name where its page is called as any other could be. */
export function folderLabel({ path, title, label }: Folder): string {
  if (label !== undefined) return label
  return path !== '' && isGenericTitle(title) ? nameOf(`${path}/README.md`) : title
}

/** How the entries of one list are called in it. */
export interface ShortLabels {
  /** The words that pages have in common, to be told once: `argocd … Command Reference`. */
  shared?: string
  /** The label of an entry without these. */
  shortLabel(entry: Entry): string
}

/** How the entries of one list are called in it, so that it tells what its pages have in common once; folders have names. */
export function shortLabels(entries: readonly Entry[]): ShortLabels {
  const words = sharedWords(entries.filter(({ kind }) => kind === 'page').map(labelOf))
  if (!words) return { shortLabel: labelOf }
  return {
    shared: sharedText(words),
    shortLabel: (entry) => (entry.kind === 'page' ? withoutShared(labelOf(entry), words) : labelOf(entry)),
  }
}

/** Where each file and folder is first linked to by the folder's page. */
function listing(page: Page | undefined, folder: string): Map<string, number> {
  const ranks = new Map<string, number>()
  for (const [index, { url }] of (page?.links ?? []).entries()) {
    if (/^[a-z][a-z0-9+.-]*:|^[#/]/i.test(url)) continue
    const written = limitPathDepth(decoded(url.replace(/[?#].*$/s, '')))
    const path = posix.join(folder, written).replace(/\/$/, '')
    const target = folderPagePattern.test(path) ? parentOf(path) : path
    for (const key of [path, target]) if (!ranks.has(key)) ranks.set(key, index)
  }
  return ranks
}
