import { dialectNote } from '../../src/config/page-dialects.ts'
import type { Project } from '../../src/config/project.ts'
import { publicFiles } from '../../src/config/public-file.ts'
import { baseOf } from '../../src/config/schema/base.ts'
import { type CheckName, checkNames } from '../../src/config/schema/check-settings.ts'
import { listSources, noPagesFailure, readDeclaredServices, sourcesOf } from '../../src/config/sources.ts'
import { codeDigest } from '../../src/files/code-digest.ts'
import type { Disclosure } from '../../src/files/disclosure.ts'
import { DiskTree } from '../../src/files/disk-tree.ts'
import type { ClaimsReport } from '../../src/finding/claim.ts'
import type { Finding, Severity } from '../../src/finding/finding.ts'
import { mergeBase } from '../../src/git/merge-base.ts'
import type { SharedPages } from '../../src/guidebook/shared-pages.ts'
import type { ProjectFiles } from '../../src/inventory/project-files.ts'
import { inventoryOf } from '../../src/inventory/project-inventory.ts'
import { type Comparison, compare, type KnownFinding } from '../baseline/baseline.ts'
import type { Check, Codes } from '../check.ts'
import { ClaimCollector } from '../claims/collector.ts'
import { pageClaims } from '../claims/page-claims.ts'
import type { CheckContext } from '../context.ts'
import { groupCauses } from '../grouping/causes.ts'
import type { FindingGroup } from '../grouping/finding-group.ts'
import { WorkTreeFiles } from '../history/git-files.ts'
import { GitHistory } from '../history/git-history.ts'
import { allCodes } from '../registry.ts'
import { type EvaluationOptions, evaluate, inOrder, isTold, severityOf } from './evaluate.ts'
import { readIncluded } from './included-pages.ts'
import type { PageSettingsByCheck } from './page-checks.ts'
import { PageReader, type PageReaderOptions } from './page-reader.ts'
import { validateSettings } from './settings-findings.ts'
import { checkedFiles, type Snapshot, snapshotOf } from './snapshot.ts'

export interface RunOptions {
  checks: readonly Check[]
  context: CheckContext
  /** Whether the findings of a file, given relative to the project's root, are wanted. */
  inScope: (file: string) => boolean
  /** Pages to check besides, relative to the guidebooks root: they need not be of the guidebooks. */
  extraPages?: readonly string[] | undefined
  /** A commit: what was wrong where its way and that of the work tree part is counted, not told. */
  since?: string | undefined
  /** What is known to be wrong, and so is counted, not told. */
  baseline?: readonly KnownFinding[] | undefined
  /** Pages that other readings know, and that are for them. */
  shared?: SharedPages
  /** How many threads are worth it for pages, in place of the usual answer. */
  threadsFor?: PageReaderOptions['threadsFor']
  /** Whether what is held of each page is wanted too. */
  claims?: true
}

/** What a run found, and what it looked at. */
export interface CheckResult {
  snapshot: Snapshot
  /** Absent where pages alone were looked at. */
  read?: ProjectFiles
  findings: FindingGroup[]
  /** The same before those of one cause were made one. */
  ungrouped: readonly Finding[]
  /** How many files were looked at. */
  files: number
  /** Pages that were not looked at since a name on the way begins with a dot, relative to the project's root. */
  skipped: string[]
  old?: { count: number; ref: string }
  /** What came of holding the findings against the baseline. */
  comparison?: Comparison
  /** What is held of each page, where that was asked for. */
  claims?: ClaimsReport
}

/** Reads a project once, and runs checks on it. `early` is what was found wrong in its `waymark.yaml`. */
export async function runChecks(opened: Project, early: Finding[], options: RunOptions): Promise<CheckResult> {
  // Absolute links are read as the site reads them.
  const project = { ...opened, config: { ...opened.config, base: baseOf(opened.config) } }
  const { checks, inScope, since, baseline } = options
  // What stands in the way of comparing is told before anything is looked at.
  const commit = since === undefined ? undefined : await mergeBase(project.repository, since, options.context)
  const context = withMemory(options.context)
  const reader = await pageReader(project, options, context)
  const { snapshot, read } = await readWorkTree(project, reader, context, options)
  const { disclosure, dialects } = read.sources
  const note = dialectNote(dialects.inUse)
  if (note !== undefined) context.note(note)
  // A run that looks at nothing would find nothing: a wrong root must not pass for a clean one.
  if (snapshot.input.pages.length === 0 && !checks.every(({ needsNoPages }) => needsNoPages))
    throw noPagesFailure(project)
  const codes: Codes = Object.assign({}, allCodes(), ...checks.map((check) => check.codes))
  const how: EvaluationOptions = { checks, codes, context, inScope }
  const settings = await validateSettings(project, checks, codes)
  const { guidebooks } = snapshot.input
  const published = publicFiles({ project, guidebooks, disclosure }).findings
  const outside = [...early, ...settings, ...published, ...(await themeFindings(project, disclosure))].filter(
    ({ file }) => inScope(file),
  )
  const collector = options.claims && new ClaimCollector()
  const notes = new Set<string>()
  const collecting = {
    ...context,
    note: (text: string) => {
      notes.add(text)
      context.note(text)
    },
    claim: collector?.add,
  }
  const findings = inOrder([
    ...outside,
    ...(await evaluate(snapshot, { ...how, context: collecting, onHidden: collector?.hide })),
  ])
  const now = context.now()
  const claims = collector && {
    checkedAt: new Date(now).toISOString(),
    pages: pageClaims(snapshot.input, { checks, collector, findings, now }),
    notes: [...notes],
  }
  const { hidden, inRoot } = snapshot.input
  const skipped = hidden.map(inRoot).filter(inScope)
  const all = {
    ...(claims && { claims }),
    snapshot,
    read,
    files: [...checkedFiles(snapshot)].filter(inScope).length,
    skipped,
  }
  // What many pages share is told of none of them.
  const scale = { codes, settings: project.config.checks, isAside: () => false }
  const weigh = (code: string, severity: Severity) => severityOf({ code, severity, file: '' }, scale)
  if (baseline) {
    const there = checkedFiles(snapshot)
    const isLookedFor = ({ file, code }: KnownFinding) =>
      inScope(file) && (isTold(code, checks, codes, context) || !checkNames.some((name) => code.startsWith(`${name}/`)))
    const comparison = compare(findings, baseline, { isLookedFor, isThere: (file) => there.has(file) })
    return {
      ...all,
      comparison,
      ungrouped: comparison.fresh,
      findings: groupCauses(comparison.fresh, { severityOf: weigh, isComparing: true }),
    }
  }
  if (since === undefined || commit === undefined)
    return { ...all, ungrouped: findings, findings: groupCauses(findings, { severityOf: weigh, isComparing: false }) }
  const [{ readBaseSnapshot }, { newFindings, renamedInRoot }] = await Promise.all([
    import('../since/base.ts'),
    import('../since/new-findings.ts'),
  ])
  const base = await readBaseSnapshot(project, snapshot, { commit, reader, context })
  const renamed = renamedInRoot(base.snapshot.input, base.changes)
  // What is told at the first of several pages is told of those that are asked for now, by their names of then.
  const wasInScope = (file: string) => inScope(renamed.get(file) ?? file)
  const before = {
    input: base.snapshot.input,
    findings: await evaluate(base.snapshot, { ...how, inScope: wasInScope }),
  }
  const fresh = await newFindings(before, { input: snapshot.input, findings }, base.changes)
  return {
    ...all,
    ungrouped: fresh,
    findings: groupCauses(fresh, { severityOf: weigh, isComparing: true }),
    old: { count: findings.length - fresh.length, ref: since },
  }
}

/** What is wrong with the theme. Pictures and fonts take code of their own, and most projects have neither. */
async function themeFindings(project: Project, disclosure: Disclosure): Promise<Finding[]> {
  const { nav, ...others } = project.config.theme
  if (nav.length === 0 && Object.values(others).every((one) => one === undefined)) return []
  const { readTheme } = await import('../../src/config/theme/theme.ts')
  return (await readTheme({ project, disclosure })).findings
}

/** What the network said once holds for the work tree and for the commit. */
function withMemory(context: CheckContext): CheckContext {
  const { external, resolve } = context
  return {
    ...context,
    ...(external && { external: { ...external, known: {} } }),
    ...(resolve && { resolve: { ...resolve, known: {} } }),
  }
}

async function pageReader(
  project: Project,
  { checks, threadsFor, shared }: RunOptions,
  context: CheckContext,
): Promise<PageReader> {
  const settings: PageSettingsByCheck = {}
  for (const check of checks.filter(({ checkPage }) => checkPage)) {
    const extra = (await check.pageExtra?.(project)) ?? ''
    settings[check.name] = { settings: ownSettings(project, check.name), extra }
  }
  return new PageReader({
    checks,
    settings,
    cache: context.cache,
    code: codeDigest(),
    threadsFor,
    shared,
    foresee: (page) => {
      for (const check of checks) check.foresee?.(page, context)
    },
    signal: context.signal,
  })
}

/** Severities and excludes are applied to what was found, so a change of them finds nothing anew. */
function ownSettings(project: Project, name: CheckName): Record<string, unknown> {
  const { severity: _, exclude: __, ...own } = project.config.checks[name]
  return own
}

async function readWorkTree(
  project: Project,
  reader: PageReader,
  { signal, cache }: CheckContext,
  { checks, extraPages = [] }: Pick<RunOptions, 'checks' | 'extraPages'>,
): Promise<{ snapshot: Snapshot; read: ProjectFiles }> {
  const git = new WorkTreeFiles(project.repository, signal)
  // Git lists the files while pages are read. Who needs the list hears of a failure.
  if (checks.some(({ asksInventory }) => asksInventory)) git.listed().catch(() => {})
  const listing = await listSources(project, { extraPages, signal })
  const readFiles = (files: string[]) =>
    reader.fromDisk(project.guidebooks, files, (file, bytes) => listing.dialects.readingOf(file, bytes))
  const [read, declared] = await Promise.all([readFiles(listing.pages), readDeclaredServices(project, listing, signal)])
  const included = await readIncluded(read.pages, readFiles)
  for (const [file, findings] of included.findings) read.findings.set(file, findings)
  const own = sourcesOf(listing, read, declared)
  const sources = { ...own, extraPages: [...own.extraPages, ...included.pages] }
  const repository = new DiskTree(project.repository, own.disclosure)
  const history = new GitHistory(project, { cache, signal })
  const inventory = inventoryOf(project, { cache, signal, listed: () => git.listed(), tip: () => history.tip() })
  const snapshot = snapshotOf({ project, sources, onPages: read.findings, repository, history, git, inventory })
  return { snapshot, read: { sources: own, guidebooks: snapshot.input.guidebooks, inventory } }
}
