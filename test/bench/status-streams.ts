import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from './benchmark.ts'
import type { Figure } from './figure.ts'
import { median, spread } from './sample.ts'
import { readMetrics, serveServices, startScript } from './status-server.ts'

const streams = 2000

/** A service breaks, and 2,000 readers of the event stream hear of it. */
export async function statusStreamsBenchmark({ folder, rounds, signal, say }: Context): Promise<Figure[]> {
  say(`status-streams: ${streams} readers`)
  await using target = await breakable()
  const probe = `{ http: "GET ${target.origin}/", expect: ["status == 200"], every: 1s, timeout: 1s }`
  await using server = await serveServices(folder, [`services: { web: { probes: { home: ${probe} } } }`])
  await pause(3000, undefined, { signal })
  await using readers = await startScript(new URL('status-readers.ts', import.meta.url), server.origin, String(streams))
  await readers.next()
  const [toFirst, toAll]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    const { decidedAt, heard } = await breakOnce(target, readers, signal)
    toFirst.push(heard.first - decidedAt)
    toAll.push(heard.last - decidedAt)
  }
  const { memoryBytes } = await readMetrics(server.origin)
  const about = `${streams} readers on loopback in one other process, median of ${rounds}`
  return [
    {
      name: 'status-streams: from the failure that decides to the first reader',
      value: median(toFirst) / 1000,
      unit: 's',
      budget: 1,
      conditions: `${about}: ${spread(toFirst, 0)} ms`,
    },
    {
      name: 'status-streams: to the last reader',
      value: median(toAll) / 1000,
      unit: 's',
      budget: 1,
      conditions: `${about}: ${spread(toAll, 0)} ms`,
    },
    {
      name: 'status-streams: memory of the server',
      value: memoryBytes / 1e9,
      unit: 'GB',
      budget: 0.3,
      conditions: `resident, with ${streams} readers`,
    },
  ]
}

interface Breakable extends AsyncDisposable {
  origin: string
  isBroken: boolean
  /** When requests were answered with 500, in milliseconds since 1970; of this break. */
  failures: number[]
}

/** A service that answers 500 while it is broken. */
async function breakable(): Promise<Breakable> {
  const server = createServer((_, response) => {
    if (target.isBroken) target.failures.push(Date.now())
    response.writeHead(target.isBroken ? 500 : 200).end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const target: Breakable = {
    origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    isBroken: false,
    failures: [],
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
  return target
}

/** Breaks the service until all have heard that it is down, and mends it. */
async function breakOnce(target: Breakable, readers: { next: () => Promise<string> }, signal: AbortSignal) {
  target.failures = []
  target.isBroken = true
  const heard = JSON.parse(await readers.next())
  // The second failure in a row makes it down.
  const decidedAt = target.failures[1] ?? Number.NaN
  target.isBroken = false
  await readers.next()
  await pause(1000, undefined, { signal })
  return { decidedAt, heard: { first: Number(heard.first), last: Number(heard.last) } }
}
