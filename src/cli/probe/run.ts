import { setTimeout as delay } from 'node:timers/promises'
import { prepareEnvironment, systemClocks } from '../../../checks/probes/environment/environment.ts'
import { environmentNameOf } from '../../../checks/probes/environment/environment-name.ts'
import { probeOnce } from '../../../checks/probes/run.ts'
import type { StatusSnapshot, Verdict } from '../../../checks/probes/verdict.ts'

import { Failure } from '../../finding/failure.ts'
import { parseDuration } from '../../schema/duration.ts'
import { watchedOf } from '../../status/live/monitored-probe.ts'
import { quote } from '../../text/quote.ts'
import { failureText } from '../failure-text.ts'
import { interruption } from '../interruption.ts'
import { parseFormats } from '../output.ts'
import { readDeclared } from './declared.ts'
import type { ProbeOptions } from './options.ts'
import { printVerdicts } from './output.ts'
import { chooseProbes } from './probe-selection.ts'
import { formats } from './reporters/registry.ts'
import { askRound } from './round.ts'

/** Few enough for a cold process to give each its time: what waits here is no slowness of a service. */
const concurrency = 12

/** Runs `waymark probe`. Returns the exit status: 1 where something is down in the last round, 0 otherwise. */
export async function runProbe(ids: readonly string[], options: ProbeOptions): Promise<number> {
  const stop = interruption()
  const outputs = parseFormats(options.format ?? [], options.output, formats)
  const pause = readPause(options.every)
  let last: StatusSnapshot | undefined
  try {
    do {
      const begun = performance.now()
      const ask = await prepare(ids, options, stop.signal).catch((error: unknown) => {
        // What was begun with is being written; nothing is asked until it can be.
        if (last === undefined || !(error instanceof Failure)) throw error
        process.stderr.write(failureText(error))
      })
      if (ask) {
        last = await ask(last)
        if (options.watch && process.stdout.isTTY) process.stdout.write('\u001b[H\u001b[2J')
        const isRead = await printVerdicts(last, outputs, options.snapshot)
        // As in `waymark probe --watch | head`.
        if (!isRead) break
      }
      if (options.watch) await delay(Math.max(0, begun + pause - performance.now()), undefined, { signal: stop.signal })
    } while (options.watch)
  } catch (error) {
    if (!stop.signal.aborted) throw error
    if (!options.watch) return 130
  }
  return last?.probes.some(({ state }) => state === 'down') ? 1 : 0
}

/** Reads the files as they are now; what is returned asks one round. */
async function prepare(ids: readonly string[], options: ProbeOptions, signal: AbortSignal) {
  const { project, services, facts } = await readDeclared(options, signal)
  const environment = environmentNameOf(project.config, options.environment)
  const probes = chooseProbes(services, ids)
  const surroundings = await prepareEnvironment(project, environment, {
    env: process.env,
    ...systemClocks,
    factsOf: (id) => facts.get(id) ?? [],
  })
  const watched = new Map(watchedOf(services, project.config.status).map((one) => [one.probe.id, one]))
  const progress = progressOn(process.stderr, probes.length)
  return async (before: StatusSnapshot | undefined) => {
    const known = new Map(before?.probes.map((verdict) => [verdict.id, verdict]))
    const round = askRound(probes, {
      environment: environment ?? null,
      concurrency,
      measure: (probe) => probeOnce(probe, surroundings, signal),
      planned: ({ id }) => watched.get(id)?.planned(Date.now()),
      since: (verdict) => sinceOf(verdict, known.get(verdict.id)),
      onAnswer: progress.show,
    })
    return round.finally(progress.clear)
  }
}

function sinceOf(verdict: Verdict, before: Verdict | undefined): string {
  return before?.state === verdict.state ? before.since : verdict.since
}

function readPause(text: string): number {
  const pause = parseDuration(text)
  if (pause !== undefined && pause >= 1000) return pause
  throw new Failure(
    `Unexpected \`--every ${quote(text).slice(1, -1)}\`, expected a duration of at least \`1s\``,
    'Such as `--every 30s`',
  )
}

/** Shows on one line of a terminal how many have answered, and nothing elsewhere. */
function progressOn(stream: NodeJS.WriteStream, all: number): { show: (done: number) => void; clear: () => void } {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} }
  return {
    show: (done) => void stream.write(`\r\u001b[KAsking ${done} of ${all} …`),
    clear: () => void stream.write('\r\u001b[K'),
  }
}
