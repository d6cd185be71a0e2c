import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { endWithThis } from './measure.ts'
import { serve } from './server.ts'

/** What `/metrics` tells of a server. */
export interface Reading {
  /** Askings that began. */
  askings: number
  /** Askings that were put off because the process stood still; how late they were is told of none. */
  postponed: number
  waiting: number
  /** How many askings began at most as late as a bound, in seconds. */
  lag: Map<number, number>
}

/** Makes a project with a site and a guidebook for each of these `services.yaml`, and serves it. */
export async function serveServices(folder: string, files: readonly string[]) {
  const [root, out] = [path.join(folder, 'project'), path.join(folder, 'project', 'dist')]
  mkdirSync(out, { recursive: true })
  writeFileSync(path.join(out, 'index.html'), 'home')
  for (const [index, services] of files.entries()) {
    const guidebook = path.join(root, 'guidebooks', `g${index}`)
    mkdirSync(guidebook, { recursive: true })
    writeFileSync(path.join(guidebook, 'services.yaml'), services)
  }
  return serve({ root, out, cache: path.join(folder, 'cache') })
}

/** A line that does not come for this long does not come at all, in milliseconds. */
const patienceMs = 60_000

/** Starts a script that prints a line when it is ready; ends when it is disposed. */
export async function startScript(url: URL, ...args: string[]) {
  const script = fileURLToPath(url)
  const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'], detached: true })
  const end = endWithThis(child)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  /** Its next line. Rejects where it ends, takes too long, or is aborted. */
  const next = async (signal?: AbortSignal): Promise<string> => {
    const over = new AbortController()
    const late = pause(patienceMs, undefined, { signal: AbortSignal.any([over.signal, ...(signal ? [signal] : [])]) })
    try {
      const line = await Promise.race([lines.next(), late])
      if (line === undefined) throw new Error(`\`${script}\` said nothing for ${patienceMs / 1000} s`)
      if (typeof line.value !== 'string') throw new Error(`\`${script}\` ended`)
      return line.value
    } finally {
      late.catch(() => {})
      over.abort()
    }
  }
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', (code) => reject(new Error(`\`${script}\` ended with ${code}`)))
  })
  // Who waits for it hears of it.
  ended.catch(() => {})
  return { next, ended, [Symbol.asyncDispose]: async () => end() }
}

export async function readMetrics(origin: string): Promise<Reading> {
  const text = await (await fetch(`${origin}/metrics`)).text()
  const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
  const buckets = text.matchAll(/^waymark_schedule_lag_seconds_bucket\{le="([\d.]+)"\} (\d+)$/gm)
  return {
    askings: value('waymark_schedule_lag_seconds_count'),
    postponed: value('waymark_probes_postponed_total'),
    waiting: value('waymark_probes_waiting'),
    lag: new Map(Array.from(buckets, ([, bound, count]) => [Number(bound), Number(count)])),
  }
}

/**
 * The least bound, in milliseconds, that a share of the askings between two readings kept; those that were put off kept
 * none. Infinite where the last bound was not kept, undefined where nothing was asked.
 */
export function lagBound(first: Reading, last: Reading, share: number): number | undefined {
  const due = last.askings - first.askings + last.postponed - first.postponed
  if (!(due > 0)) return undefined
  for (const [bound, count] of last.lag) if (count - (first.lag.get(bound) ?? 0) >= share * due) return 1000 * bound
  return Number.POSITIVE_INFINITY
}

const snapshotSchema = z.object({ probes: z.array(z.object({ id: z.string(), state: z.string() })) })

/** Throws where a server has not found all probes to be up: one that fails early takes no work. */
export async function expectUp(origin: string, probes: number): Promise<void> {
  const answer = await fetch(`${origin}/_waymark/status.json`)
  const found = snapshotSchema.parse(await answer.json()).probes
  const up = found.filter(({ state }) => state === 'up').length
  if (up < probes) throw new Error(`${up} of ${probes} probes are up, expected all`)
}
