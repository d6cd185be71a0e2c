import { join } from 'node:path'
import type { KnownFinding } from '../../../checks/baseline/baseline.ts'
import type { Check } from '../../../checks/check.ts'
import type { CheckContext } from '../../../checks/context.ts'
import { limitPerDiagram } from '../../../checks/diagrams/finding-limit.ts'
import type { IdleThread } from '../../../checks/diagrams/reader/idle-thread.ts'
import { type CheckResult, runChecks } from '../../../checks/engine/engine.ts'
import { groupRepeats } from '../../../checks/grouping/repeats.ts'
import { allCodes } from '../../../checks/registry.ts'
import { severityCounts } from '../../../checks/report.ts'
import { reporters } from '../../../checks/reporters/registry.ts'
import { openProject, type Project } from '../../config/project.ts'
import { isInside, posixRelative } from '../../files/inside.ts'
import { FileCache, MemoryCache } from '../../files/section-cache.ts'
import { Failure } from '../../finding/failure.ts'
import { type Finding, severities } from '../../finding/finding.ts'
import { quote } from '../../text/quote.ts'
import { interrupted, interruption } from '../interruption.ts'
import { parseFormats } from '../output.ts'
import { baselineReport, openBaseline } from './baseline.ts'
import { fixableOf } from './fixable.ts'
import { type CheckOptions, checksOf, detailOf, drawMode, externalMode, readRuns, resolveMode } from './options.ts'
import { writeReport } from './report.ts'
import { isPageOf, scopeOf } from './scope.ts'
import { readStandalonePages, type StandalonePage } from './standalone-pages.ts'

/** Runs `waymark check`. Returns the exit status: 0 where nothing was found that fails it, 1 otherwise. */
export async function runCheckCommand(
  paths: readonly string[],
  options: CheckOptions,
  idleThread: IdleThread,
): Promise<number> {
  const started = performance.now()
  const stop = interruption()
  try {
    const outputs = parseFormats(options.format ?? [], options.output, reporters)
    const detail = detailOf(options, outputs)
    const known = await openBaseline(options)
    const open = () => openProject({ root: options.root, cache: options.cache || undefined, signal: stop.signal })
    const opened = await open()
    const notes = new Set<string>()
    const cache = await openCache(options, opened.project)
    const context: CheckContext = {
      cache,
      now: Date.now,
      env: process.env,
      signal: stop.signal,
      note: (text) => void notes.add(text),
      external: externalMode(options),
      resolve: resolveMode(options),
      runs: await readRuns(options),
      draw: drawMode(options, opened.project, stop.signal),
      idleThread,
    }
    const checks = await checksOf(paths, options, opened.project)
    const pages = await readStandalonePages(paths, options, stop.signal)
    const checked = pages
      ? await checkPages(pages, opened.project, { checks, context })
      : await checkProject(paths, options, { opened, open, checks, context, baseline: known })
    // Some of what asks git or the network takes a run that was stopped for one without an answer.
    stop.signal.throwIfAborted()
    if (checked.files === 0 && !options.built) throw nothingToCheck(paths)
    for (const note of await save(cache)) notes.add(note)
    const { files, skipped, old, snapshot, inRepository } = checked
    const baseline = await baselineReport(checked, options)
    // What was just written is known.
    const fresh = options.writeBaseline ? [] : checked.findings
    const found = groupRepeats(limitPerDiagram(fresh, snapshot.input), allCodes())
    const { severity = 'info' } = options
    const findings = found.filter((finding) => isAtLeast(finding, severity))
    const report = {
      ...{ findings, files, skipped, notes: [...notes], fixable: fixableOf(findings, checked.isOwn) },
      ...(old && { old }),
      ...(baseline && { baseline }),
      ...(findings.length < found.length && {
        notShown: severityCounts(found.filter((finding) => !isAtLeast(finding, severity))),
      }),
      durationMs: Math.round(performance.now() - started),
    }
    await writeReport(report, outputs, { input: snapshot.input, inRepository, detail })
    return found.some((finding) => isAtLeast(finding, options.failOn)) ? 1 : 0
  } catch (error) {
    if (stop.signal.aborted) return interrupted
    throw error
  }
}

function isAtLeast({ severity }: Finding, least: Finding['severity']): boolean {
  return severities.indexOf(severity) <= severities.indexOf(least)
}

async function openCache({ cache }: CheckOptions, project: Project): Promise<FileCache | MemoryCache> {
  return cache === false ? new MemoryCache() : FileCache.open(join(project.cache, 'check.json'), Date.now())
}

/** What was found, and how its files are named. */
interface Checked extends CheckResult {
  /** Whether a file of a finding is a page of the project: `--fix` writes no other. */
  isOwn: (file: string) => boolean
  /** A file of a finding as the repository knows it. */
  inRepository: (file: string) => string
}

interface How {
  checks: readonly Check[]
  context: CheckContext
}

type Opened = Awaited<ReturnType<typeof openProject>>

/** Checks a project, and fixes what the options ask to be fixed. */
async function checkProject(
  paths: readonly string[],
  options: CheckOptions,
  { opened, open, ...how }: How & { opened: Opened; open: () => Promise<Opened>; baseline: KnownFinding[] | undefined },
): Promise<Checked> {
  const run = { ...how, ...(await scopeOf(paths, opened.project)), since: options.since }
  const first = await runChecks(opened.project, opened.findings, run)
  // What is told is what is left, of `waymark.yaml` too.
  const again = async () => {
    const { project, findings } = await open()
    return runChecks(project, findings, run)
  }
  const result =
    options.fix || options.fixDates ? await (await import('./fixes.ts')).fixAll(first, options, again) : first
  const fromRepository = posixRelative(opened.project.repository, opened.project.root)
  const inRepository = (file: string) => (fromRepository === '' ? file : `${fromRepository}/${file}`)
  return { ...result, isOwn: () => true, inRepository }
}

/** Checks pages that need no others. */
async function checkPages(alone: readonly StandalonePage[], project: Project, how: How): Promise<Checked> {
  const { checkSinglePages } = await import('../../../checks/engine/single-pages.ts')
  const paths = new Map(alone.map(({ page, path }) => [page.file, path]))
  const pages = alone.map(({ page }) => page)
  return {
    ...(await checkSinglePages(pages, project, how)),
    isOwn: (file) => {
      const path = paths.get(file)
      return path !== undefined && isPageOf(project, path)
    },
    inRepository: (file) => {
      const path = paths.get(file)
      return path !== undefined && isInside(project.repository, path) ? posixRelative(project.repository, path) : file
    },
  }
}

function nothingToCheck(paths: readonly string[]): Failure {
  return new Failure(
    `Unexpected path ${quote(paths.join(' '))}, expected a page or a folder of pages`,
    'Pages are the Markdown files below `guidebooks` of `waymark.yaml` that `exclude` does not name',
  )
}

/** Returns what to note: a cache that cannot be written costs time alone, since the root may be read-only. */
async function save(cache: FileCache | MemoryCache): Promise<string[]> {
  if (!(cache instanceof FileCache)) return []
  try {
    await cache.save()
    return []
  } catch (error) {
    const why = error instanceof Failure ? error.message : error instanceof Error && 'code' in error && error.code
    if (!why) throw error
    return [
      `The cache could not be written (${String(why)}): the next run starts anew; name another folder with \`--cache DIR\``,
    ]
  }
}
