import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { markCache } from '../files/cache-folder.ts'
import { codeDigest } from '../files/code-digest.ts'
import { type BrowserLost, NoBrowser } from './browser.ts'
import { drawApart } from './drawing-apart.ts'
import { DrawingCache } from './drawing-cache.ts'
import type { Drawn } from './page/drawing.ts'
import { usualLimitMs } from './work-limit.ts'

/** What is known of the pictures of some diagrams. */
export interface Drawings {
  /** What became of a diagram, given as its fence holds it. Undefined where it was not drawn: a reader's browser draws it. */
  of(source: string): Drawn | undefined
  /** How many were drawn now, and how many others were known from before. */
  drawn: number
  known: number
  /** Those that were not drawn, and why, where that is not their own work. */
  left: readonly string[]
  why?: NoBrowser | BrowserLost
  /** Those of `left` that were given up as too much work: another run tries again. */
  late: readonly string[]
}

export interface DrawingOptions {
  /** The folder of Waymark's cache; undefined: nothing is kept, and nothing is known from before. */
  cache: string | undefined
  signal: AbortSignal
  onProgress?: (done: number, total: number) => void
  /** Milliseconds since 1970. */
  now?: () => number
  /** What draws, in the place of a process with an isolated browser. */
  draw?: typeof drawApart
  /** The most work that goes into one diagram, in milliseconds of a processor's time. */
  limitMs?: number
  /** Whether the processors have other work meanwhile. */
  isBeside?: boolean
}

/** Pages beyond this would take memory rather than save time. */
const mostPages = 4

/** A page takes as long to load as some diagrams to draw. */
const worthwhile = 4

/** Where there is other work for its processor, one page draws as many before another is worth its time and memory. */
const worthwhileBeside = 100

/** Knows no diagram. */
export const noDrawings: Drawings = { of: () => undefined, drawn: 0, known: 0, left: [], late: [] }

/** What earlier runs drew, and nothing else. */
export async function knownDrawings(
  sources: Iterable<string>,
  { cache, now = Date.now }: Pick<DrawingOptions, 'cache' | 'now'>,
): Promise<Drawings> {
  const all = new Set(sources)
  return all.size === 0 ? noDrawings : result(all, await read(all, cacheIn(cache, now)), 0)
}

/** Pictures of diagrams of which some are still being drawn. */
export interface PendingDrawings {
  /** As of `Drawings`; to be asked of those that are drawn or given up by now. */
  of: Drawings['of']
  /** Whether it is not known yet what becomes of a diagram. */
  isPending(source: string): boolean
  /** Settles as soon as it is known what becomes of a diagram; rejects as `finished` does. */
  settled(source: string): Promise<void>
  /** Rejects with the signal's reason. */
  finished: Promise<Drawings>
}

/**
 * Draws diagrams, each once; what was drawn before under the same conditions is taken from the cache, and where that is
 * all no browser is started.
 *
 * @throws the signal's reason
 */
export async function drawAll(sources: Iterable<string>, options: DrawingOptions): Promise<Drawings> {
  return (await startDrawing(sources, options)).finished
}

/** As `drawAll`, for who has other work meanwhile: `finished` is to be waited for in any case. */
export async function startDrawing(sources: Iterable<string>, options: DrawingOptions): Promise<PendingDrawings> {
  const all = new Set(sources)
  const cache = cacheIn(options.cache, options.now ?? Date.now)
  const known = await read(all, cache)
  const missing = [...all].filter((source) => !known.has(source))
  if (missing.length === 0) {
    const drawings = all.size === 0 ? noDrawings : result(all, known, 0)
    return { of: drawings.of, isPending: () => false, settled: async () => {}, finished: Promise.resolve(drawings) }
  }
  const drawn = new Map(known)
  const pending = new Map(missing.map((source) => [source, Promise.withResolvers<void>()]))
  const draw = async () => {
    const ends = await drawMissing(missing, { drawn, pending, cache }, options)
    pending.clear()
    return result(all, drawn, drawn.size - known.size, ends)
  }
  const finished = draw()
  return {
    of: (source) => drawn.get(source),
    isPending: (source) => pending.has(source),
    settled: async (source) => {
      const waiting = pending.get(source)
      if (waiting) await Promise.race([waiting.promise, finished])
    },
    finished,
  }
}

interface Drawing {
  drawn: Map<string, Drawn>
  /** Each with what settles when it is taken from them. */
  pending: Map<string, PromiseWithResolvers<void>>
  cache: DrawingCache | undefined
}

/** Adds to `drawn` what becomes of diagrams, and takes them from `pending`. */
async function drawMissing(
  missing: readonly string[],
  { drawn, pending, cache }: Drawing,
  options: DrawingOptions,
): Promise<Pick<Drawings, 'why' | 'late'>> {
  const { signal, onProgress, limitMs = usualLimitMs, isBeside = false, draw = drawApart } = options
  const late: string[] = []
  const kept = (await canKeep(options.cache)) ? cache : undefined
  const each = isBeside ? worthwhileBeside : worthwhile
  const pages = Math.min(mostPages, availableParallelism(), Math.ceil(missing.length / each))
  let done = 0
  onProgress?.(done, missing.length)
  const onDrawn = async (source: string, one: Drawn | undefined, isLasting: boolean) => {
    if (one) drawn.set(source, one)
    else late.push(source)
    pending.get(source)?.resolve()
    pending.delete(source)
    onProgress?.(++done, missing.length)
    // A cache that cannot be written costs the next run time alone.
    if (one && isLasting) await kept?.set(source, one).catch(() => {})
  }
  signal.throwIfAborted()
  const why = await draw(missing, { pages, limitMs, signal, onDrawn }).catch(noBrowser)
  await kept?.prune()
  return { late, ...(why && { why }) }
}

/** Nothing is put into a folder that is another's, or that cannot be written. */
async function canKeep(cache: string | undefined): Promise<boolean> {
  if (cache === undefined) return false
  return markCache(cache).then(
    () => true,
    () => false,
  )
}

function noBrowser(error: unknown): NoBrowser {
  if (error instanceof NoBrowser) return error
  throw error
}

function cacheIn(folder: string | undefined, now: () => number): DrawingCache | undefined {
  return folder === undefined ? undefined : new DrawingCache({ folder: drawingsIn(folder), digest: codeDigest(), now })
}

/** Whether the folder of Waymark's cache keeps any drawing: where it does not, every diagram has yet to be drawn. */
export function keepsDrawings(cache: string): boolean {
  return existsSync(drawingsIn(cache))
}

function drawingsIn(cache: string): string {
  return path.join(cache, 'diagrams')
}

/** Some at a time: a process may open no more than so many files. */
async function read(sources: ReadonlySet<string>, cache: DrawingCache | undefined): Promise<Map<string, Drawn>> {
  const known = new Map<string, Drawn>()
  const queue = sources.values()
  const readSome = async () => {
    for (const source of queue) {
      const drawn = await cache?.get(source)
      if (drawn) known.set(source, drawn)
    }
  }
  await Promise.all(Array.from({ length: 32 }, readSome))
  return known
}

function result(
  sources: Iterable<string>,
  known: ReadonlyMap<string, Drawn>,
  drawn: number,
  ends: Pick<Drawings, 'why' | 'late'> = { late: [] },
): Drawings {
  const left = [...sources].filter((source) => !known.has(source))
  return { of: (source) => known.get(source), drawn, known: known.size - drawn, left, ...ends }
}
