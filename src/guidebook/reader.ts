import { type Dirent, promises as fs } from 'node:fs'
import path from 'node:path'
import { isInside } from './inside.ts'
import { type Page, readPage } from './page.ts'

/** What stands under a root: every regular file, relative to it, in the order of their names. */
export interface Listing {
  files: string[]
  /** What was passed over, and why. */
  skipped: Skipped[]
}

/** A file or folder that is not read. */
export interface Skipped {
  path: string
  reason: 'unreadable' | 'symlink-out' | 'symlink-folder' | 'too-large'
}

export interface ReadOptions {
  /** Absolute folder. */
  root: string
  /** Symbolic links may lead to files under this absolute folder, and nowhere else. */
  within: string
  /** Absolute folders that are not guidebooks, such as the built site and the cache. */
  ignore: string[]
  /** Whether a path, relative to the root, is excluded by configuration. */
  isExcluded: (path: string) => boolean
  signal?: AbortSignal
}

const maxPageBytes = 20_000_000
const readsAtOnce = 32

/** Lists the root. Dotfiles and `node_modules` are not looked at. An unreadable folder is told and passed over. */
export async function listFiles(options: ReadOptions): Promise<Listing> {
  const listing: Listing = { files: [], skipped: [] }
  const within = await fs.realpath(options.within)
  await listFolder('', { ...options, within }, listing)
  return listing
}

async function listFolder(folder: string, options: ReadOptions, listing: Listing): Promise<void> {
  options.signal?.throwIfAborted()
  const absolute = path.join(options.root, folder)
  if (folder !== '' && options.ignore.includes(absolute)) return
  const entries = await fs.readdir(absolute, { withFileTypes: true }).catch(() => undefined)
  if (!entries) {
    listing.skipped.push({ path: folder, reason: 'unreadable' })
    return
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    const child = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (options.isExcluded(child)) continue
    if (entry.isDirectory()) await listFolder(child, options, listing)
    else await listEntry(entry, child, options, listing)
  }
}

/** A symbolic link to a file is read where it stays inside; one to a folder is not, since it could lead in a circle. */
async function listEntry(entry: Dirent, child: string, { root, within }: ReadOptions, listing: Listing): Promise<void> {
  if (entry.isFile()) listing.files.push(child)
  if (!entry.isSymbolicLink()) return
  const absolute = path.join(root, child)
  const target = await fs.realpath(absolute).catch(() => undefined)
  const stats = target === undefined ? undefined : await fs.stat(target).catch(() => undefined)
  if (target === undefined || !stats) listing.skipped.push({ path: child, reason: 'unreadable' })
  else if (!isInside(within, target)) listing.skipped.push({ path: child, reason: 'symlink-out' })
  else if (stats.isDirectory()) listing.skipped.push({ path: child, reason: 'symlink-folder' })
  else if (stats.isFile()) listing.files.push(child)
}

/** Reads the pages among the files, some at a time. What cannot be read is told and left out. */
export async function readPages(
  root: string,
  files: string[],
  signal?: AbortSignal,
): Promise<{ pages: Page[]; skipped: Skipped[] }> {
  const pages: Page[] = []
  const skipped: Skipped[] = []
  for (let start = 0; start < files.length; start += readsAtOnce) {
    signal?.throwIfAborted()
    const batch = files.slice(start, start + readsAtOnce)
    const contents = await Promise.all(batch.map((file) => readBytes(path.join(root, file))))
    for (const [index, bytes] of contents.entries()) {
      const file = batch[index] ?? ''
      if (typeof bytes === 'string') skipped.push({ path: file, reason: bytes })
      else pages.push(readPage(file, bytes))
    }
  }
  return { pages, skipped }
}

/** The bytes of a page, or why it is passed over. `file` is absolute. */
export async function readBytes(file: string): Promise<Uint8Array | 'unreadable' | 'too-large'> {
  try {
    const { size } = await fs.stat(file)
    return size > maxPageBytes ? 'too-large' : await fs.readFile(file)
  } catch {
    return 'unreadable'
  }
}
