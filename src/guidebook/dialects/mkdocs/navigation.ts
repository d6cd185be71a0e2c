import { posix } from 'node:path'
import { foldersAbove } from '../../paths/path.ts'
import type { NavigationEntry } from '../dialect.ts'

/** A navigation that somebody wrote has fewer. */
const most = 20_000

/**
 * What `nav` of `mkdocs.yml` says, in its order. A section is the folder that most of its pages, and no other ones, stand
 * in, where there is one; addresses of other sites and other configurations (`!include`) are left out. Labels that are the
 * same in one folder have the name of their section before them where that is no folder.
 */
export function navigationOf(nav: readonly unknown[], docs: string): NavigationEntry[] {
  const entries: NavigationEntry[] = []
  const sections: Section[] = []
  const walk = (items: readonly unknown[]): void => {
    for (const item of items) {
      if (entries.length >= most) break
      if (typeof item === 'string') add(item)
      else if (typeof item === 'object' && item !== null)
        for (const [label, value] of Object.entries(item)) {
          if (typeof value === 'string') add(value, label)
          else if (Array.isArray(value)) section(value, label)
        }
    }
  }
  const add = (written: string, label?: string): void => {
    const path = pathOf(written, docs)
    if (path !== undefined) entries.push({ path, ...(label !== undefined && { label }) })
  }
  const section = (items: readonly unknown[], label: string): void => {
    const own: Section = { label, from: entries.length, to: entries.length }
    sections.push(own)
    walk(items)
    own.to = entries.length
  }
  walk(nav)
  return firstOfEach(withSections(entries, sections, docs))
}

/** By the places of its pages among all, those of its own sections included; `to` is not. */
interface Section {
  label: string
  from: number
  to: number
}

/** Puts the folder of each section before its pages. */
function withSections(pages: readonly NavigationEntry[], sections: readonly Section[], docs: string) {
  const all = pagesByFolder(pages)
  const before = new Map<number, NavigationEntry[]>()
  const parts = new Map<number, string>()
  const folders = sections.map(({ from, to }) => folderOf(pages.slice(from, to), all))
  const whole = new Set(folders.flatMap((one) => (one?.isWhole ? [one.folder] : [])))
  for (const [index, { label, from, to }] of sections.entries()) {
    const own = folders[index]
    // A folder that is a section of its own is not the name of one around it, which has more pages.
    const path = own && (own.isWhole || !whole.has(own.folder)) ? own.folder : undefined
    if (path !== undefined && path !== docs) before.set(from, [...(before.get(from) ?? []), { path, label }])
    for (let page = from; page < to; page++) {
      if (path === undefined) parts.set(page, label)
      else parts.delete(page)
    }
  }
  const counts = new Map<string, number>()
  const placeOf = ({ path, label }: NavigationEntry) => `${posix.dirname(path)}\n${label}`
  for (const page of pages) counts.set(placeOf(page), (counts.get(placeOf(page)) ?? 0) + 1)
  return pages.flatMap((page, index) => {
    const part = parts.get(index)
    const isSame = page.label !== undefined && (counts.get(placeOf(page)) ?? 0) > 1
    const named = isSame && part !== undefined ? { ...page, label: `${part}: ${page.label}` } : page
    return [...(before.get(index) ?? []), named]
  })
}

/** Of two sections for one folder, or two places of a page, the first holds. */
function firstOfEach(entries: readonly NavigationEntry[]): NavigationEntry[] {
  const seen = new Set<string>()
  return entries.filter(({ path }) => !seen.has(path) && seen.add(path))
}

function pathOf(written: string, docs: string): string | undefined {
  if (/^[a-z][a-z\d+.-]*:|^\/\/|^!|[*?]|^\.\.\.$/i.test(written.trim()) || written.trim() === '') return undefined
  const path = written.trim().replace(/#.*$/, '').replace(/^\//, '').replace(/\/$/, '')
  return path === '' ? undefined : posix.join(docs, path)
}

/** How many of some pages stand in each folder, at any depth. */
function pagesByFolder(pages: readonly NavigationEntry[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { path } of pages)
    for (const folder of foldersAbove(/\.\w+$/.test(path) ? path : `${path}/`))
      counts.set(folder, (counts.get(folder) ?? 0) + 1)
  return counts
}

/** The deepest folder of most of a section's pages, of which all that stand in it are the section's. */
function folderOf(pages: readonly NavigationEntry[], all: ReadonlyMap<string, number>) {
  let found: { folder: string; count: number } | undefined
  for (const [folder, count] of pagesByFolder(pages)) {
    if (count * 2 <= pages.length || count !== all.get(folder)) continue
    const isDeeper = count === found?.count && folder.length > found.folder.length
    if (!found || count > found.count || isDeeper) found = { folder, count }
  }
  return found && { folder: found.folder, isWhole: found.count === pages.length }
}
