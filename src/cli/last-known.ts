import { basename, join } from 'node:path'
import { environmentNameOf } from '../../checks/probes/environment/environment-name.ts'
import type { StatusSnapshot } from '../../checks/probes/verdict.ts'
import type { Project } from '../config/project.ts'
import { readServices } from '../config/services.ts'
import { fromRoot } from '../config/sources.ts'
import { Disclosure } from '../files/disclosure.ts'
import { Failure } from '../finding/failure.ts'
import { listFiles } from '../guidebook/reader.ts'
import { pageLimits, shownHistory } from '../status/api/probe-history.ts'
import { historyPath, readHistories, readLastVerdicts } from '../status/history/history-file.ts'
import { StoreError } from '../status/history/store.ts'
import { publicSnapshot, withAlerts } from '../status/live/status-board.ts'
import { readRunRecords, runsPath } from '../status/runs/run-log.ts'
import { alertsAsOf, asOf, minBuiltAgeMs } from '../status-model/age.ts'
import type { RunRecords } from '../status-model/run-record.ts'
import { readStatusFile } from './status-file.ts'

/** What is known of services, as pages may show it. */
export interface LastKnown {
  snapshot: StatusSnapshot
  histories?: Map<string, ReturnType<typeof shownHistory>>
  /** How runs through pages have ended, where that is kept. */
  runs?: RunRecords
}

interface LastKnownOptions {
  environment?: string | undefined
  /** A file that `waymark probe --snapshot` wrote, in place of the history. */
  status?: string
  /** Told why something is not known that could be. */
  warn?: (message: string) => void
}

/**
 * What was last known of the services, as pages may show it: what is too old by now is `unknown`. Where nothing was ever
 * probed that is said too: a page that finds no answer would have to look for a server. A history that cannot be read is
 * told, and nothing is known: the pages are worth more than their states.
 *
 * @throws Failure where a file that is named cannot be used
 */
export async function readLastKnown(project: Project, options: LastKnownOptions): Promise<LastKnown> {
  const { details } = project.config.status
  const known =
    options.status === undefined
      ? await fromHistory(project, options)
      : { snapshot: await fromFile(project, options.status, options) }
  const snapshot = { ...publicSnapshot(known.snapshot, details), bakedAt: new Date().toISOString() }
  const histories =
    known.histories && Array.from(known.histories, ([id, history]) => [id, shownHistory(history, details)] as const)
  const runs = await keptRuns(project, options)
  return { snapshot, ...(histories && { histories: new Map(histories) }), ...(runs && { runs }) }
}

async function fromHistory(project: Project, { environment, warn }: LastKnownOptions) {
  const name = environmentNameOf(project.config, environment) ?? null
  try {
    const file = historyPath(project.cache, name)
    const snapshot = await readLastVerdicts(file)
    const ids = snapshot?.probes.map(({ id }) => id) ?? []
    const histories = await readHistories(file, ids, pageLimits)
    return { snapshot: snapshot ?? emptySnapshot(name), ...(histories && { histories }) }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    warn?.(`The pages show no state of a service. ${error.message}\n  ${error.hint.replace(/, or name .*/, '')}`)
    return { snapshot: emptySnapshot(name) }
  }
}

/** What `serve` keeps of runs; a file that cannot be read is told. */
async function keptRuns(project: Project, { environment, status, warn }: LastKnownOptions) {
  if (!project.config.status.runs || status !== undefined) return undefined
  const name = environmentNameOf(project.config, environment) ?? null
  try {
    return await readRunRecords(runsPath(historyPath(project.cache, name)))
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    warn?.(`No page shows when it was followed. ${error.message}\n  ${error.hint}`)
    return undefined
  }
}

function emptySnapshot(environment: string | null): StatusSnapshot {
  return { version: 1, environment, checkedAt: new Date().toISOString(), probes: [] }
}

async function fromFile(
  project: Project,
  file: string,
  { environment, warn }: LastKnownOptions,
): Promise<StatusSnapshot> {
  const read = await readStatusFile(file)
  const wanted = environment ?? read.environment
  if (wanted !== read.environment) {
    const of = read.environment === null ? 'no environment' : `the environment \`${read.environment}\``
    throw new Failure(
      `Unexpected states of ${of} in \`${file}\`, expected those of \`${wanted}\``,
      `Probe that one with \`waymark probe --environment ${wanted} --snapshot FILE\`, or leave \`--environment\` out`,
    )
  }
  const declared = await probesOf(project)
  if (read.probes.length > 0 && declared.size > 0 && !read.probes.some(({ id }) => declared.has(id)))
    warn?.(
      `\`${file}\` tells of no probe that this project declares, so the pages show no state: is it another project’s?`,
    )
  const now = Date.now()
  const probes = read.probes.map((verdict) => asOf(verdict, now, minBuiltAgeMs))
  return withAlerts({ ...read, probes }, read.alerts && alertsAsOf(read.alerts, now, minBuiltAgeMs))
}

async function probesOf(project: Project): Promise<Set<string>> {
  const { files } = await listFiles({
    root: project.guidebooks,
    disclosure: new Disclosure(project),
    isExcluded: () => false,
    ignore: [join(project.root, 'dist'), project.cache],
  })
  const names = files.filter((file) => basename(file) === 'services.yaml').map(fromRoot(project))
  const { services } = await readServices(project.root, names)
  return new Set(services.flatMap(({ probes }) => probes.map(({ id }) => id)))
}
