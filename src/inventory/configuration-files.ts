import { type Dirent, promises as fs, lstatSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isHiddenName } from '../files/disclosure.ts'
import type { CommitTree } from '../git/commit-tree.ts'
import { readListedFiles } from '../git/listed-files.ts'

/** Files of a repository, on disk or in a commit, by their paths relative to it. */
export interface ConfigurationFiles {
  /** Every file that there is. */
  list(signal: AbortSignal): Promise<string[]>
  /** Their bytes in the same order; the size alone of what is too large, `undefined` for what cannot be read. */
  read(files: readonly string[]): Promise<(Uint8Array | number | undefined)[]>
}

/** Larger files are no configuration that people wrote. In bytes. */
export const largestFile = 5_000_000

/** Without git a folder may hold anything: so many files are looked at. */
const mostFiles = 200_000

/** The work tree: what git lists, without git all but hidden folders and packages. No symbolic link is followed. */
export class DiskFiles implements ConfigurationFiles {
  readonly #root: string
  readonly #also: ((file: string) => boolean) | undefined

  /** `also` names files to list although git ignores them, such as manifests that were rendered. */
  constructor(root: string, also?: (file: string) => boolean) {
    this.#root = root
    this.#also = also
  }

  async list(signal: AbortSignal): Promise<string[]> {
    const listed = await readListedFiles(this.#root, signal)
    if (!listed) return this.#walk(signal)
    if (!this.#also) return listed
    const others = (await this.#walk(signal)).filter(this.#also)
    return [...new Set([...listed, ...others])]
  }

  async read(files: readonly string[]): Promise<(Uint8Array | number | undefined)[]> {
    // A few hundred small files are read twice as fast one after the other as through the thread pool.
    return files.map((file) => readRegular(path.join(this.#root, file)))
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
  readonly #tree: CommitTree

  constructor(tree: CommitTree) {
    this.#tree = tree
  }

  async list(): Promise<string[]> {
    return [...this.#tree.files]
  }

  async read(files: readonly string[]): Promise<(Uint8Array | undefined)[]> {
    const contents = await this.#tree.readAll(files)
    return files.map((file) => contents.get(file))
  }
}
