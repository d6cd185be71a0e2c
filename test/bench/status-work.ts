import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { ProcessTree } from './process-tree.ts'
import { startScript } from './status-server.ts'

const countsSchema = z.object({ requests: z.number(), connections: z.number() })
const intervalsSchema = z.array(z.number())

export type Target = Awaited<ReturnType<typeof startTarget>>

/** The service that is asked, as a process of its own; ends when it is disposed. */
export async function startTarget() {
  const script = await startScript(new URL('status-target.ts', import.meta.url))
  const origin = await script.next()
  const read = async (name: string): Promise<unknown> => (await fetch(`${origin}/${name}`)).json()
  return {
    ...script,
    origin,
    /** What was asked so far. */
    counts: async () => countsSchema.parse(await read('counts')),
    /** Milliseconds between two requests for one address, since these were read last. */
    intervals: async () => intervalsSchema.parse(await read('intervals')),
  }
}

/** What a process did in some time. */
export interface Work {
  /** Requests that the target had, by its own count. */
  askings: number
  /** User and system time of the process and all below it, by /proc; undefined where there is none. */
  cpuSeconds: number | undefined
  elapsed: number
  /** Milliseconds between two requests for one address. */
  intervals: number[]
}

/** Watches a process while it asks a target. Throws where it asks twice on one connection: that would be less work. */
export async function watchWork(pid: number, target: Target, seconds: number, signal: AbortSignal): Promise<Work> {
  await target.intervals()
  const before = { ...(await target.counts()), cpuSeconds: cpuSecondsOf(pid) }
  const started = performance.now()
  await pause(1000 * seconds, undefined, { signal })
  const elapsed = (performance.now() - started) / 1000
  const after = { ...(await target.counts()), cpuSeconds: cpuSecondsOf(pid) }
  const askings = after.requests - before.requests
  const connections = after.connections - before.connections
  if (connections < askings) throw new Error(`${askings} askings on ${connections} connections, expected one for each`)
  const cpuSeconds = after.cpuSeconds > 0 ? after.cpuSeconds - before.cpuSeconds : undefined
  return { askings, cpuSeconds, elapsed, intervals: await target.intervals() }
}

/** Seconds of CPU time of 1,000 askings. */
export function cpuOf({ cpuSeconds, askings }: Work): number | undefined {
  return cpuSeconds === undefined ? undefined : (1000 * cpuSeconds) / askings
}

function cpuSecondsOf(pid: number): number {
  const tree = new ProcessTree(pid)
  tree.look()
  return tree.seconds
}
