import { posix } from 'node:path'
import { addressOf, folderAddress } from './address.ts'
import { decoded } from './decoded.ts'
import { folderPagePattern, nameOf, type Page } from './page.ts'
import { boundedPath } from './path.ts'

/** A folder of the guidebooks root with its page, if it has one, and what stands in it, in reading order. */
export interface Folder {
  /** Relative to the guidebooks root; empty for the root itself. */
  path: string
  title: string
  address: string
  page?: Page
  entries: Entry[]
}

/** What stands in a folder: a page, or a folder of pages. */
export type Entry = { kind: 'page'; page: Page; address: string } | { kind: 'folder'; folder: Folder; address: string }

/** What every site has at its root, and no page can be. */
export const siteFiles: readonly string[] = [
  '_waymark',
  '404',
  '404.html',
  'index.html',
  'llms.txt',
  'robots.txt',
  'sitemap.xml',
]

/** Two files that ask for one address: the second one got another. */
export interface AddressClash {
  file: string
  other: string
  wanted: string
  given: string
}

/**
 * The addresses of all pages. A clash counts letters of either case as one, since some hosts do. A file that is no
 * page keeps its name, and so do those that the site itself has at its root.
 */
export function assignAddresses(
  pages: Page[],
  files: readonly string[] = [],
): { addresses: Map<string, string>; clashes: AddressClash[] } {
  const addresses = new Map<string, string>()
  const owners = ownersOf(files)
  const clashes: AddressClash[] = []
  for (const { file } of [...pages].sort(byPrecedence)) {
    const wanted = addressOf(file)
    let given = wanted
    for (let n = 2; owners.has(given.toLowerCase()); n++)
      given = `${wanted === '/' ? '/index' : wanted.slice(0, -1)}-${n}/`
    const other = owners.get(wanted.toLowerCase())
    if (other !== undefined) clashes.push({ file, other, wanted, given })
    owners.set(given.toLowerCase(), file)
    addresses.set(file, given)
  }
  return { addresses, clashes }
}

/** Who has an address, in lower case: a file `LICENSE` cannot stand beside a folder `LICENSE/`. */
function ownersOf(files: readonly string[]): Map<string, string> {
  const owners = new Map(siteFiles.map((file): [string, string] => [`/${file}/`, file]))
  for (const file of files) owners.set(`/${file.normalize('NFC')}/`.toLowerCase(), file)
  return owners
}

/** A folder's own page comes before a page of the same name, `README` before `index`. */
function byPrecedence(a: Page, b: Page): number {
  const rank = ({ file }: Page) => (/(^|\/)readme\.mdx?$/i.test(file) ? 0 : folderPagePattern.test(file) ? 1 : 2)
  return rank(a) - rank(b) || (a.file < b.file ? -1 : 1)
}

/** The tree of folders that hold pages, from the root. */
export function growTree(pages: Page[], addresses: Map<string, string>): Folder {
  const folders = new Map<string, Folder>()
  const root = folderAt('', folders)
  for (const page of [...pages].sort(byPrecedence)) {
    const folder = folderAt(parentOf(page.file), folders)
    const isFolderPage = addresses.get(page.file) === folder.address && folderPagePattern.test(page.file)
    if (isFolderPage && !folder.page) {
      folder.page = page
      folder.title = page.title
    } else folder.entries.push({ kind: 'page', page, address: addresses.get(page.file) ?? addressOf(page.file) })
  }
  for (const folder of folders.values()) folder.entries = inReadingOrder(folder)
  return root
}

/** Relative to the guidebooks root; empty for what stands in the root. */
export function parentOf(path: string): string {
  const parent = posix.dirname(path)
  return parent === '.' ? '' : parent
}

function folderAt(path: string, folders: Map<string, Folder>): Folder {
  const known = folders.get(path)
  if (known) return known
  const folder: Folder = {
    path,
    title: path === '' ? 'Guidebooks' : nameOf(`${path}/README.md`),
    address: folderAddress(path),
    entries: [],
  }
  folders.set(path, folder)
  if (path !== '') folderAt(parentOf(path), folders).entries.push({ kind: 'folder', folder, address: folder.address })
  return folder
}

const collator = new Intl.Collator('en', { numeric: true })

/** By `order`, then as the folder's page lists them, then by title. */
function inReadingOrder({ entries, page, path }: Folder): Entry[] {
  const listed = listing(page, path)
  const rank = (entry: Entry) =>
    listed.get(entry.kind === 'page' ? entry.page.file : entry.folder.path) ?? Number.POSITIVE_INFINITY
  const order = (entry: Entry) => pageOf(entry)?.frontmatter.order ?? Number.POSITIVE_INFINITY
  return [...entries].sort(
    (a, b) => compare(order(a), order(b)) || compare(rank(a), rank(b)) || collator.compare(titleOf(a), titleOf(b)),
  )
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/** The page that an entry leads to, if it has one. */
export function pageOf(entry: Entry): Page | undefined {
  return entry.kind === 'page' ? entry.page : entry.folder.page
}

/** The name of an entry in a list. */
export function titleOf(entry: Entry): string {
  return entry.kind === 'page' ? entry.page.title : entry.folder.title
}

/** Where each file and folder is first linked to by the folder's page. */
function listing(page: Page | undefined, folder: string): Map<string, number> {
  const ranks = new Map<string, number>()
  for (const [index, { url }] of (page?.links ?? []).entries()) {
    if (/^[a-z][a-z0-9+.-]*:|^[#/]/i.test(url)) continue
    const written = boundedPath(decoded(url.replace(/[?#].*$/s, '')))
    const path = posix.join(folder, written).replace(/\/$/, '')
    const target = folderPagePattern.test(path) ? parentOf(path) : path
    for (const key of [path, target]) if (!ranks.has(key)) ranks.set(key, index)
  }
  return ranks
}
