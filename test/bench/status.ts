import { setTimeout as pause } from 'node:timers/promises'
import type { Benchmark, Context } from './benchmark.ts'
import type { Figure } from './figure.ts'
import { ProcessTree } from './process-tree.ts'
import { lagBound, serveServices, startScript, watchMetrics } from './status-server.ts'

interface Load {
  probes: number
  everySeconds: number
  /** How long it is watched, after each probe was asked once. */
  seconds: number
}

/** 1,000 HTTP probes every 10 s, of a service on loopback in another process. */
export const statusBenchmark: Benchmark = (context) =>
  underLoad({ probes: 1000, everySeconds: 10, seconds: 60 }, context)

/** 10,000 HTTP probes every 60 s. */
export const statusLargeBenchmark: Benchmark = (context) =>
  underLoad({ probes: 10_000, everySeconds: 60, seconds: 120 }, context)

async function underLoad(load: Load, { folder, signal, say }: Context): Promise<Figure[]> {
  const { probes, everySeconds, seconds } = load
  say(`status: ${probes} probes every ${everySeconds} s, for ${everySeconds + seconds} s`)
  await using target = await startScript(new URL('status-target.ts', import.meta.url))
  const origin = await target.next()
  await using server = await serveServices(folder, filesOf(load, origin))
  await pause(1000 * (everySeconds + 3), undefined, { signal })
  const { first, last, elapsed } = await watchMetrics(server.origin, seconds, signal)
  const memory = new ProcessTree(server.pid)
  memory.look()
  const askings = last.askings - first.askings
  const about = `${probes} HTTP probes every ${everySeconds} s, one service on loopback, ${elapsed.toFixed(0)} s`
  const lag = lagBound(first, last, 0.99)
  const expected = Math.round((probes * elapsed) / everySeconds)
  return [
    {
      name: `status, ${probes} probes: schedule lag, p99 at most`,
      value: lag,
      unit: 'ms',
      budget: 100,
      conditions: `${about}; ${last.postponed} postponed, ${last.waiting} waiting at the end`,
    },
    {
      name: `status, ${probes} probes: CPU of 1,000 askings`,
      value: (1000 * (last.cpuSeconds - first.cpuSeconds)) / askings,
      unit: 's',
      budget: 1,
      conditions: `the whole process of \`serve\`, history in SQLite; ${askings} askings`,
    },
    {
      name: `status, ${probes} probes: memory`,
      value: memory.peakBytes === undefined ? undefined : memory.peakBytes / 1e9,
      unit: 'GB',
      ...(probes === 1000 && { budget: 0.2 }),
      conditions: memory.peakBytes === undefined ? 'needs /proc' : 'most that was resident at once, from its start',
    },
    {
      name: `status, ${probes} probes: askings that are missing`,
      value: Math.max(0, 1 - askings / expected),
      unit: 'ratio',
      budget: 0.01,
      conditions: `${askings} of ${expected}`,
    },
  ]
}

const probesInService = 10
const servicesInFile = 100

/** The texts of `services.yaml` files. */
function filesOf({ probes, everySeconds }: Load, origin: string): string[] {
  const services = Array.from({ length: probes / probesInService }, (_, service) => {
    const own = Array.from({ length: probesInService }, (_, probe) => {
      const url = `${origin}/services/${service}/probes/${probe}`
      return `      p${probe}: { http: "GET ${url}", expect: ["status == 200", "json.status == 'ok'"], every: ${everySeconds}s, timeout: 5s }\n`
    })
    return `  s${service}:\n    probes:\n${own.join('')}`
  })
  return Array.from({ length: Math.ceil(services.length / servicesInFile) }, (_, file) => {
    return `services:\n${services.slice(file * servicesInFile, (file + 1) * servicesInFile).join('')}`
  })
}
