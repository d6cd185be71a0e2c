import { posix } from 'node:path'
import picomatch from 'picomatch'
import type { Cache } from '../files/section-cache.ts'
import type { ConfigurationFiles } from './configuration-files.ts'
import { isAsideFile, isConfiguration } from './configuration-path.ts'
import { ContentsReader } from './contents.ts'
import type { Entry, ReadProblem } from './entry.ts'
import { kustomized } from './kustomization.ts'
import { type Past, unknownPast } from './past.ts'
import { withVariables } from './variables.ts'

/** What a repository's own configuration says that runs. */
export interface Inventory {
  /** By file, then in the order of their readers and of the text. */
  entries: Entry[]
  /** The files of which nothing is known, since they are broken. */
  problems: UnreadableFile[]
  /** Every host that stands anywhere in a file of configuration, whatever it means there. */
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

/** Reads all the configuration of a repository. Data only: nothing is run, rendered or fetched. */
export async function readInventory(options: InventoryOptions): Promise<Inventory> {
  const inventory: Reading = { entries: [], problems: [], mentioned: new Set(), files: [], past: options.past }
  await readInto(inventory, options)
  for (const { folder, files } of options.clones ?? []) {
    const of: Reading = { ...inventory, entries: [], problems: [], files: [] }
    await readInto(of, { ...options, files, folder })
    addClone(inventory, of, folder)
  }
  return inventory
}

/** An inventory that is being read. */
interface Reading extends Inventory {
  mentioned: Set<string>
  files: string[]
}

function addClone(inventory: Reading, { entries, problems, files }: Reading, folder: string): void {
  const inRepository = <T extends { file: string }>(one: T): T => ({ ...one, file: posix.join(folder, one.file) })
  for (const entry of entries) inventory.entries.push({ ...inRepository(entry), clone: folder })
  for (const problem of problems) inventory.problems.push(inRepository(problem))
  for (const file of files) inventory.files.push(posix.join(folder, file))
}

/** Reads the configuration of one repository; its files are named as they are called in it. */
async function readInto(
  inventory: Reading,
  options: Omit<InventoryOptions, 'clones'> & { folder?: string },
): Promise<void> {
  const { files: source, cache, signal, include = [], exclude = [], readers, folder = '' } = options
  const matches = (globs: readonly string[]) => {
    const isMatch = globs.length > 0 ? picomatch([...globs], { dot: true }) : undefined
    return (file: string) => isMatch?.(posix.join(folder, file)) ?? false
  }
  const [isIncluded, isExcluded] = [matches(include), matches(exclude)]
  const listed = await source.list(signal)
  const files = listed.filter((file) => (isIncluded(file) || isConfiguration(file)) && !isExcluded(file)).sort()
  const reader = new ContentsReader(source, cache, readers)
  const entries: Entry[] = []
  for (let start = 0; start < files.length; start += batch) {
    signal.throwIfAborted()
    const some = files.slice(start, start + batch)
    const contents = await reader.read(some)
    for (const [index, file] of some.entries()) {
      const read = contents[index]
      if (!read) continue
      for (const host of read.mentioned) inventory.mentioned.add(host)
      if (isAsideFile(file) && !isIncluded(file)) continue
      for (const one of read.entries) entries.push({ ...one.entry, file, reader: one.reader })
      if (read.problem) inventory.problems.push({ ...read.problem, file })
    }
    // Others of this process have their turn: a server that is being checked, a reader that waits.
    await new Promise(setImmediate)
  }
  reader.keep()
  for (const entry of kustomized(withVariables(entries))) inventory.entries.push(entry)
  for (const file of files) inventory.files.push(file)
}
