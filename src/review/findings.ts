import path from 'node:path'
import type { CheckInput } from '../../checks/check-input.ts'
import type { CheckContext } from '../../checks/context.ts'
import { runChecks } from '../../checks/engine/engine.ts'
import { pageReadings } from '../../checks/page-readings.ts'
import { checks } from '../../checks/registry.ts'
import { type Evaluated, newFindings } from '../../checks/since/new-findings.ts'
import { noPagesFailure } from '../config/sources.ts'
import { FileCache } from '../files/section-cache.ts'
import { Failure } from '../finding/failure.ts'
import type { Finding } from '../finding/finding.ts'
import type { Changes } from '../git/changes.ts'
import type { SharedPages } from '../guidebook/shared-pages.ts'
import type { ProjectFiles } from '../inventory/project-files.ts'
import type { Moment, Moments } from './moments.ts'

/** What a change makes wrong, and what it mends. */
export interface FindingChanges {
  fresh: Finding[]
  mended: Finding[]
  /** How many were there before and are there still. */
  remaining: number
  /** What was checked at each moment; absent where there were no pages. */
  before?: CheckInput
  after?: CheckInput
}

/** What was read of both moments on the way; absent where there were no pages. */
export interface ReadMoments {
  before?: ProjectFiles | undefined
  after?: ProjectFiles | undefined
}

interface CompareFindingsOptions {
  /** Takes the pages of both moments, and has those that are known. */
  shared: SharedPages
  signal: AbortSignal
  idleThread?: CheckContext['idleThread']
}

/** Checks both moments, each by its own configuration, and tells what differs. Nobody is asked over the network. */
export async function compareFindings(
  { before, after, changes }: Moments,
  { shared, signal, idleThread }: CompareFindingsOptions,
): Promise<FindingChanges & { read: ReadMoments }> {
  // What is known of a page is kept by its content, so most pages are read once for both.
  const cache = await FileCache.open(path.join(after.project.cache, 'check.json'), Date.now())
  const context: CheckContext = {
    cache,
    now: Date.now,
    env: process.env,
    signal,
    note: () => {},
    readings: pageReadings(),
    idleThread,
  }
  const then = await evaluated(before, context, shared)
  const now = await evaluated(after, context, shared)
  await saved(cache)
  return { ...(await changesOfFindings(then, now, changes)), read: { before: then?.read, after: now?.read } }
}

/** What differs between the findings of two moments; of none where there were no pages. */
export async function changesOfFindings(
  then: Evaluated | undefined,
  now: Evaluated | undefined,
  changes: Changes,
): Promise<FindingChanges> {
  const inputs = { ...(then && { before: then.input }), ...(now && { after: now.input }) }
  if (!now) return { fresh: [], mended: then ? [...then.findings] : [], remaining: 0, ...inputs }
  if (!then) return { fresh: [...now.findings], mended: [], remaining: 0, ...inputs }
  const [fresh, mended] = await Promise.all([
    newFindings(then, now, changes),
    newFindings(now, then, backwards(changes)),
  ])
  return { fresh, mended, remaining: now.findings.length - fresh.length, ...inputs }
}

/** What is found at one moment. A project without pages has nothing to check. */
export async function evaluated(
  { project, findings }: Moment,
  context: CheckContext,
  shared?: SharedPages,
): Promise<(Evaluated & { read?: ProjectFiles }) | undefined> {
  const options = { checks, context, inScope: () => true, ...(shared && { shared }) }
  try {
    const { snapshot, ungrouped, read } = await runChecks(project, findings, options)
    return { input: snapshot.input, findings: ungrouped, ...(read && { read }) }
  } catch (error) {
    if (error instanceof Failure && error.message === noPagesFailure(project).message) return undefined
    throw error
  }
}

/** The same change undone: what is new then is what it mends. Nothing of it is told but that. */
function backwards({ renamed, ...changes }: Changes): Changes {
  const back = new Map([...renamed].map(([from, to]) => [to, from]))
  return { ...changes, deleted: new Set(), added: new Set(), renamed: back, lastCommit: async () => undefined }
}

/** A cache that cannot be written costs time alone. */
async function saved(cache: FileCache): Promise<void> {
  try {
    await cache.save()
  } catch (error) {
    if (!(error instanceof Failure) && !(error instanceof Error && 'code' in error)) throw error
  }
}
