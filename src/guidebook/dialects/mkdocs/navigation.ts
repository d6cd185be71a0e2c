import { posix } from 'node:path'
import type { NavigationEntry } from '../dialect.ts'

/** A navigation that somebody wrote has fewer. */
const most = 20_000

/**
 * What `nav` of `mkdocs.yml` says, in its order. A section is the folder that all of its pages, and no other ones, stand in,
 * where there is one; addresses of other sites and other configurations (`!include`) are left out.
 */
export function navigationOf(nav: readonly unknown[], docs: string): NavigationEntry[] {
  const entries: NavigationEntry[] = []
  const walk = (items: readonly unknown[]): string[] => {
    const pages: string[] = []
    for (const item of items) {
      if (entries.length >= most) break
      if (typeof item === 'string') pages.push(...add(item))
      else if (typeof item === 'object' && item !== null)
        for (const [label, value] of Object.entries(item)) {
          if (typeof value === 'string') pages.push(...add(value, label))
          else if (Array.isArray(value)) pages.push(...section(value, label))
        }
    }
    return pages
  }
  const add = (written: string, label?: string): string[] => {
    const path = pathOf(written, docs)
    if (path === undefined) return []
    entries.push({ path, ...(label !== undefined && { label }) })
    return [path]
  }
  const section = (items: readonly unknown[], label: string): string[] => {
    const at = entries.length
    const pages = walk(items)
    const folder = commonFolder(pages)
    if (folder !== undefined && folder !== docs && folder !== '.') entries.splice(at, 0, { path: folder, label })
    return pages
  }
  walk(nav)
  return firstOfEach(entries)
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

function commonFolder(pages: readonly string[]): string | undefined {
  const [first, ...rest] = pages.map((page) => (/\.\w+$/.test(page) ? posix.dirname(page) : page).split('/'))
  if (!first) return undefined
  let length = first.length
  for (const folder of rest) {
    let same = 0
    while (same < length && folder[same] === first[same]) same++
    length = same
  }
  return first.slice(0, length).join('/') || undefined
}
