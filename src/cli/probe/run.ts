import { basename, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { readAllAlerts } from '../../../checks/probes/alerts/alert-reader.ts'
import { prepareEnvironment, systemClocks } from '../../../checks/probes/environment/environment.ts'
import { environmentNameOf } from '../../../checks/probes/environment/environment-name.ts'
import { probeOnce } from '../../../checks/probes/run.ts'
import type { StatusSnapshot, Verdict } from '../../../checks/probes/verdict.ts'
import { openProject } from '../../config/project.ts'
import { Failure } from '../../finding/failure.ts'
import { parseDuration } from '../../schema/duration.ts'
import { monitoredProbes } from '../../status/live/monitor.ts'
import { withAlerts } from '../../status/live/status-board.ts'
import { quote } from '../../text/quote.ts'
import { isError, readDeclaredServices } from '../declared-services.ts'
import { failureText } from '../failure-text.ts'
import { printFindings } from '../findings.ts'
import { interruption } from '../interruption.ts'
import { hasColors, type Output, parseFormats, writeResult } from '../output.ts'
import { selectProbes } from './probe-selection.ts'
import { type ProbeReporter, probeReporters } from './reporters/registry.ts'
import { runRound } from './round.ts'
import { snapshotText } from './snapshot.ts'

/** Options of `waymark probe`, as commander gives them. */
export interface ProbeOptions {
  root: string
  cache?: string
  environment?: string
  format?: string[]
  output?: string
  watch?: boolean
  every: string
  snapshot?: string
}

/** Few enough for a cold process to give each its time: what waits here is no slowness of a service. */
const concurrency = 12

/** Runs `waymark probe`. Returns the exit status: 1 where something is down in the last round, 0 otherwise. */
export async function runProbeCommand(ids: readonly string[], options: ProbeOptions): Promise<number> {
  const stop = interruption()
  const outputs = parseFormats(options.format ?? [], options.output, probeReporters)
  const pause = readPause(options.every)
  let last: StatusSnapshot | undefined
  try {
    do {
      const begun = performance.now()
      const round = await prepare(ids, options, stop.signal).catch((error: unknown) => {
        // The files are being written; nothing is probed until they can be read.
        if (last === undefined || !(error instanceof Failure)) throw error
        process.stderr.write(failureText(error))
      })
      if (round) {
        last = await round(last)
        if (options.watch && process.stdout.isTTY) process.stdout.write('\u001b[H\u001b[2J')
        const isRead = await writeVerdicts(last, outputs, options.snapshot)
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

/** Reads the files as they are now; what is returned runs one round. */
async function prepare(ids: readonly string[], options: ProbeOptions, signal: AbortSignal) {
  const { project, services, facts, places } = await readProject(options, signal)
  const environment = environmentNameOf(project.config, options.environment)
  const probes = selectProbes(services, ids)
  const probeEnvironment = await prepareEnvironment(project, environment, {
    env: process.env,
    ...systemClocks,
    factsOf: (id) => facts.get(id) ?? [],
  })
  const monitored = new Map(monitoredProbes(services, project.config.status).map((one) => [one.probe.id, one]))
  const progress = progressOn(process.stderr, probes.length)
  return async (before: StatusSnapshot | undefined) => {
    const known = new Map(before?.probes.map((verdict) => [verdict.id, verdict]))
    const round = runRound(probes, {
      environment: environment ?? null,
      concurrency,
      measure: (probe) => probeOnce(probe, probeEnvironment, signal),
      maintenance: ({ id }) => monitored.get(id)?.windows.at(Date.now()),
      since: (verdict) => sinceOf(verdict, known.get(verdict.id)),
      onMeasured: progress.show,
    })
    // Who names probes wants to know of these alone.
    const told = ids.length > 0 ? undefined : readAllAlerts(probeEnvironment, (alert) => places?.of(alert), signal)
    const [snapshot, alerts] = await Promise.all([round.finally(progress.clear), told])
    return withAlerts(snapshot, alerts)
  }
}

/**
 * Reads the project. What is wrong with its services is told on standard error before anything is probed.
 *
 * @throws Failure where a probe would be left out, or decided by something that is no condition: a green table would lie
 */
async function readProject({ root, cache }: ProbeOptions, signal: AbortSignal) {
  const { project, findings } = await openProject({ root, cache, signal })
  const declared = await readDeclaredServices(project, { signal })
  const errors = [...findings, ...declared.findings].filter(isError)
  printFindings(errors, process.stderr)
  if (errors.length > 0)
    throw new Failure('Nothing was probed, since not all of the probes can be', 'Mend what is told above')
  if (declared.services.length === 0) expectNoOtherName(declared.files)
  return { project, ...declared }
}

/** A file of another name is read by nobody. */
function expectNoOtherName(files: readonly string[]): void {
  const other = files.find((file) => /^services?\.ya?ml$/i.test(basename(file)))
  if (other !== undefined)
    throw new Failure(
      `No probe is declared, expected one at least; \`${other}\` is passed over`,
      'Name that file `services.yaml`',
    )
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

/** Writes the verdicts in each of their formats, into files and to the terminal. False when nobody reads there any more. */
export async function writeVerdicts(
  snapshot: StatusSnapshot,
  outputs: readonly Output<ProbeReporter>[],
  snapshotFile: string | undefined,
): Promise<boolean> {
  let isRead = true
  const { columns } = process.stdout
  for (const { reporter, file } of outputs) {
    if (file !== undefined) await writeResult('result', resolve(file), reporter(snapshot, { color: false }))
    else {
      const text = reporter(snapshot, { color: hasColors(process.stdout), ...(process.stdout.isTTY && { columns }) })
      isRead = await new Promise((done) => process.stdout.write(text, (error) => done(!error)))
    }
  }
  if (snapshotFile !== undefined) await writeResult('result', resolve(snapshotFile), snapshotText(snapshot))
  return isRead
}
