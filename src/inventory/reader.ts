import type { EntryKind, ReadEntry, ReadProblem } from './entry.ts'
import type { InventoryFile } from './file.ts'

/** What one reader understood of a file. */
export interface ReadResult {
  entries: ReadEntry[]
  /** The first thing wrong, where the file is surely of this kind but broken. */
  problem?: ReadProblem
}

/** What a line that is gone had declared: the kind of an entry, and what `nameOfEntry` said of it. */
export interface FormerName {
  kind: EntryKind
  name: string
  /** Whether the line alone leaves a doubt, as an item of a list does whose key is not seen. */
  isLikely?: boolean
  /** Of an address: the machine or the name that had it. */
  owner?: string
}

/**
 * Reads one kind of configuration, as data: nothing is templated, run or fetched. It claims what it understands, tells
 * where it stands, and nothing that the text might mean. Its words are its row in the manual.
 */
export interface InventoryReader {
  /** Unique, in kebab-case. */
  name: string
  /** What it reads, as the manual says it: "Kubernetes manifests". */
  title: string
  /** Which files it takes, in Markdown. */
  files: string
  /** What it tells of them, in Markdown. */
  tells: string
  /** Whether a file is one of its kind: by its path first, then by its text. It is asked of every file, so it is cheap. */
  claims: (path: string, text: string) => boolean
  /** Never throws, and never reads another file. Its time is bounded by the text's length. */
  read: (file: InventoryFile) => ReadResult | Promise<ReadResult>
  /**
   * What a line surely declared that was taken out of a file of this path: for the past. It sees the line alone, so that
   * it says nothing where the line could mean something else.
   */
  formerly?: (line: string, path: string) => FormerName[]
}
