import { readFile } from 'node:fs/promises'
import { environmentNameOf } from '../../checks/probes/environment-name.ts'
import type { StatusSnapshot } from '../../checks/probes/verdict.ts'
import type { Project } from '../config/project.ts'
import { Failure } from '../guidebook/failure.ts'
import { publicHistory } from '../status/api/probe-page.ts'
import { readHistories, readLastVerdicts, statusFile } from '../status/history/last-verdicts.ts'
import { asOf } from '../status/history/stale.ts'
import { StoreFault } from '../status/history/store-fault.ts'
import { publicSnapshot } from '../status/live/details.ts'

/** Of a history, what pages show. */
const limits = { results: 0, changes: 20 }

/** What is known of services, as pages may show it. */
export interface LastKnown {
  snapshot: StatusSnapshot
  histories?: Map<string, ReturnType<typeof publicHistory>>
}

interface Asked {
  environment?: string
  /** A file that `waymark probe --snapshot` wrote, in place of the history. */
  status?: string
}

/**
 * What was last known of the services, as pages may show it: what is too old by now is `unknown`. Where nothing was ever
 * asked that is said too: a page that finds no answer would have to look for a server.
 *
 * @throws Failure where a file that is named cannot be used
 */
export async function readLastKnown(project: Project, asked: Asked): Promise<LastKnown> {
  const { details } = project.config.status
  const known =
    asked.status === undefined ? await fromHistory(project, asked) : { snapshot: await fromFile(asked.status) }
  const snapshot = { ...publicSnapshot(known.snapshot, details), bakedAt: new Date().toISOString() }
  const histories =
    known.histories && Array.from(known.histories, ([id, history]) => [id, publicHistory(history, details)] as const)
  return { snapshot, ...(histories && { histories: new Map(histories) }) }
}

async function fromHistory(project: Project, { environment }: Asked) {
  const name = environmentNameOf(project.config, environment) ?? null
  try {
    const file = statusFile(project.cache, name)
    const snapshot = await readLastVerdicts(file)
    const ids = snapshot?.probes.map(({ id }) => id) ?? []
    const histories = await readHistories(file, ids, limits)
    return { snapshot: snapshot ?? nothing(name), ...(histories && { histories }) }
  } catch (error) {
    if (error instanceof StoreFault) throw new Failure(error.message, error.hint)
    throw error
  }
}

function nothing(environment: string | null): StatusSnapshot {
  return { version: 1, environment, checkedAt: new Date().toISOString(), probes: [] }
}

async function fromFile(file: string): Promise<StatusSnapshot> {
  const read = await readFile(file, 'utf8').then(parsed, () => undefined)
  if (!isSnapshot(read))
    throw new Failure(
      `Unexpected content of \`${file}\`, expected states`,
      'Write it with `waymark probe --snapshot FILE`',
    )
  const now = Date.now()
  return { ...read, probes: read.probes.map((verdict) => asOf(verdict, now)) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Its own program wrote it: what its verdicts hold is believed. */
function isSnapshot(value: unknown): value is StatusSnapshot {
  if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== 1) return false
  return 'probes' in value && Array.isArray(value.probes)
}
