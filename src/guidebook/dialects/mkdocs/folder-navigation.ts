import { posix } from 'node:path'
import { z } from 'zod'
import { readDocument } from '../../../yaml/document.ts'
import type { ConfigurationInput, NavigationEntry } from '../dialect.ts'

/** A `.pages` of the plugin `awesome-pages`. */
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
}

/** The order and the names that `.pages` files give; undefined where there is none of them. */
export async function readFolderNavigation(
  { tree, root, files }: ConfigurationInput,
  docs: string,
): Promise<NavigationEntry[] | undefined> {
  const folders = foldersOf(files, docs)
  let count = 0
  for (const [path, folder] of [...folders].slice(0, most)) {
    const bytes = await tree.read(posix.join(root, path, '.pages'))
    const { data } = bytes ? schema.safeParse(readDocument(new TextDecoder().decode(bytes)).value) : {}
    if (!data) continue
    folder.pages = data
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
  const left: NavigationEntry[] = [{ path: docs }]
  for (let next = left.pop(); next; next = left.pop()) {
    const folder = folders.get(next.path)
    const label = next.label ?? folder?.pages?.title
    if (next.path !== docs) entries.push({ path: next.path, ...(label !== undefined && { label }) })
    const { path } = next
    if (folder)
      left.push(
        ...namesOf(folder)
          .map((one) => ({ ...one, path: posix.join(path, one.path) }))
          .reverse(),
      )
  }
  return entries
}

/** What stands in a folder, in order; `...` is all that is not named. */
function namesOf({ names, pages }: Folder): NavigationEntry[] {
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

function isRest(path: string): boolean {
  return path.startsWith('...')
}

/** The page of the folder first. */
function byName(a: string, b: string): number {
  const rank = (name: string) => (/^(?:index|readme)\.md$/i.test(name) ? 0 : 1)
  return rank(a) - rank(b) || (a < b ? -1 : 1)
}
