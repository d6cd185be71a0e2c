import path from 'node:path'
import type { CheckInput } from '../../checks/check-input.ts'
import type { CheckContext } from '../../checks/context.ts'
import { runChecks } from '../../checks/engine/engine.ts'
import { checks } from '../../checks/registry.ts'
import { type Evaluated, newFindings } from '../../checks/since/new-findings.ts'
import { noPagesFailure } from '../config/sources.ts'
import { FileCache } from '../files/section-cache.ts'
import { Failure } from '../finding/failure.ts'
import type { Finding } from '../finding/finding.ts'
import type { Changes } from '../git/changes.ts'
import type { SharedPages } from '../guidebook/shared-pages.ts'
import type { Moment, Moments } from './moments.ts'

/** What a change makes wrong, and what it mends. */
export interface FindingChanges {
  fresh: Finding[]
  mended: Finding[]
  /** What was checked at each moment; absent where there were no pages. */
  before?: CheckInput
  after?: CheckInput
}

interface CompareFindingsOptions {
  /** Takes the pages of both moments, and has those that are known. */
  shared: SharedPages
  signal: AbortSignal
}

/** Checks both moments, each by its own configuration, and tells what differs. Nobody is asked over the network. */
export async function compareFindings(
  { before, after, changes }: Moments,
  { shared, signal }: CompareFindingsOptions,
): Promise<FindingChanges> {
  // What is known of a page is kept by its content, so most pages are read once for both.
  const cache = await FileCache.open(path.join(after.project.cache, 'check.json'), Date.now())
  const context: CheckContext = { cache, now: Date.now, env: process.env, signal, note: () => {} }
  const then = await evaluated(before, context, shared)
  const now = await evaluated(after, context, shared)
  await saved(cache)
  const inputs = { ...(then && { before: then.input }), ...(now && { after: now.input }) }
  if (!now) return { fresh: [], mended: then ? [...then.findings] : [], ...inputs }
  if (!then) return { fresh: [...now.findings], mended: [], ...inputs }
  const [fresh, mended] = await Promise.all([
    newFindings(then, now, changes),
    newFindings(now, then, backwards(changes)),
  ])
  return { fresh, mended, ...inputs }
}

/** A project without pages has nothing to check. */
async function evaluated(
  { project, findings }: Moment,
  context: CheckContext,
  shared: SharedPages,
): Promise<Evaluated | undefined> {
  try {
    const { snapshot, ungrouped } = await runChecks(project, findings, { checks, context, shared, inScope: () => true })
    return { input: snapshot.input, findings: ungrouped }
  } catch (error) {
    if (error instanceof Failure && error.message === noPagesFailure(project).message) return undefined
    throw error
  }
}

/** The same change undone: what is new then is what it mends. Nothing of it is told but that. */
function backwards({ renamed, ...changes }: Changes): Changes {
  const back = new Map([...renamed].map(([from, to]) => [to, from]))
  return { ...changes, deleted: new Set(), renamed: back, lastCommit: async () => undefined }
}

/** A cache that cannot be written costs time alone. */
async function saved(cache: FileCache): Promise<void> {
  try {
    await cache.save()
  } catch (error) {
    if (!(error instanceof Failure) && !(error instanceof Error && 'code' in error)) throw error
  }
}
