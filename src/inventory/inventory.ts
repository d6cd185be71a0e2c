import { createHash } from 'node:crypto'
import picomatch from 'picomatch'
import { z } from 'zod'
import { codeDigest } from '../files/code-digest.ts'
import type { Cache, Section } from '../files/section-cache.ts'
import { wholeFile } from '../finding/finding.ts'
import { type ConfigurationFiles, largestFile } from './configuration-files.ts'
import { isAsideFile, isConfiguration } from './configuration-path.ts'
import { type Entry, entrySchema, type ReadEntry, type ReadProblem } from './entry.ts'
import { InventoryFile } from './file.ts'
import { mentionedHosts } from './mentioned-hosts.ts'
import { type Past, unknownPast } from './past.ts'
import { inventoryReaders } from './registry.ts'
import { withVariables } from './variables.ts'

/** What a repository's own configuration says that runs. */
export interface Inventory {
  /** By file, then in the order of their readers and of the text. */
  entries: Entry[]
  /** The files of which nothing is known, since they are broken. */
  problems: UnreadableFile[]
  /** Every host that stands anywhere in a file of configuration, whatever it means there. */
  mentioned: ReadonlySet<string>
  /** How many files were looked at. */
  files: number
  /** What it declared once and does not any more; read when it is asked for. */
  past: () => Promise<Past>
}

/** The inventory of nothing: where pages stand alone. */
export const emptyInventory: Inventory = {
  entries: [],
  problems: [],
  mentioned: new Set(),
  files: 0,
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
  past: () => Promise<Past>
}

/** What one file says; kept by its content. */
const contents = z.object({
  entries: z.array(z.object({ reader: z.string(), entry: entrySchema })),
  problem: z
    .object({ message: z.string(), line: z.number(), column: z.number(), endLine: z.number(), endColumn: z.number() })
    .optional(),
  mentioned: z.array(z.string()),
})

type Contents = z.infer<typeof contents>

/** So many files are read between two looks at the signal. */
const batch = 200

/** Reads all the configuration of a repository. Data only: nothing is run, rendered or fetched. */
export async function readInventory(options: InventoryOptions): Promise<Inventory> {
  const { files: source, cache, signal, include = [], exclude = [] } = options
  const isIncluded = include.length > 0 ? picomatch([...include], { dot: true }) : () => false
  const isExcluded = exclude.length > 0 ? picomatch([...exclude], { dot: true }) : () => false
  const listed = await source.list(signal)
  const files = listed.filter((file) => (isIncluded(file) || isConfiguration(file)) && !isExcluded(file)).sort()
  const kept = cache.section('inventory', contents)
  const entries: Entry[] = []
  const problems: UnreadableFile[] = []
  const mentioned = new Set<string>()
  for (let start = 0; start < files.length; start += batch) {
    signal.throwIfAborted()
    const some = files.slice(start, start + batch)
    const bytes = await source.read(some)
    for (const [index, file] of some.entries()) {
      const read = await readOne(file, bytes[index], kept)
      if (!read) continue
      for (const host of read.mentioned) mentioned.add(host)
      if (isAsideFile(file) && !isIncluded(file)) continue
      for (const { reader, entry } of read.entries) entries.push({ ...entry, file, reader })
      if (read.problem) problems.push({ ...read.problem, file })
    }
    // Others of this process have their turn: a server that is being checked, a reader that waits.
    await new Promise(setImmediate)
  }
  return { entries: withVariables(entries), problems, mentioned, files: files.length, past: options.past }
}

async function readOne(
  file: string,
  bytes: Uint8Array | number | undefined,
  kept: Section<Contents>,
): Promise<Contents | undefined> {
  if (bytes === undefined) return undefined
  if (typeof bytes === 'number') return tooLarge(file, bytes)
  const key = createHash('sha256').update(`${codeDigest()}\0${file}\0`).update(bytes).digest('base64url')
  const known = kept.get(key)
  if (known) return known
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
  // A NUL stands in other encodings and in what programs write.
  const read = text.includes('\0') ? { entries: [], mentioned: [] } : await readText(file, text)
  kept.set(key, read)
  return read
}

/** Of data nobody expects more; a manifest of that size is one that nobody can read. */
function tooLarge(file: string, bytes: number): Contents | undefined {
  if (!/\.(?:ya?ml|tf|hcl)$/i.test(file)) return undefined
  const message = `Unexpected file of ${bytes} bytes, expected at most ${largestFile}`
  return { entries: [], mentioned: [], problem: { ...wholeFile, message } }
}

async function readText(path: string, text: string): Promise<Contents> {
  const file = new InventoryFile(path, text)
  const entries: { reader: string; entry: ReadEntry }[] = []
  let problem: ReadProblem | undefined
  for (const reader of inventoryReaders) {
    if (!reader.claims(path, text)) continue
    const read = await reader.read(file)
    for (const entry of read.entries) entries.push({ reader: reader.name, entry })
    problem ??= read.problem
  }
  return { entries, mentioned: mentionedHosts(text), ...(problem && { problem }) }
}
