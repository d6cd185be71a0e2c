import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from './benchmark.ts'
import { findExporter, startExporter } from './blackbox-exporter.ts'
import type { Figure } from './figure.ts'
import { filesOf, type Load, warmUpOf } from './status-load.ts'
import { expectUp, serveServices, startScript } from './status-server.ts'
import { cpuOf, startTarget, type Work, watchWork } from './status-work.ts'

const budget = 1.5
const load: Load = { probes: 1000, everySeconds: 10, seconds: 60 }
const warmUp = warmUpOf(load)

/** The CPU time of an asking by Waymark and by Debian's prometheus-blackbox-exporter, one after the other. */
export async function statusPeerBenchmark(context: Context): Promise<Figure[]> {
  const { signal, say } = context
  const name = 'status / blackbox-exporter: CPU of an asking'
  let program: string
  try {
    program = await findExporter(context)
  } catch (error) {
    signal.throwIfAborted()
    const conditions = `it is neither installed nor could it be downloaded: ${error instanceof Error ? error.message : String(error)}`
    return [{ name, value: undefined, unit: 'ratio', budget, conditions }]
  }
  say(`status-peer: Waymark, ${warmUp + load.seconds} s`)
  const ours = await watchWaymark(context)
  say(`status-peer: blackbox-exporter, ${warmUp + load.seconds} s`)
  const { version, work: theirs } = await watchExporter(program, context)
  const [own, peer] = [cpuOf(ours), cpuOf(theirs)]
  const measured = own !== undefined && peer !== undefined
  return [
    {
      name: 'status-peer: Waymark, CPU of 1,000 askings',
      value: own,
      unit: 's',
      conditions: `the whole process of \`serve\`: schedule, history in SQLite, conditions; ${told(ours)}`,
    },
    {
      name: 'status-peer: blackbox-exporter, CPU of 1,000 askings',
      value: peer,
      unit: 's',
      conditions: `${version}, its whole process, answering scrapes, packed; neither who scrapes nor what keeps it is counted; ${told(theirs)}`,
    },
    {
      name,
      value: measured ? own / peer : undefined,
      unit: 'ratio',
      budget,
      conditions: measured
        ? `user and system time by /proc; ${load.probes} HTTP probes every ${load.everySeconds} s, after ${warmUp} s of warm-up, one after the other`
        : 'needs /proc',
    },
  ]
}

async function watchWaymark({ folder, signal }: Context): Promise<Work> {
  await using target = await startTarget()
  await using server = await serveServices(folder, filesOf(load, target.origin))
  await pause(1000 * warmUp, undefined, { signal })
  const work = await watchWork(server.pid, target, load.seconds, signal)
  await expectUp(server.origin, load.probes)
  return work
}

async function watchExporter(program: string, { folder, signal }: Context): Promise<{ version: string; work: Work }> {
  await using target = await startTarget()
  await using exporter = await startExporter(program, folder)
  const args = [exporter.origin, target.origin, String(load.probes), String(load.everySeconds)]
  await using scraper = await startScript(new URL('status-scraper.ts', import.meta.url), ...args)
  const watch = async () => {
    await pause(1000 * warmUp, undefined, { signal })
    return watchWork(exporter.pid, target, load.seconds, signal)
  }
  // It ends when a probe fails.
  const work = await Promise.race([watch(), scraper.ended])
  return { version: exporter.version, work }
}

function told({ askings, elapsed }: Work): string {
  return `${askings} askings in ${elapsed.toFixed(1)} s, a connection for each`
}
