import { pagesIn } from '../../guidebook/guidebooks.ts'
import type { Page } from '../../guidebook/page.ts'
import { headerValue } from '../../guidebook/parts/header-block.ts'
import { readStatusWord, type StatusWord } from '../../guidebook/parts/status-word.ts'
import { type Entry, type Folder, folderLabel, pageOf, shortLabels } from '../../guidebook/tree.ts'
import type { PageStatus } from '../status/site-status.ts'

/** What stands in a folder that is too long for cards: a list that stays short until a reader asks for more. */
export interface Listing {
  /** How many pages there are in all groups. */
  total: number
  /** The words that the titles begin and end with, which are left out of them. */
  shared?: string
  groups: ListingGroup[]
}

/** Rows that belong together. */
export interface ListingGroup {
  /** The name of the subfolder, or the first letter; absent where the rows need none and are not folded. */
  title?: string
  /** Where it begins and ends, for a group that has no other name than a letter. */
  hint?: string
  /** As in `Listing`. */
  shared?: string
  /** Of a subfolder's services. */
  services?: PageStatus
  pages: number
  rows: ListingRow[]
}

/** A page, or a folder that is not a group of its own. */
export interface ListingRow {
  title: string
  address: string
  description: string
  /** The day of its last change: ISO 8601. */
  changed?: string
  /** Of a page that is not as it should be: what is true of nearly all says nothing in a list. */
  status?: StatusWord
  /** Of a folder: how many pages it holds. */
  pages?: number
}

/** What a listing asks of the site. */
export interface ListingContext {
  addressOf(page: Page): string
  /** When git last saw a page change: ISO 8601. */
  changed(page: Page): string | undefined
  services(folder: Folder): PageStatus | undefined
}

/** More entries than this are no cards any more. */
export const mostCards = 12
/** With at most so many entries and groups, nothing is folded that is not a subfolder. */
const mostUnfolded = 32
/** A group by letters has no more rows than this, or more than twice a dozen groups would be needed. */
const mostInGroup = 60
const mostGroups = 24
/** With more pages than this below a folder, subfolders are told by their names: each has a listing of its own. */
const mostRows = 1000

/** The listing of entries of one folder; where subfolders are groups, what they hold stands in them. */
export function listingOf(context: ListingContext, entries: readonly Entry[]): Listing {
  const grouped = new Set(groupedFolders(entries))
  const others = entries.filter((entry) => entry.kind === 'page' || !grouped.has(entry.folder))
  const { shared, shortLabel } = shortLabels(others)
  const rows = others.map((entry) => rowOf(context, entry, shortLabel(entry)))
  const isShort = rows.length + grouped.size <= mostUnfolded
  const groups = [
    ...(isShort ? [groupOf(rows)] : byLetter(rows)),
    ...[...grouped].map((folder) => folderGroup(context, folder)),
  ]
  return {
    total: groups.reduce((sum, { pages }) => sum + pages, 0),
    ...(shared && { shared }),
    groups: groups.filter((group) => group.rows.length > 0),
  }
}

function groupOf(rows: ListingRow[]): ListingGroup {
  return { pages: rows.reduce((sum, { pages = 1 }) => sum + pages, 0), rows }
}

/** The subfolders that are groups: those that hold several pages, where neither they nor their pages are too many. */
function groupedFolders(entries: readonly Entry[]): Folder[] {
  const folders = entries.flatMap((entry) =>
    entry.kind === 'folder' && entry.folder.entries.length > 0 ? [entry.folder] : [],
  )
  const pages = entries.reduce((sum, entry) => sum + (entry.kind === 'folder' ? pagesIn(entry.folder).length : 1), 0)
  return folders.length <= mostGroups && pages <= mostRows ? folders : []
}

/** All pages of a subfolder, those of its own subfolders too; its own page, or its list, comes first. */
function folderGroup(context: ListingContext, folder: Folder): ListingGroup {
  const { page: own, address } = folder
  const first = { title: 'Overview', address }
  const all = pagesIn(folder)
  const pages = all
    .filter((page) => page !== own)
    .map((page): Entry => ({ kind: 'page', page, address: context.addressOf(page) }))
  const { shared, shortLabel } = shortLabels(pages)
  const services = context.services(folder)
  return {
    title: folderLabel(folder),
    ...(shared && { shared }),
    ...(services && { services }),
    pages: all.length,
    rows: [
      own ? rowOf(context, { kind: 'page', page: own, address }, first.title) : { ...first, description: '' },
      ...pages.map((page) => rowOf(context, page, shortLabel(page))),
    ],
  }
}

const longestDescription = 160

function rowOf(context: ListingContext, entry: Entry, title: string): ListingRow {
  const page = pageOf(entry)
  const written = page && headerValue(page.header, 'Status')
  const status = written === undefined ? undefined : readStatusWord(written)
  const changed = page && changeOf(context, page)
  return {
    title,
    address: entry.address,
    description: (page?.description ?? '').slice(0, longestDescription).toWellFormed(),
    ...(changed && { changed }),
    ...(status && status.tone !== 'good' && { status }),
    ...(entry.kind === 'folder' && { pages: pagesIn(entry.folder).length }),
  }
}

/** As git knows it, else as the page itself says it. */
function changeOf(context: ListingContext, page: Page): string | undefined {
  const written = /\b\d{4}-\d{2}-\d{2}\b/.exec(headerValue(page.header, 'Last Updated') ?? '')?.[0]
  return (context.changed(page) ?? written)?.slice(0, 10)
}

const collator = new Intl.Collator('en', { numeric: true })

/**
 * Groups by the first letter of the titles. Letters with few rows stand together where there would be too many groups,
 * as with signs of words; one with many is divided.
 */
function byLetter(rows: readonly ListingRow[]): ListingGroup[] {
  const sorted = rows.toSorted((a, b) => collator.compare(a.title, b.title))
  const letters = [...Map.groupBy(sorted, ({ title }) => letterOf(title))]
  const isCrowd = letters.length > mostGroups + 4
  const least = isCrowd ? Math.ceil(rows.length / mostGroups) : 1
  const most = Math.max(mostInGroup, Math.ceil(rows.length / mostGroups))
  const joined: { first: string; last: string; rows: ListingRow[] }[] = []
  for (const [letter, ofLetter] of letters) {
    const before = joined.at(-1)
    if (!before || before.rows.length >= least) joined.push({ first: letter, last: letter, rows: [...ofLetter] })
    else {
      before.last = letter
      before.rows = before.rows.concat(ofLetter)
    }
  }
  return joined.flatMap(({ first, last, rows }) => divided(rows, most).map((part) => letterGroup(part, first, last)))
}

/** Parts of about the same length, none longer than `most`. */
function divided(rows: ListingRow[], most: number): ListingRow[][] {
  const parts = Math.ceil(rows.length / most)
  const length = Math.ceil(rows.length / parts)
  return Array.from({ length: parts }, (_, index) => rows.slice(index * length, (index + 1) * length))
}

function letterGroup(rows: ListingRow[], first: string, last: string): ListingGroup {
  const ends = [...new Set([rows[0]?.title ?? '', rows.at(-1)?.title ?? ''])]
  return { title: first === last ? first : `${first} – ${last}`, hint: ends.join(' … '), ...groupOf(rows) }
}

/** The letter that a title stands under: without its accents, digits together, `#` for all else. */
function letterOf(title: string): string {
  const [sign = ''] = /[\p{L}\p{N}]/u.exec(title.normalize('NFKD')) ?? []
  if (sign === '') return '#'
  return /\p{N}/u.test(sign) ? '0–9' : sign.toUpperCase()
}
