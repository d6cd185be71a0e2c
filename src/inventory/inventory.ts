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
}

export interface InventoryOptions {
  files: ConfigurationFiles
  cache: Cache
  signal: AbortSignal
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
  const { files: source, cache, signal, include = [], exclude = [], readers } = options
  const isIncluded = include.length > 0 ? picomatch([...include], { dot: true }) : () => false
  const isExcluded = exclude.length > 0 ? picomatch([...exclude], { dot: true }) : () => false
  const listed = await source.list(signal)
  const files = listed.filter((file) => (isIncluded(file) || isConfiguration(file)) && !isExcluded(file)).sort()
  const reader = new ContentsReader(source, cache, readers)
  const entries: Entry[] = []
  const problems: UnreadableFile[] = []
  const mentioned = new Set<string>()
  for (let start = 0; start < files.length; start += batch) {
    signal.throwIfAborted()
    const some = files.slice(start, start + batch)
    const contents = await reader.read(some)
    for (const [index, file] of some.entries()) {
      const read = contents[index]
      if (!read) continue
      for (const host of read.mentioned) mentioned.add(host)
      if (isAsideFile(file) && !isIncluded(file)) continue
      for (const one of read.entries) entries.push({ ...one.entry, file, reader: one.reader })
      if (read.problem) problems.push({ ...read.problem, file })
    }
    // Others of this process have their turn: a server that is being checked, a reader that waits.
    await new Promise(setImmediate)
  }
  reader.keep()
  return {
    ...{ entries: kustomized(withVariables(entries)), problems, mentioned },
    ...{ files, past: options.past },
  }
}
