import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { endGroup } from './measure.ts'
import { serve } from './server.ts'

/** What `/metrics` tells of a server. */
export interface Reading {
  /** Askings that began. */
  askings: number
  /** Seconds of CPU time. */
  cpuSeconds: number
  memoryBytes: number
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

/** Starts a script that prints a line when it is ready; ends when it is disposed. */
export async function startScript(url: URL, ...args: string[]) {
  const script = fileURLToPath(url)
  const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'], detached: true })
  const end = () => endGroup(child)
  process.once('exit', end)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<string> => {
    const { value } = await lines.next()
    if (typeof value !== 'string') throw new Error(`\`${script}\` ended`)
    return value
  }
  return { next, [Symbol.asyncDispose]: async () => end() }
}

export async function readMetrics(origin: string): Promise<Reading> {
  const text = await (await fetch(`${origin}/metrics`)).text()
  const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
  const buckets = text.matchAll(/^waymark_schedule_lag_seconds_bucket\{le="([\d.]+)"\} (\d+)$/gm)
  return {
    askings: value('waymark_schedule_lag_seconds_count'),
    cpuSeconds: value('process_cpu_seconds_total'),
    memoryBytes: value('process_resident_memory_bytes'),
    postponed: value('waymark_probes_postponed_total'),
    waiting: value('waymark_probes_waiting'),
    lag: new Map(Array.from(buckets, ([, bound, count]) => [Number(bound), Number(count)])),
  }
}

/** Reads the metrics, and again after some seconds; asking for them in between would be work that is measured. */
export async function watchMetrics(origin: string, seconds: number, signal: AbortSignal) {
  const first = await readMetrics(origin)
  const started = performance.now()
  await pause(1000 * seconds, undefined, { signal })
  const elapsed = (performance.now() - started) / 1000
  return { first, last: await readMetrics(origin), elapsed }
}

/** The least bound, in milliseconds, that a share of the askings between two readings kept; undefined where none was. */
export function lagBound(first: Reading, last: Reading, share: number): number | undefined {
  const wanted = share * (last.askings - first.askings)
  for (const [bound, count] of last.lag) if (count - (first.lag.get(bound) ?? 0) >= wanted) return 1000 * bound
  return undefined
}
