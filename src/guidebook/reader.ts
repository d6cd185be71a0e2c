import { type Dirent, promises as fs, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { type Disclosure, isHiddenName } from '../files/disclosure.ts'
import { fileStamp } from '../files/file-stamp.ts'
import { KnownPages } from './known-pages.ts'
import type { Page, Reading } from './page.ts'

/** What stands under a root: every regular file that may be shown, relative to it, in the order of their names. */
export interface Listing {
  files: string[]
  /** What was passed over, and why. */
  skipped: Skipped[]
  /** Pages that are not looked at since a name on the way begins with a dot. */
  hidden: string[]
}

/** A file or folder that is not read. */
export interface Skipped {
  path: string
  reason: 'unreadable' | 'symlink-out' | 'symlink-folder' | 'symlink-hidden' | 'git-ignored' | 'too-large'
}

export interface ReadOptions {
  /** Absolute folder. */
  root: string
  /** Says which files may be shown: symbolic links are followed to no others. */
  disclosure: Disclosure
  /** Whether a path, relative to the root, is that of a page. */
  isPage?: (path: string) => boolean
  /** Absolute folders that are not guidebooks, such as the built site and the cache. */
  ignore: string[]
  /** Whether a path, relative to the root, is excluded by configuration. */
  isExcluded: (path: string) => boolean
  signal?: AbortSignal
}

const maxPageBytes = 20_000_000
const smallBytes = 100_000
const readsAtOnce = 32

/** More files than these in folders that begin with a dot are not counted: they may be those of any program. */
const mostHidden = 1000

/**
 * Lists the root. Of what begins with a dot only the pages are counted, and `node_modules` is not looked at. An
 * unreadable folder is told and passed over, as is what git ignores: of that, files that a page could show stay, where
 * the repository itself says that they are ignored.
 */
export async function listFiles(options: ReadOptions): Promise<Listing> {
  const listing: Listing = { files: [], skipped: [], hidden: [] }
  await listFolder('', options, listing)
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
    const child = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (options.isExcluded(child)) continue
    if (isHiddenName(entry.name)) await countHidden(entry, child, options, listing)
    else if (entry.isDirectory()) await listSubfolder(child, options, listing)
    else await listEntry(entry, child, options, listing)
  }
}

/** Of a folder that git ignores, its pages are told once. */
async function listSubfolder(folder: string, options: ReadOptions, listing: Listing): Promise<void> {
  if (options.disclosure.ignoreRuleOf(folder) === undefined) return listFolder(folder, options, listing)
  const own: Listing = { files: [], skipped: [], hidden: [] }
  await listFolder(folder, options, own)
  listing.files = listing.files.concat(own.files)
  const isTold = own.skipped.some(({ reason }) => reason === 'git-ignored')
  if (isTold) listing.skipped.push({ path: folder, reason: 'git-ignored' })
  listing.skipped = listing.skipped.concat(own.skipped.filter(({ reason }) => reason !== 'git-ignored'))
}

/** A symbolic link to a file is read where it may be shown; one to a folder is not, since it could lead in a circle. */
async function listEntry(entry: Dirent, child: string, options: ReadOptions, listing: Listing): Promise<void> {
  if (entry.isFile()) listFile(child, options, listing)
  if (!entry.isSymbolicLink()) return
  const absolute = path.join(options.root, child)
  const stats = await fs.stat(absolute).catch(() => undefined)
  const found = options.disclosure.find(absolute, path.dirname(absolute))
  const refusal = 'refusal' in found ? found.refusal : undefined
  if (!stats || refusal === 'missing') listing.skipped.push({ path: child, reason: 'unreadable' })
  else if (refusal === 'outside') listing.skipped.push({ path: child, reason: 'symlink-out' })
  else if (stats.isDirectory()) listing.skipped.push({ path: child, reason: 'symlink-folder' })
  else if (refusal === 'ignored') listing.skipped.push({ path: child, reason: 'git-ignored' })
  else if (refusal !== undefined) listing.skipped.push({ path: child, reason: 'symlink-hidden' })
  else if (stats.isFile()) listFile(child, options, listing)
}

/** What git ignores is on this machine alone: a page of it would be missed by everybody else. */
function listFile(child: string, { disclosure, isPage = isMarkdown }: ReadOptions, listing: Listing): void {
  const rule = disclosure.ignoreRuleOf(child)
  if (rule !== undefined && isPage(child)) listing.skipped.push({ path: child, reason: 'git-ignored' })
  else if (rule !== 'local') listing.files.push(child)
}

/** Counts the pages that nobody looks at, so that it can be told; not those of git, of caches and of packages. */
async function countHidden(
  entry: Dirent,
  child: string,
  options: ReadOptions,
  listing: Pick<Listing, 'hidden'>,
): Promise<void> {
  const { hidden } = listing
  const { root, disclosure, ignore, isPage = isMarkdown, signal } = options
  signal?.throwIfAborted()
  const name = entry.name.toLowerCase()
  const isForeign = name === '.git' || name === 'node_modules' || ignore.includes(path.join(root, child))
  if (isForeign || hidden.length >= mostHidden || disclosure.ignoreRuleOf(child) !== undefined) return
  if (entry.isFile() && isPage(child)) hidden.push(child)
  if (!entry.isDirectory()) return
  const entries = await fs.readdir(path.join(root, child), { withFileTypes: true }).catch(() => [])
  // Source: the Cache Directory Tagging Specification.
  if (entries.some((one) => one.name === 'CACHEDIR.TAG')) return
  for (const one of entries) await countHidden(one, `${child}/${one.name}`, options, listing)
}

function isMarkdown(file: string): boolean {
  return /\.md$/i.test(file)
}

/** How a page is to be read, by its file and what is in it. */
export type ReadingOf = (file: string, bytes: Uint8Array) => Promise<Reading | undefined>

/** Reads the pages among the files, some at a time. What cannot be read is told and left out; `known` is what needs no reading. */
export async function readPages(
  root: string,
  files: string[],
  signal?: AbortSignal,
  readingOf?: ReadingOf,
  known = new KnownPages(),
): Promise<{ pages: Page[]; skipped: Skipped[] }> {
  const pages: Page[] = []
  const skipped: Skipped[] = []
  for (let start = 0; start < files.length; start += readsAtOnce) {
    signal?.throwIfAborted()
    const batch = files.slice(start, start + readsAtOnce)
    const readAt = Date.now()
    const contents = await Promise.all(batch.map((file) => readAnew(root, file, known)))
    for (const { file, bytes, stamp } of contents) {
      if (typeof bytes === 'string') skipped.push({ path: file, reason: bytes })
      else pages.push(known.read(file, bytes, stamp, await readingOf?.(file, bytes), readAt))
    }
  }
  known.keep(files)
  return { pages, skipped }
}

async function readAnew(root: string, file: string, known: KnownPages) {
  const absolute = path.join(root, file)
  const stamp = fileStamp(absolute)
  return { file, stamp, bytes: known.bytesOf(file, stamp) ?? (await readBytes(absolute)) }
}

/**
 * The bytes of a page, or why it is passed over. `file` is absolute. Small files are read at once: to hand each to a
 * thread and back takes ten times as long.
 */
export async function readBytes(file: string): Promise<Uint8Array | 'unreadable' | 'too-large'> {
  try {
    const { size } = statSync(file)
    if (size > maxPageBytes) return 'too-large'
    return size > smallBytes ? await fs.readFile(file) : readFileSync(file)
  } catch {
    return 'unreadable'
  }
}
