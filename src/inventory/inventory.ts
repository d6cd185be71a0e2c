import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import picomatch from 'picomatch'
import type { Cache } from '../files/section-cache.ts'
import type { ConfigurationFiles } from './configuration-files.ts'
import { isAsideFile, isConfiguration } from './configuration-path.ts'
import { ContentsReader } from './contents.ts'
import type { Entry, ReadEntry, ReadProblem } from './entry.ts'
import { kustomized } from './kustomization.ts'
import { type Past, unknownPast } from './past.ts'
import { withVariables } from './variables.ts'

/** What a repository's own configuration says that runs. */
export interface Inventory {
  /** By file, then in the order of their readers and of the text. */
  entries: Entry[]
  /** The files of which nothing is known, since they are broken. */
  problems: UnreadableFile[]
  /**
   * Every host that stands anywhere in a file of configuration, whatever it means there; `argocd.*` where something
   * fills in how it goes on.
   */
  mentioned: ReadonlySet<string>
  /** The files that were looked at, relative to the repository, in the order of their names. */
  files: readonly string[]
  /** What it declared once and does not any more; read when it is asked for. */
  past: () => Promise<Past>
}

/** The inventory of nothing: where pages stand alone. */
export const emptyInventory: Inventory = {
  entries: [],
  problems: [],
  mentioned: new Set(),
  files: [],
  past: async () => unknownPast,
}

export interface UnreadableFile extends ReadProblem {
  /** Relative to the repository. */
  file: string
  /** What to do; absent where it is to be mended as any file is. */
  hint?: string
}

/** Files of another repository that are at hand. */
export interface CloneFiles {
  /** Relative to the repository: what its files are told with. */
  folder: string
  files: ConfigurationFiles
}

export interface InventoryOptions {
  files: ConfigurationFiles
  cache: Cache
  signal: AbortSignal
  /** Others whose files say what runs, too. */
  clones?: readonly CloneFiles[]
  /** Globs of files, relative to the repository: those that are read although nothing tells them, and those that are not. */
  include?: readonly string[]
  exclude?: readonly string[]
  /** The readers that are asked, by their names; all, when absent. With some alone, no host is `mentioned`. */
  readers?: readonly string[]
  past: () => Promise<Past>
}

/** So many files are read between two looks at the signal. */
const batch = 200

/** An inventory, to be read. Data only: nothing is run, rendered or fetched. */
export interface InventorySource {
  /** All that the configuration says. */
  read: () => Promise<Inventory>
  /** Another text after each change of what `read` gives, but for the past. To know it costs much less where little has changed. */
  version: () => Promise<string>
}

/** The configuration of a repository and of its clones. Its files are looked at once. */
export function openInventory(options: InventoryOptions): InventorySource {
  const own = new ConfigurationReader(options)
  const clones = (options.clones ?? []).map(({ folder, files }) => ({
    folder,
    reader: new ConfigurationReader({ ...options, files, folder }),
  }))
  return {
    read: async () => {
      const inventory: Reading = { entries: [], problems: [], mentioned: new Set(), files: [], past: options.past }
      await own.readInto(inventory)
      for (const { folder, reader } of clones) {
        const of: Reading = { ...inventory, entries: [], problems: [], files: [] }
        await reader.readInto(of)
        addClone(inventory, of, folder)
      }
      return inventory
    },
    version: async () => {
      const hash = createHash('sha256')
      for (const { folder, reader } of [{ folder: '', reader: own }, ...clones])
        for (const [file, key] of await reader.located()) hash.update(JSON.stringify([folder, file, key]))
      return hash.digest('hex')
    },
  }
}

/** An inventory that is being read. */
interface Reading extends Inventory {
  mentioned: Set<string>
  files: string[]
}

/** Whether people ask for it wherever it stands: `tests/Makefile` has targets as any other has. */
function isAsked({ kind }: ReadEntry): boolean {
  return kind === 'target' || kind === 'include'
}

function addClone(inventory: Reading, { entries, problems, files }: Reading, folder: string): void {
  const inRepository = <T extends { file: string }>(one: T): T => ({ ...one, file: posix.join(folder, one.file) })
  for (const entry of entries) inventory.entries.push({ ...inRepository(entry), clone: folder })
  for (const problem of problems) inventory.problems.push(inRepository(problem))
  for (const file of files) inventory.files.push(posix.join(folder, file))
}

/** Reads the configuration of one repository; its files are named as they are called in it. */
class ConfigurationReader {
  readonly #options: Omit<InventoryOptions, 'clones'> & { folder?: string }
  readonly #contents: ContentsReader
  readonly #isIncluded: (file: string) => boolean
  #files: Promise<[file: string, key: string | undefined][]> | undefined

  constructor(options: Omit<InventoryOptions, 'clones'> & { folder?: string }) {
    const { files, cache, readers, include = [] } = options
    this.#options = options
    this.#contents = new ContentsReader(files, cache, readers)
    this.#isIncluded = this.#matches(include)
  }

  /** Its files, in the order of their names, with the keys of what they say. */
  located(): Promise<[file: string, key: string | undefined][]> {
    this.#files ??= this.#locate()
    return this.#files
  }

  async #locate(): Promise<[file: string, key: string | undefined][]> {
    const { files: source, signal, exclude = [] } = this.#options
    const isExcluded = this.#matches(exclude)
    const listed = await source.list(signal)
    const files = listed.filter((file) => (this.#isIncluded(file) || isConfiguration(file)) && !isExcluded(file)).sort()
    const located: [file: string, key: string | undefined][] = []
    for (let start = 0; start < files.length; start += batch) {
      signal.throwIfAborted()
      const some = files.slice(start, start + batch)
      const keys = await this.#contents.locate(some)
      for (const [index, file] of some.entries()) located.push([file, keys[index]])
      // Others of this process have their turn: a server that is being checked, a reader that waits.
      await new Promise(setImmediate)
    }
    this.#contents.keep()
    return located
  }

  async readInto(inventory: Reading): Promise<void> {
    const entries: Entry[] = []
    for (const [file, key] of await this.located()) {
      inventory.files.push(file)
      const read = key === undefined ? undefined : this.#contents.contents(key)
      if (!read) continue
      for (const host of read.mentioned) inventory.mentioned.add(host)
      const isAside = isAsideFile(file) && !this.#isIncluded(file)
      for (const one of read.entries)
        if (!isAside || isAsked(one.entry)) entries.push({ ...one.entry, file, reader: one.reader })
      if (read.problem && !isAside) inventory.problems.push({ ...read.problem, file })
    }
    for (const entry of kustomized(withVariables(entries))) inventory.entries.push(entry)
  }

  #matches(globs: readonly string[]): (file: string) => boolean {
    const { folder = '' } = this.#options
    const isMatch = globs.length > 0 ? picomatch([...globs], { dot: true }) : undefined
    return (file) => isMatch?.(posix.join(folder, file)) ?? false
  }
}
