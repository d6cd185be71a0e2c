import type { Project } from '../../src/config/project.ts'
import { baseOf } from '../../src/config/schema/base.ts'
import type { DiskSources } from '../../src/config/sources.ts'
import { DiskTree } from '../../src/files/disk-tree.ts'
import type { Cache } from '../../src/files/section-cache.ts'
import type { ClaimsReport } from '../../src/finding/claim.ts'
import type { Guidebooks } from '../../src/guidebook/guidebooks.ts'
import type { ProjectInventory } from '../../src/inventory/project-inventory.ts'
import { ClaimCollector } from '../claims/collector.ts'
import { pageClaims } from '../claims/page-claims.ts'
import type { CheckContext } from '../context.ts'
import { WorkTreeFiles } from '../history/git-files.ts'
import { GitHistory } from '../history/git-history.ts'
import { allCodes, checks } from '../registry.ts'
import { evaluate } from './evaluate.ts'
import { snapshotOf } from './snapshot.ts'

export interface ClaimsOptions {
  cache: Cache
  /** Keeps what is known of single pages, by their files. */
  pages?: Cache
  inventory: ProjectInventory
  /** The pages without drafts, where they were put together already. */
  guidebooks?: Guidebooks
  env: CheckContext['env']
  signal: AbortSignal
  /** Milliseconds since 1970. */
  now: () => number
  idleThread?: CheckContext['idleThread']
  readings?: CheckContext['readings']
}

/**
 * What is held of pages that were read already: by the checks that judge claims, without those of single pages, without
 * the network and without a browser.
 */
export async function judgeClaims(
  opened: Project,
  sources: DiskSources,
  { cache, pages, inventory, guidebooks, env, signal, now, idleThread, readings }: ClaimsOptions,
): Promise<ClaimsReport> {
  const project = { ...opened, config: { ...opened.config, base: baseOf(opened.config) } }
  const judging = checks.filter(({ claims }) => claims)
  const notes = new Set<string>()
  const collector = new ClaimCollector()
  const note = (text: string) => void notes.add(text)
  const context = { cache, pages, now, env, signal, note, claim: collector.add, idleThread, readings }
  const repository = new DiskTree(project.repository, sources.disclosure)
  const history = new GitHistory(project, { signal })
  const git = new WorkTreeFiles(project.repository, signal)
  const read = { project, sources, onPages: new Map(), repository, history, git, inventory }
  const snapshot = snapshotOf({ ...read, guidebooks })
  const findings = await evaluate(snapshot, {
    checks: judging,
    codes: allCodes(),
    context,
    inScope: () => true,
    onHidden: collector.hide,
  })
  const checkedAt = now()
  const claims = pageClaims(snapshot.input, { checks: judging, collector, findings, now: checkedAt })
  return { checkedAt: new Date(checkedAt).toISOString(), pages: claims, notes: [...notes] }
}
