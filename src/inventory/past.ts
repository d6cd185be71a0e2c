import { posix } from 'node:path'
import { z } from 'zod'
import { once } from '../concurrency/once.ts'
import { codeDigest } from '../files/code-digest.ts'
import type { Cache } from '../files/section-cache.ts'
import { type GitProcess, gitFields, readTip, streamGit, type Tip } from '../git/git.ts'
import { configurationPathspecs, isAsideFile, isConfiguration } from './configuration-path.ts'
import type { EntryKind } from './entry.ts'
import type { InventoryReader } from './reader.ts'

/** One thing that the configuration declared once. */
const former = z.object({
  kind: z.string(),
  name: z.string(),
  /** Whether the line that is gone leaves a doubt of what it was. */
  isLikely: z.boolean().optional(),
  /** Of an address: the machine or the name that had it, where the line says so. */
  owner: z.string().optional(),
  /** Relative to the repository, as it was then. */
  file: z.string(),
  /** The commit that took it out last; absent of what is not committed yet. */
  commit: z.string().optional(),
  /** Its day, as `2026-11-20`. */
  day: z.string().optional(),
})

export type Former = z.infer<typeof former>

/** What the commits up to one took out, the newest first. */
const committedPast = z.array(former)

/** What was taken out of a repository's configuration. What is declared again is in it too: hold it against the present. */
export interface Past {
  /** Whether there is a history to ask: none in a shallow clone, in one of a single commit, outside of a repository, or without git. */
  isKnown: boolean
  /** By kind and name, as `nameOfEntry` has it: the last time that it was taken out. */
  find(kind: EntryKind, name: string): Former | undefined
  /** All of a kind. */
  all(kind: EntryKind): Former[]
  /** Another text after each change of what it says. */
  version: string
}

/** A past of which nothing is known. */
export const unknownPast: Past = { isKnown: false, find: () => undefined, all: () => [], version: '' }

export interface PastOptions {
  repository: string
  /** The commit to look from: `HEAD` together with what is not committed, when absent. */
  commit?: string
  /** The commit that is looked from, for who has asked git for it already. */
  tip?: (() => Promise<Tip | undefined>) | undefined
  cache: Cache
  signal: AbortSignal
}

/** Longer histories are read so far back: about ten seconds of git. In bytes of its output. */
const mostBytes = 400_000_000

/** Reads the past of all configuration in one pass of `git log`; kept by the commit. */
export async function readPast({ repository, commit, cache, signal, ...options }: PastOptions): Promise<Past> {
  const readsTip = options.tip ?? (() => readTip(repository, commit ?? 'HEAD', signal))
  const { commit: tip, isShallow, isFirst: isAlone = false } = (await readsTip()) ?? {}
  if (tip === undefined || isShallow) return unknownPast
  const kept = cache.section('inventory-past', committedPast)
  const key = `${codeDigest()} ${tip}`
  const known = kept.get(key)
  const removed = known ?? (isAlone ? [] : await readRemoved(repository, ['log', ...logOptions, tip], signal))
  // What a clone lacks it may have later.
  if (!removed) return unknownPast
  if (!known) kept.set(key, removed)
  const isOpen = commit === undefined && (await hasChanged(repository, signal))
  const open = isOpen ? ((await readRemoved(repository, ['diff', ...diffOptions, 'HEAD'], signal)) ?? []) : []
  const byName = new Map<string, Former>()
  for (const one of [...open, ...removed]) {
    const name = `${one.kind} ${one.name}`
    if (!byName.has(name)) byName.set(name, one)
  }
  // All that was before is in one commit where a history was squashed: it tells nothing of what was removed.
  const isKnown = byName.size > 0 || !isAlone
  return {
    isKnown,
    find: (kind, name) => byName.get(`${kind} ${name}`),
    all: (kind) => [...byName.values()].filter((one) => one.kind === kind),
    // The same commit has always had the same past.
    version: JSON.stringify([isKnown, tip, open]),
  }
}

/** Whether a file of configuration is not what the last commit has: to ask for names alone costs a third of the whole. */
async function hasChanged(repository: string, signal: AbortSignal): Promise<boolean> {
  const names = ['--name-only', '-z', '--no-renames', '--no-ext-diff', '--no-textconv', '--ignore-submodules']
  for await (const file of gitFields(repository, ['diff', ...names, 'HEAD', '--'], signal))
    if (isRead(file)) return true
  return false
}

/** Whether what a file declared once counts. */
function isRead(file: string): boolean {
  return isConfiguration(file) && !isAsideFile(file)
}

/** The past of a repository together with those of its clones: what it knows itself counts first. */
export function joinPasts(own: Past, clones: readonly { folder: string; past: Past }[]): Past {
  const inClone = (folder: string, one: Former): Former => ({ ...one, file: posix.join(folder, one.file) })
  return {
    isKnown: own.isKnown,
    find: (kind, name) => {
      for (const { folder, past } of [{ folder: '', past: own }, ...clones]) {
        const found = past.find(kind, name)
        if (found) return inClone(folder, found)
      }
      return undefined
    },
    all: (kind) => [
      ...own.all(kind),
      ...clones.flatMap(({ folder, past }) => past.all(kind).map((one) => inClone(folder, one))),
    ],
    version: JSON.stringify([own.version, ...clones.map(({ folder, past }) => [folder, past.version])]),
  }
}

const diffOptions = [
  '-p',
  // What is only put in takes no line out: its text need not be looked at.
  '--diff-filter=a',
  '-U0',
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--ignore-submodules',
  '--src-prefix=a/',
  '--dst-prefix=b/',
]
// A merge repeats what its branches did.
const logOptions = [...diffOptions, '--no-merges', '--no-show-signature', '--format=%x01%H %cs']

/**
 * What the lines declared that a diff takes out, the newest first; what the same commit puts in again is not gone.
 * Undefined where git broke off, as it does in a clone without the files of old commits.
 */
async function readRemoved(repository: string, args: string[], signal: AbortSignal): Promise<Former[] | undefined> {
  const child = streamGit(repository, [...args, '--', ...configurationPathspecs], { signal })
  const ended = statusOf(child)
  child.stdin.end()
  const reader = new DiffReader()
  const readers = once(async () => (await import('./registry.ts')).inventoryReaders)
  let bytes = 0
  let rest = ''
  for await (const chunk of child.stdout) {
    // Letters beyond ASCII are put together again where a line is worth it.
    const parts = (rest + chunk.toString('latin1')).split('\n')
    // No line of configuration that declares something is longer.
    rest = (parts.pop() ?? '').slice(0, longestLine)
    for (const line of parts) reader.take(line)
    // Most runs see no line that is gone, and load no readers.
    if (reader.hasGone) reader.judge(await readers())
    bytes += chunk.length
    if (bytes > mostBytes) child.kill()
  }
  const status = await ended
  signal.throwIfAborted()
  return status === 0 || bytes > mostBytes ? reader.found : undefined
}

/** How a git ends; undefined where something ended it, or there is none. */
function statusOf(child: GitProcess): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number | undefined>()
  child.once('close', (status: number | null) => resolve(status ?? undefined))
  child.once('error', () => resolve(undefined))
  return promise
}

const longestLine = 2000

class DiffReader {
  readonly #found = new Map<string, Former>()
  #gone: { line: string; file: string; commit: string; day: string }[] = []
  #commit = ''
  #day = ''
  #file = ''
  #isRead = false
  #isHead = false

  take(line: string): void {
    if (line.startsWith('\u0001')) [this.#commit = '', this.#day = ''] = line.slice(1).split(' ')
    else if (line.startsWith('diff --git ')) this.#isHead = true
    else if (this.#isHead && line.startsWith('--- ')) this.#begin(line.slice(4))
    else if (line.startsWith('@@')) this.#isHead = false
    else if (!this.#isHead && this.#isRead && line.startsWith('-')) this.#remove(line.slice(1))
  }

  /** Whether lines that are gone wait to be judged. */
  get hasGone(): boolean {
    return this.#gone.length > 0
  }

  get found(): Former[] {
    return [...this.#found.values()]
  }

  /** Asks what the lines that are gone had declared. */
  judge(readers: readonly InventoryReader[]): void {
    for (const { line, file, commit, day } of this.#gone) {
      for (const { formerly } of readers) {
        for (const { kind, name, isLikely, owner } of formerly?.(line, file) ?? []) {
          const key = `${kind} ${name}`
          const known = this.#found.get(key)
          if (known && (isLikely || !known.isLikely)) continue
          this.#found.set(key, {
            ...{ kind, name, file, ...(isLikely && { isLikely }), ...(owner !== undefined && { owner }) },
            ...(commit !== '' && { commit, day }),
          })
        }
      }
    }
    this.#gone = []
  }

  /** Git quotes names with unusual letters, which no reader asks for. */
  #begin(written: string): void {
    this.#file = written.replace(/^"?a\//, '').replace(/[\t"\r]+$/, '')
    this.#isRead = written !== '/dev/null' && isRead(this.#file)
  }

  #remove(latin: string): void {
    if (latin.length > longestLine) return
    if (/^\s*(?:#|\/\/|;)/.test(latin)) return
    const line = /[\x80-\xff]/.test(latin) ? Buffer.from(latin, 'latin1').toString('utf8') : latin
    this.#gone.push({ line, file: this.#file, commit: this.#commit, day: this.#day })
  }
}
