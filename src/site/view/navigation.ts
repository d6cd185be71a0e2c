import { pagesIn } from '../../guidebook/guidebooks.ts'
import { type Entry, type Folder, folderLabel, type ShortLabels, shortLabels } from '../../guidebook/tree.ts'

/** One entry of a list of pages. */
export interface NavigationItem {
  title: string
  address: string
  /** Present for a folder; empty where it is shown closed. */
  children?: NavigationList
  /** Leads to what a list that was cut leaves out. */
  isMore?: true
}

/** What stands in a folder. */
export interface NavigationList {
  /** The words that its titles begin and end with, which are left out of them: `argocd … Command Reference`. */
  shared?: string
  items: NavigationItem[]
}

/** With more entries than this, only the branch of the current page is open in the sidebar. */
const mostOpen = 120
/** Of a longer folder, the sidebar shows this many entries around the current one. */
const mostSiblings = 60

/** The sidebar's tree: what stands in the guidebook that the page is in, or the root's own pages. */
export function sidebar(guidebook: Folder, current: string): NavigationList {
  const labels = labelsOf(guidebook)
  if (labels.count > mostSiblings) return listOf(guidebook, current, labels.count <= mostOpen)
  labels.whole ??= listOf(guidebook, current, true)
  return labels.whole
}

interface FolderLabels extends ShortLabels {
  entries: Entry[]
  /** Of all entries below. */
  count: number
  /** The sidebar's tree where nothing of it depends on the page: nothing is closed, and nothing is cut. */
  whole?: NavigationList
}

/** They are the same on each page, and take longer than all else of its sidebar. A folder does not change. */
const known = new WeakMap<Folder, FolderLabels>()

function labelsOf(folder: Folder): FolderLabels {
  const found = known.get(folder)
  if (found) return found
  const entries = folder.path === '' ? folder.entries.filter(({ kind }) => kind === 'page') : folder.entries
  const { shared, shortLabel } = shortLabels(entries)
  const titles = new Map(entries.map((entry) => [entry, shortLabel(entry)]))
  const labels: FolderLabels = {
    ...{ entries, count: countEntries(folder), shortLabel: (entry) => titles.get(entry) ?? shortLabel(entry) },
    ...(shared && { shared }),
  }
  known.set(folder, labels)
  return labels
}

function listOf(folder: Folder, current: string, open: boolean): NavigationList {
  const { entries, shared, shortLabel } = labelsOf(folder)
  const shown = around(entries, current)
  const items = shown.map((entry): NavigationItem => {
    const item = { title: shortLabel(entry), address: entry.address }
    if (entry.kind === 'page') return item
    const isOpen = open || current.startsWith(entry.address)
    return { ...item, children: isOpen ? listOf(entry.folder, current, open) : { items: [] } }
  })
  const before = shown[0] === entries[0] ? [] : [moreOf(folder)]
  const after = shown.at(-1) === entries.at(-1) ? [] : [moreOf(folder)]
  return { ...(shared && { shared }), items: [...before, ...items, ...after] }
}

/** Says how many pages a folder has, and leads to where all of them are listed. */
export function moreOf(folder: Folder): NavigationItem {
  return { title: `All ${pagesIn(folder).length} pages`, address: folder.address, isMore: true }
}

/** A folder of thousands is cut to the neighbourhood of the current page. */
function around(entries: Entry[], current: string): Entry[] {
  if (entries.length <= mostSiblings) return entries
  const at = entries.findIndex(({ address }) => current.startsWith(address))
  const start = Math.max(0, Math.min(entries.length - mostSiblings, at - mostSiblings / 2))
  return entries.slice(start, start + mostSiblings)
}

function countEntries(folder: Folder): number {
  return folder.entries.reduce(
    (count, entry) => count + 1 + (entry.kind === 'folder' ? countEntries(entry.folder) : 0),
    0,
  )
}

/** One step of the way to a page. */
interface BreadcrumbStep {
  title: string
  address: string
}

/**
 * The steps from the home page, which is called `home`, to an address; the last one is the page itself. Where two that
 * follow each other have one name, it is told once: a page that is called as its folder leaves the word to the folder,
 * and a folder to the one in it.
 */
export function breadcrumbs(home: string, trail: Folder[], self: BreadcrumbStep): BreadcrumbStep[] {
  const folders = trail.map((folder) => ({ title: folderLabel(folder), address: folder.address }))
  const steps = [{ title: home, address: '/' }, ...folders, self].filter(
    ({ address }, index, all) => all.findIndex((step) => step.address === address) === index,
  )
  return steps.filter((step, index) => {
    const before = steps[index - 1]
    const after = steps[index + 1]
    // The page itself is no link, and its name stands right below.
    if (before && !after) return !isSame(step, before)
    return !after || after === steps.at(-1) || !isSame(step, after)
  })
}

function isSame(a: BreadcrumbStep, b: BreadcrumbStep): boolean {
  return a.title.toLowerCase() === b.title.toLowerCase()
}
