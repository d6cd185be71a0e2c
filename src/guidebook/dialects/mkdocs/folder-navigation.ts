import { posix } from 'node:path'
import { z } from 'zod'
import { readDocument } from '../../../yaml/document.ts'
import { foldersAbove } from '../../paths/path.ts'
import type { ConfigurationInput, NavigationEntry } from '../dialect.ts'
import { navigationOf } from './navigation.ts'

/** A `.pages` of the plugin `awesome-pages`, a `.nav.yml` of `awesome-nav`. */
const schema = z.looseObject({
  title: z.string().optional().catch(undefined),
  nav: z.array(z.unknown()).optional().catch(undefined),
  arrange: z.array(z.unknown()).optional().catch(undefined),
  order: z.enum(['asc', 'desc']).optional().catch(undefined),
})

type FolderPages = z.infer<typeof schema>

/** More folders than these are read without their `.pages`. */
const most = 2000

interface Folder {
  /** Names of its pages and folders. */
  names: Set<string>
  pages?: FolderPages
  /** Whether that is a `.nav.yml`, whose `nav` has sections of its own and paths below the folder. */
  isTree?: boolean
}

/** The order and the names that `.pages` or `.nav.yml` files give; undefined where there is none of them. */
export async function readFolderNavigation(
  { tree, root, files }: ConfigurationInput,
  docs: string,
): Promise<NavigationEntry[] | undefined> {
  const folders = foldersOf(files, docs)
  let count = 0
  for (const [path, folder] of [...folders].slice(0, most)) {
    const own = await tree.read(posix.join(root, path, '.nav.yml'))
    const bytes = own ?? (await tree.read(posix.join(root, path, '.pages')))
    const { data } = bytes ? schema.safeParse(readDocument(new TextDecoder().decode(bytes)).value) : {}
    if (!data) continue
    folder.pages = data
    folder.isTree = own !== undefined
    const [only, ...others] = folder.isTree ? (data.nav ?? []) : []
    if (others.length === 0 && data.title === undefined) folder.pages = { ...data, ...nameOfAll(only) }
    count++
  }
  return count === 0 ? undefined : entriesOf(folders, docs)
}

function foldersOf(files: readonly string[], docs: string): Map<string, Folder> {
  const folders = new Map<string, Folder>()
  const add = (folder: string, name: string) => {
    const known = folders.get(folder)
    if (known) known.names.add(name)
    else folders.set(folder, { names: new Set([name]) })
  }
  for (const file of files) {
    if (!/\.md$/i.test(file) || !(docs === '.' || file.startsWith(`${docs}/`))) continue
    let path = file
    while (path !== docs && path !== '.') {
      add(posix.dirname(path), posix.basename(path))
      path = posix.dirname(path)
    }
  }
  return folders
}

function entriesOf(folders: ReadonlyMap<string, Folder>, docs: string): NavigationEntry[] {
  const entries: NavigationEntry[] = []
  const left: FolderEntry[] = [{ path: docs }]
  for (let next = left.pop(); next; next = left.pop()) {
    const folder = folders.get(next.path)
    const label = next.label ?? folder?.pages?.title
    if (next.path !== docs) entries.push({ path: next.path, ...(label !== undefined && { label }) })
    const { path } = next
    if (folder && !next.isSection)
      for (const one of namesOf(folder).reverse()) left.push({ ...one, path: posix.join(path, one.path) })
  }
  return entries
}

interface FolderEntry extends NavigationEntry {
  /** Whether what stands in that folder is named by the same file, so that nothing else is added. */
  isSection?: boolean
}

/** What stands in a folder, in order; `...` is all that is not named. */
function namesOf(folder: Folder): FolderEntry[] {
  const { names, pages } = folder
  if (folder.isTree && pages?.nav) return sectionsOf(pages.nav, names)
  const said = (pages?.nav ?? pages?.arrange)?.flatMap((item) => {
    if (typeof item === 'string') return [{ path: item }]
    return Object.entries(z.record(z.string(), z.unknown()).safeParse(item).data ?? {}).flatMap(([label, path]) =>
      typeof path === 'string' ? [{ label, path }] : [],
    )
  })
  const named = new Set(said?.map(({ path }) => path))
  const rest = [...names].filter((name) => !named.has(name)).sort(byName)
  if (pages?.order === 'desc') rest.reverse()
  const others = rest.map((path) => ({ path }))
  const hasRest = pages?.arrange !== undefined && !said?.some(({ path }) => isRest(path))
  const all = said ? [...said, ...(hasRest ? [{ path: '...' }] : [])] : [{ path: '...' }]
  return all.flatMap((entry) => (isRest(entry.path) ? others : names.has(entry.path) ? [entry] : []))
}

/** A file of one section only says what its folder is called. */
function nameOfAll(item: unknown): Pick<FolderPages, 'title'> {
  const [entry, ...others] = Object.entries(z.record(z.string(), z.array(z.unknown())).safeParse(item).data ?? {})
  return entry && others.length === 0 ? { title: entry[0] } : {}
}

/** The entries of a `.nav.yml`, relative to its folder; a pattern, such as `*`, is all that is not named. */
function sectionsOf(nav: readonly unknown[], names: ReadonlySet<string>): FolderEntry[] {
  const parts = nav.map((item) => (isPattern(item) ? undefined : navigationOf([item], '.')))
  const named = parts.flatMap((part) => part ?? [])
  const holding = new Set(named.flatMap(({ path }) => foldersAbove(path)))
  const tops = new Set(named.map(({ path }) => path.split('/')[0]))
  const rest = [...names].filter((name) => !tops.has(name)).sort(byName)
  return parts.flatMap(
    (part) =>
      part?.map((entry) => ({ ...entry, isSection: holding.has(entry.path) })) ?? rest.map((path) => ({ path })),
  )
}

function isPattern(item: unknown): boolean {
  if (typeof item === 'string') return item.includes('*')
  return typeof item === 'object' && item !== null && 'glob' in item
}

function isRest(path: string): boolean {
  return path.startsWith('...')
}

/** The page of the folder first. */
function byName(a: string, b: string): number {
  const rank = (name: string) => (/^(?:index|readme)\.md$/i.test(name) ? 0 : 1)
  return rank(a) - rank(b) || (a < b ? -1 : 1)
}
