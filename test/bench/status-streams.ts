import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from './benchmark.ts'
import { type Breakable, decidedAt, startBreakable } from './breakable.ts'
import type { Figure } from './figure.ts'
import { ProcessTree } from './process-tree.ts'
import { median, spread } from './sample.ts'
import { serveServices, startScript } from './status-server.ts'

const streams = 2000

/** A service breaks, and 2,000 readers of the event stream hear of it. */
export async function statusStreamsBenchmark({ folder, rounds, signal, say }: Context): Promise<Figure[]> {
  say(`status-streams: ${streams} readers`)
  await using target = await startBreakable()
  const probe = `{ http: "GET ${target.origin}/", expect: ["status == 200"], every: 1s, timeout: 1s }`
  await using server = await serveServices(folder, [`services: { web: { probes: { home: ${probe} } } }`])
  await pause(3000, undefined, { signal })
  await using readers = await startScript(new URL('status-readers.ts', import.meta.url), server.origin, String(streams))
  await readers.next(signal)
  const heard: Heard[] = []
  for (let round = 0; round < rounds; round++) heard.push(await breakOnce(target, readers.next, signal))
  const memory = new ProcessTree(server.pid)
  memory.look()
  const [first, last] = [heard.map((one) => one.first), heard.map((one) => one.last)]
  const about = `from the failure that decides; ${streams} readers on loopback in one other process`
  return [
    {
      name: 'status-streams: to the first reader',
      value: Math.max(...first) / 1000,
      unit: 's',
      budget: 1,
      conditions: `${about}, most of ${rounds}: ${spread(first, 0)} ms, median ${median(first).toFixed(0)} ms`,
    },
    {
      name: 'status-streams: to the last reader',
      value: Math.max(...last) / 1000,
      unit: 's',
      budget: 1,
      conditions: `${about}, most of ${rounds}: ${spread(last, 0)} ms, median ${median(last).toFixed(0)} ms`,
    },
    {
      name: 'status-streams: memory of the server',
      value: memory.peakBytes === undefined ? undefined : memory.peakBytes / 1e6,
      unit: 'MB',
      budget: 300,
      conditions:
        memory.peakBytes === undefined
          ? 'needs /proc'
          : `most that was resident at once, from its start, ${streams} readers`,
    },
  ]
}

/** Milliseconds from the failure that decides until the first and until the last reader has heard of it. */
interface Heard {
  first: number
  last: number
}

/** Breaks the service until all have heard that it is down, and mends it. */
async function breakOnce(target: Breakable, next: (signal: AbortSignal) => Promise<string>, signal: AbortSignal) {
  target.break()
  const { first, last } = await hear('down', next, signal)
  const at = decidedAt(target)
  target.mend()
  await hear('up', next, signal)
  await pause(1000, undefined, { signal })
  return { first: first - at, last: last - at }
}

/** When all readers have heard of a state; those that they were told of before it are over. */
async function hear(
  state: string,
  next: (signal: AbortSignal) => Promise<string>,
  signal: AbortSignal,
): Promise<Heard> {
  for (;;) {
    const heard = JSON.parse(await next(signal))
    if (heard.state === state) return { first: Number(heard.first), last: Number(heard.last) }
  }
}
