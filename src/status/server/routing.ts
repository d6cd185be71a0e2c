import { realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { formatFolder, type RequestPath } from './request-path.ts'

/** What answers a path of the built site. */
export type StaticRoute =
  | { kind: 'file'; path: string; names: readonly string[] }
  | { kind: 'redirect'; status: 302 | 308; location: string }
  | { kind: 'missing' }

/** Where the built site lies on disk, and the names of the path that it is served under. */
export interface SiteMount {
  dist: string
  base: readonly string[]
}

const missing: StaticRoute = { kind: 'missing' }

/** Finds what answers a path: a folder is its `index.html`, and has one path, which ends in `/`. */
export async function findRoute(requested: RequestPath, { dist, base }: SiteMount): Promise<StaticRoute> {
  if (base.some((name, index) => requested.names[index] !== name)) return outside(requested, base)
  const names = requested.names.slice(base.length)
  const entry = await findEntry(dist, names)
  if (entry?.kind === 'folder') return folderRoute(requested, names, dist)
  if (!entry || requested.folder) return missing
  if (names.at(-1) === 'index.html') return permanent(requested.names.slice(0, -1))
  return { kind: 'file', path: entry.path, names }
}

async function folderRoute(requested: RequestPath, names: readonly string[], dist: string): Promise<StaticRoute> {
  const index = [...names, 'index.html']
  const entry = await findEntry(dist, index)
  if (entry?.kind !== 'file') return missing
  return requested.folder ? { kind: 'file', path: entry.path, names: index } : permanent(requested.names)
}

/** The way to the base is temporary: what is served at this host and port tomorrow may have another base. */
function outside(requested: RequestPath, base: readonly string[]): StaticRoute {
  return requested.names.length === 0 ? { kind: 'redirect', status: 302, location: formatFolder(base) } : missing
}

function permanent(names: readonly string[]): StaticRoute {
  return { kind: 'redirect', status: 308, location: formatFolder(names) }
}

/** What stands in a served folder under a path; `path` has no symbolic link left in it. */
interface FolderEntry {
  kind: 'file' | 'folder'
  path: string
}

/** Finds what `names` lead to in `folder`. Hidden names, special files and links that leave the folder are as good as missing. */
export async function findEntry(folder: string, names: readonly string[]): Promise<FolderEntry | undefined> {
  if (names.includes('') || names.some(isHidden)) return undefined
  for (const path of spellings(join(...names))) {
    const entry = await entryAt(folder, path)
    if (entry) return entry
  }
  return undefined
}

/** The path as requested, then composed and decomposed: an accent typed on one system may be stored the other way on the next. */
function spellings(path: string): Set<string> {
  return new Set([path, path.normalize('NFC'), path.normalize('NFD')])
}

async function entryAt(folder: string, path: string): Promise<FolderEntry | undefined> {
  try {
    // The folder is resolved each time: a deployment may swap the link that it is.
    const [root, target] = await Promise.all([realpath(folder), realpath(join(folder, path))])
    if (!isInside(root, target)) return undefined
    const stats = await stat(target)
    if (stats.isDirectory()) return { kind: 'folder', path: target }
    return stats.isFile() ? { kind: 'file', path: target } : undefined
  } catch (error) {
    if (isAbsence(error)) return undefined
    throw error
  }
}

function isInside(root: string, target: string): boolean {
  if (target === root) return true
  const names = relative(root, target).split(sep)
  return target.startsWith(root.endsWith(sep) ? root : root + sep) && !names.some(isHidden)
}

/** RFC 8615 keeps `.well-known` for what must be public; every other dotfile is private. */
function isHidden(name: string): boolean {
  return name.startsWith('.') && name !== '.well-known'
}

const absences = new Set<unknown>(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP'])

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && absences.has(error.code)
}
