import { type Dirent, existsSync, promises as fs, lstatSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isHiddenName } from '../files/disclosure.ts'
import type { CommitTree } from '../git/commit-tree.ts'
import { readListedFiles } from '../git/listed-files.ts'

/** Files of a repository, on disk or in a commit, by their paths relative to it. */
export interface ConfigurationFiles {
  /** Where they stand: what is known of the versions of some is nothing of those of others. */
  readonly name: string
  /** Every file that there is. */
  list(signal: AbortSignal): Promise<string[]>
  /** For each a text that is another one after each change of it; `undefined` of what has to be read to know. */
  versions(files: readonly string[]): (string | undefined)[]
  /** Their bytes in the same order; the size alone of what is too large, `undefined` for what cannot be read. */
  read(files: readonly string[]): Promise<(Uint8Array | number | undefined)[]>
}

/** Larger files are no configuration that people wrote. In bytes. */
export const largestFile = 5_000_000

/** What changed less than this ago could change once more without a trace: the clocks of file systems are that coarse. */
const youngMs = 3000

/** Without git a folder may hold anything: so many files are looked at. */
const mostFiles = 200_000

export interface DiskFilesOptions {
  /** Names files to list although git ignores them, such as manifests that were rendered. */
  also?: ((file: string) => boolean) | undefined
  /** What git lists, for who has asked for it already. */
  listed?: (() => Promise<readonly string[] | undefined>) | undefined
}

/** The work tree: what git lists, without git all but hidden folders and packages. No symbolic link is followed. */
export class DiskFiles implements ConfigurationFiles {
  readonly name: string
  readonly #root: string
  readonly #options: DiskFilesOptions

  constructor(root: string, options: DiskFilesOptions = {}) {
    this.name = `disk ${root}`
    this.#root = root
    this.#options = options
  }

  async list(signal: AbortSignal): Promise<string[]> {
    // Git says nothing of a folder that it ignores, in the midst of a repository.
    const isRepository = existsSync(path.join(this.#root, '.git'))
    const { also, listed: ofGit = () => readListedFiles(this.#root, signal) } = this.#options
    const listed = isRepository ? await ofGit() : undefined
    if (!listed) return this.#walk(signal)
    if (!also) return [...listed]
    const others = (await this.#walk(signal)).filter(also)
    return [...new Set([...listed, ...others])]
  }

  /** By what git's index tells files by. Source: git's `Documentation/technical/racy-git.txt`. */
  versions(files: readonly string[]): (string | undefined)[] {
    const now = Date.now()
    return files.map((file) => versionOf(`${this.#root}/${file}`, now))
  }

  async read(files: readonly string[]): Promise<(Uint8Array | number | undefined)[]> {
    // A few hundred small files are read twice as fast one after the other as through the thread pool.
    return files.map((file) => readRegular(`${this.#root}/${file}`))
  }

  async #walk(signal: AbortSignal): Promise<string[]> {
    const files: string[] = []
    const folders = ['']
    while (folders.length > 0 && files.length < mostFiles) {
      signal.throwIfAborted()
      const folder = folders.pop() ?? ''
      const entries: Dirent[] = await fs.readdir(path.join(this.#root, folder), { withFileTypes: true }).catch(() => [])
      for (const entry of entries) {
        const file = folder === '' ? entry.name : `${folder}/${entry.name}`
        if (entry.isFile()) files.push(file)
        else if (entry.isDirectory() && !isHiddenName(entry.name)) folders.push(file)
      }
    }
    return files
  }
}

function versionOf(file: string, now: number): string | undefined {
  const stats = lstatSync(file, { throwIfNoEntry: false })
  if (!stats?.isFile() || now - Math.max(stats.mtimeMs, stats.ctimeMs) < youngMs) return undefined
  return `${stats.ino}:${stats.size}:${stats.mtimeMs}:${stats.ctimeMs}`
}

function readRegular(file: string): Uint8Array | number | undefined {
  try {
    const stats = lstatSync(file)
    if (!stats.isFile()) return undefined
    return stats.size > largestFile ? stats.size : readFileSync(file)
  } catch {
    return undefined
  }
}

/** What stood in a commit. */
export class CommitFiles implements ConfigurationFiles {
  /** A version is a content, in whichever commit. */
  readonly name = 'commit'
  readonly #tree: CommitTree

  constructor(tree: CommitTree) {
    this.#tree = tree
  }

  async list(): Promise<string[]> {
    return [...this.#tree.files]
  }

  versions(files: readonly string[]): (string | undefined)[] {
    return files.map((file) => this.#tree.objectOf(file))
  }

  async read(files: readonly string[]): Promise<(Uint8Array | undefined)[]> {
    const contents = await this.#tree.readAll(files)
    return files.map((file) => contents.get(file))
  }
}
