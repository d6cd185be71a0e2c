import { type Guidebooks, pagesIn } from '../../guidebook/guidebooks.ts'
import { type Entry, type Folder, titleOf } from '../../guidebook/tree.ts'

/** One entry of a list of pages. */
export interface NavigationItem {
  title: string
  address: string
  /** Present for a folder; empty where it is shown closed. */
  children?: NavigationItem[]
  /** Leads to what a list that was cut leaves out. */
  isMore?: true
}

/** With more entries than this, only the branch of the current page is open in the sidebar. */
const mostOpen = 120
/** Of a longer folder, the sidebar shows this many entries around the current one. */
const mostSiblings = 60

/** The sidebar's tree: what stands in the guidebook that the page is in, or the root's own pages. */
export function sidebar(guidebook: Folder, current: string): NavigationItem[] {
  return itemsOf(guidebook, current, countEntries(guidebook) <= mostOpen)
}

function itemsOf(folder: Folder, current: string, open: boolean): NavigationItem[] {
  const entries = folder.path === '' ? folder.entries.filter(({ kind }) => kind === 'page') : folder.entries
  const shown = around(entries, current)
  const items = shown.map((entry): NavigationItem => {
    const item = { title: titleOf(entry), address: entry.address }
    if (entry.kind === 'page') return item
    const isOpen = open || current.startsWith(entry.address)
    return { ...item, children: isOpen ? itemsOf(entry.folder, current, open) : [] }
  })
  const before = shown[0] === entries[0] ? [] : [moreOf(folder)]
  const after = shown.at(-1) === entries.at(-1) ? [] : [moreOf(folder)]
  return [...before, ...items, ...after]
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

/** The steps from the home page to an address; the last one is the page itself. */
export function breadcrumbs(
  guidebooks: Guidebooks,
  trail: Folder[],
  self: { title: string; address: string },
): { title: string; address: string }[] {
  const home = { title: guidebooks.root.title, address: '/' }
  const folders = trail.map(({ title, address }) => ({ title, address }))
  return [home, ...folders, self].filter(
    ({ address }, index, steps) => steps.findIndex((step) => step.address === address) === index,
  )
}
