import { join } from 'node:path'
import type { Check } from '../../../checks/check.ts'
import type { CheckContext } from '../../../checks/context.ts'
import { limitPerDiagram } from '../../../checks/diagrams/finding-limit.ts'
import { checkAlone } from '../../../checks/engine/alone.ts'
import { type CheckResult, runChecks } from '../../../checks/engine/engine.ts'
import { countOf, type Report } from '../../../checks/report.ts'
import { parseFormats } from '../../../checks/reporters/registry.ts'
import { openProject, type Project } from '../../config/project.ts'
import { posixRelative } from '../../config/sources.ts'
import { isInside } from '../../files/inside.ts'
import { FileCache, MemoryCache } from '../../files/section-cache.ts'
import { Failure } from '../../finding/failure.ts'
import type { Finding, Severity } from '../../finding/finding.ts'
import { quote } from '../../text/quote.ts'
import { type AlonePage, pagesAlone } from './alone.ts'
import { builtChecks } from './built.ts'
import type { Checked } from './checked.ts'
import { chooseChecks } from './choice.ts'
import { drawMode } from './draw.ts'
import { externalMode } from './external.ts'
import { fixAll, fixedOf } from './fixes.ts'
import type { CheckOptions } from './options.ts'
import { printReport } from './output.ts'
import { isPageOf, scopeOf } from './scope.ts'

/** Runs `waymark check`. Returns the exit status: 0 where nothing was found that fails it, 1 otherwise. */
export async function runCheck(paths: readonly string[], options: CheckOptions): Promise<number> {
  const started = performance.now()
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort())
  try {
    const outputs = parseFormats(options.format ?? [], options.output)
    const checked = await check(paths, options, stop.signal)
    const report: Report = { ...checked.report, durationMs: Math.round(performance.now() - started) }
    await printReport(report, outputs, checked)
    return fails(report, options.failOn) ? 1 : 0
  } catch (error) {
    if (stop.signal.aborted) return 130
    throw error
  }
}

/** Whether there is a finding of this severity or above. */
function fails({ findings }: Report, failOn: Severity): boolean {
  const { errors, warnings, infos } = countOf(findings)
  return errors + (failOn === 'error' ? 0 : warnings) + (failOn === 'info' ? infos : 0) > 0
}

async function check(paths: readonly string[], options: CheckOptions, signal: AbortSignal): Promise<Checked> {
  const open = () => openProject({ root: options.root, cache: options.cache || undefined, signal })
  const opened = await open()
  const { project } = opened
  const notes: string[] = []
  const file = join(project.cache, 'check.json')
  const cache = options.cache === false ? new MemoryCache() : await FileCache.open(file, Date.now())
  const external = externalMode(options)
  const draw = drawMode(options, project, signal)
  const context: CheckContext = {
    cache,
    now: Date.now,
    env: process.env,
    signal,
    note: (text) => void notes.push(text),
    ...(external && { external }),
    ...(draw && { draw }),
  }
  const outcome = await outcomeOf(paths, options, { opened, open, context })
  // Some of what asks git or the network takes a run that was stopped for one without an answer.
  signal.throwIfAborted()
  if (outcome.files === 0) throw nothingAsked(paths)
  if (cache instanceof FileCache) notes.push(...(await saved(cache)))
  const { snapshot, files, old } = outcome
  const findings = limitPerDiagram(outcome.findings, snapshot.input)
  const mended = fixedOf(findings, outcome.isOwn)
  return {
    inRepository: outcome.inRepository,
    snapshot,
    report: {
      ...{ findings, files, skipped: outcome.skipped, notes: [...new Set(notes)], mended },
      ...(old && { old }),
    },
  }
}

interface Opened {
  project: Project
  findings: Finding[]
}

interface Asked extends CheckResult, Pick<Checked, 'inRepository'> {
  /** Whether a file of a finding is a page of the project: `--fix` writes no other. */
  isOwn: (file: string) => boolean
}

/** Looks at what the command line asks about: a project, or files by themselves. */
async function outcomeOf(
  paths: readonly string[],
  options: CheckOptions,
  { opened, open, context }: { opened: Opened; open: () => Promise<Opened>; context: CheckContext },
): Promise<Asked> {
  const { project, findings } = opened
  const checks = options.built ? builtChecks(paths, options, project) : chooseChecks(options)
  const alone = await pagesAlone(paths, options, context.signal)
  if (alone) return checkedAlone(alone, project, { checks, context })
  const run = { checks, context, ...(await scopeOf(paths, project)), since: options.since }
  const first = await runChecks(project, findings, run)
  // What is told is what is left, `waymark.yaml` too.
  const again = async () => {
    const reopened = await open()
    return runChecks(reopened.project, reopened.findings, run)
  }
  const outcome = options.fix || options.fixDates ? await fixAll(first, options, again) : first
  return { ...outcome, isOwn: () => true, inRepository: repositoryPath(project) }
}

async function checkedAlone(
  alone: readonly AlonePage[],
  project: Project,
  how: { checks: readonly Check[]; context: CheckContext },
): Promise<Asked> {
  const own = alone.filter(({ path }) => path !== undefined && isPageOf(project, path))
  const names = new Set(own.map(({ page }) => page.file))
  const pages = alone.map(({ page }) => page)
  const paths = new Map(alone.map(({ page, path }) => [page.file, path]))
  const inRepository = (file: string) => {
    const path = paths.get(file)
    return path !== undefined && isInside(project.repository, path) ? posixRelative(project.repository, path) : file
  }
  return { ...(await checkAlone(pages, project, how)), isOwn: (file) => names.has(file), inRepository }
}

function repositoryPath({ repository, root }: Project): Checked['inRepository'] {
  const way = posixRelative(repository, root)
  return (file) => (way === '' ? file : `${way}/${file}`)
}

function nothingAsked(paths: readonly string[]): Failure {
  return new Failure(
    `Unexpected path ${quote(paths.join(' '))}, expected a page or a folder of pages`,
    'Pages are the Markdown files below `guidebooks` of `waymark.yaml` that `exclude` does not name',
  )
}

/** A cache that cannot be written costs time alone: the root may be read-only. */
async function saved(cache: FileCache): Promise<string[]> {
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
