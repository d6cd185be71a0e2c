import { setTimeout as pause } from 'node:timers/promises'
import type { Benchmark, Context } from './benchmark.ts'
import type { Figure } from './figure.ts'
import { ProcessTree } from './process-tree.ts'
import { atMost } from './sample.ts'
import { filesOf, type Load, warmUpOf } from './status-load.ts'
import { expectUp, lagBound, type Reading, readMetrics, serveServices } from './status-server.ts'
import { cpuOf, startTarget, type Work, watchWork } from './status-work.ts'

/** 1,000 HTTP probes every 10 s, of a service on loopback in another process. */
export const statusBenchmark: Benchmark = (context) =>
  underLoad({ probes: 1000, everySeconds: 10, seconds: 60 }, context)

/** 10,000 HTTP probes every 60 s. */
export const statusLargeBenchmark: Benchmark = (context) =>
  underLoad({ probes: 10_000, everySeconds: 60, seconds: 120 }, context)

const memoryBudget = 200

async function underLoad(load: Load, { folder, signal, say }: Context): Promise<Figure[]> {
  const { probes, everySeconds, seconds } = load
  const warmUp = warmUpOf(load)
  say(`status: ${probes} probes every ${everySeconds} s, for ${warmUp + seconds} s`)
  await using target = await startTarget()
  await using server = await serveServices(folder, filesOf(load, target.origin))
  await pause(1000 * warmUp, undefined, { signal })
  // To answer this holds up what is due meanwhile: that counts as lag, as it does where Prometheus asks; its CPU time does not count.
  const first = await readMetrics(server.origin)
  const work = await watchWork(server.pid, target, seconds, signal)
  const last = await readMetrics(server.origin)
  await expectUp(server.origin, probes)
  const memory = new ProcessTree(server.pid)
  memory.look()
  const about = `${probes} HTTP probes every ${everySeconds} s, one service on loopback, ${work.elapsed.toFixed(0)} s after ${warmUp} s of warm-up`
  return [
    ...lagFigures(load, about, first, last, work),
    {
      name: `status, ${probes} probes: CPU of 1,000 askings`,
      value: cpuOf(work),
      unit: 's',
      budget: 1,
      conditions: `by /proc, the whole process of \`serve\`, history in SQLite; ${work.askings} askings, a connection for each`,
    },
    {
      name: `status, ${probes} probes: memory`,
      value: memory.peakBytes === undefined ? undefined : memory.peakBytes / 1e6,
      unit: 'MB',
      ...(probes === 1000 && { budget: memoryBudget }),
      conditions: memory.peakBytes === undefined ? 'needs /proc' : 'most that was resident at once, from its start',
    },
    missingFigure(load, work),
  ]
}

function lagFigures(
  { probes, everySeconds }: Load,
  about: string,
  first: Reading,
  last: Reading,
  work: Work,
): Figure[] {
  const postponed = last.postponed - first.postponed
  const distances = work.intervals.map((interval) => Math.abs(interval - 1000 * everySeconds))
  return [
    {
      name: `status, ${probes} probes: schedule lag, p99 at most`,
      value: lagBound(first, last, 0.99),
      unit: 'ms',
      budget: 100,
      conditions: `by the buckets of /metrics, which is read once meanwhile; ${about}; ${postponed} postponed, ${last.waiting} waiting at the end`,
    },
    {
      name: `status, ${probes} probes: interval off by, p99`,
      value: atMost(distances, 0.99),
      unit: 'ms',
      conditions: `between two requests for one address, as the service sees them; ${distances.length} intervals`,
    },
  ]
}

function missingFigure({ probes, everySeconds }: Load, { askings, elapsed }: Work): Figure {
  const expected = (probes * elapsed) / everySeconds
  return {
    name: `status, ${probes} probes: askings that are missing`,
    value: Math.max(0, 1 - askings / expected),
    unit: 'ratio',
    budget: 0.01,
    conditions: `the service had ${askings} of ${Math.round(expected)} requests`,
  }
}
