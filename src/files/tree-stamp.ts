import { createHash, type Hash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, type Stats, statSync } from 'node:fs'
import path from 'node:path'
import { realPath } from './real-path.ts'

/** What tells files as they are now from what they were, without reading them but where that is needed. Plain data. */
export interface TreeStamp {
  /** SHA-256 of the names, kinds, sizes and times of all. */
  digest: string
  /** SHA-256 of what was in those that had changed so lately that another change could leave the same times: by absolute path. */
  young: Record<string, string>
}

/**
 * What is looked at in place of a file or folder, given by its absolute path: nothing where it does not count.
 * `undefined` of what is looked at itself.
 */
export type Replacement = (file: string) => readonly string[] | undefined

/**
 * By which time a file has changed lately: that of its content, or of anything about it, such as its names. Who changes a
 * content can set the one back, and not the other.
 */
type Youth = 'mtimeMs' | 'ctimeMs'

/** More would take longer to look at than they save. */
const mostFiles = 100_000
/** More would take longer to read. In bytes. */
const mostYoungBytes = 100_000_000

/** Within this time another change may leave the same times: file systems tell them in steps. In milliseconds. */
const fineMs = 100
/** The same of those that know whole seconds alone. */
const coarseMs = 3000

/**
 * Looks at files and folders, with all that is in these; `tops` are absolute, and need not be there. `undefined` where
 * there are too many.
 *
 * Files are told from what they were by what git's index tells them by. Source: git's `Documentation/technical/racy-git.txt`.
 */
export function stampTree(
  tops: readonly string[],
  replacement: Replacement = () => undefined,
  youth: Youth = 'ctimeMs',
): TreeStamp | undefined {
  const look = new Look(replacement, youth)
  for (const top of tops) look.at(top)
  return look.stamp()
}

/** Whether files and folders are as they were. */
export function isAsStamped(stamp: TreeStamp, tops: readonly string[], replacement?: Replacement): boolean {
  if (stampTree(tops, replacement)?.digest !== stamp.digest) return false
  return Object.entries(stamp.young).every(([file, digest]) => contentDigest(file) === digest)
}

class Look {
  readonly #replacement: Replacement
  readonly #youth: Youth
  readonly #hash: Hash = createHash('sha256')
  readonly #at = Date.now()
  readonly #young: { file: string; size: number; changedMs: number }[] = []
  #count = 0
  #isFine = false

  constructor(replacement: Replacement, youth: Youth) {
    this.#replacement = replacement
    this.#youth = youth
  }

  /** Looks at one, and at all that is in it. */
  at(file: string): void {
    if (this.#count > mostFiles) return
    const others = this.#replacement(file)
    if (others) for (const other of others) this.#one(other)
    else this.#one(file)
  }

  #one(file: string): void {
    const stats = statsOf(file, lstatSync)
    if (typeof stats === 'string') this.#tell(file, stats)
    else if (stats.isDirectory()) this.#folder(file)
    else if (stats.isSymbolicLink()) this.#link(file, stats)
    else this.#file(file, stats)
  }

  #folder(folder: string): void {
    const entries = entriesOf(folder)
    if (typeof entries === 'string') {
      this.#tell(folder, entries)
      return
    }
    const files = entries.map((name) => path.join(folder, name)).filter((file) => this.#replacement(file)?.length !== 0)
    this.#tell(folder, `folder of ${files.length}`)
    for (const file of files) this.at(file)
  }

  #file(file: string, stats: Stats): void {
    this.#tell(file, textOf(stats))
    if (stats.ctimeMs % 1000 !== 0) this.#isFine = true
    const changedMs = stats[this.#youth]
    if (stats.isFile() && this.#at - changedMs < coarseMs) this.#young.push({ file, size: stats.size, changedMs })
  }

  /** A folder behind a link is not looked at: pages are not read there. */
  #link(link: string, stats: Stats): void {
    const target = realPath(link)
    this.#tell(link, `${textOf(stats)} to ${target}`)
    const behind = target === undefined ? undefined : statsOf(target, statSync)
    if (target === undefined || behind === undefined) return
    if (typeof behind !== 'string' && !behind.isDirectory()) this.#file(target, behind)
    else this.#tell(target, typeof behind === 'string' ? behind : 'folder')
  }

  #tell(file: string, what: string): void {
    this.#count++
    this.#hash.update(`${file}\0${what}\0`)
  }

  stamp(): TreeStamp | undefined {
    const limit = this.#isFine ? fineMs : coarseMs
    const young = this.#young.filter(({ changedMs }) => this.#at - changedMs < limit)
    const bytes = young.reduce((sum, { size }) => sum + size, 0)
    if (this.#count > mostFiles || bytes > mostYoungBytes) return undefined
    return {
      digest: this.#hash.digest('hex'),
      young: Object.fromEntries(young.map(({ file }) => [file, contentDigest(file)])),
    }
  }
}

function textOf({ ino, mode, size, mtimeMs, ctimeMs }: Stats): string {
  return `${ino}:${mode}:${size}:${mtimeMs}:${ctimeMs}`
}

/** What stands at a path, or why nothing is known of it. */
function statsOf(file: string, stat: (file: string) => Stats): Stats | string {
  try {
    return stat(file)
  } catch (error) {
    return reasonOf(error)
  }
}

/** In the order of their names: file systems give them in any. */
function entriesOf(folder: string): string[] | string {
  try {
    return readdirSync(folder).sort()
  } catch (error) {
    return reasonOf(error)
  }
}

function contentDigest(file: string): string {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex')
  } catch (error) {
    return reasonOf(error)
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
