import { join } from 'node:path'
import { FileCache, MemoryCache } from '../../../checks/cache.ts'
import type { Context } from '../../../checks/context.ts'
import { runChecks } from '../../../checks/engine/engine.ts'
import { countOf, type Report } from '../../../checks/report.ts'
import { parseFormats } from '../../../checks/reporters/registry.ts'
import { openProject } from '../../config/project.ts'
import { quote } from '../../config/quote.ts'
import { Failure } from '../../guidebook/failure.ts'
import type { Severity } from '../../guidebook/finding.ts'
import { builtChecks } from './built.ts'
import type { Checked } from './checked.ts'
import { chooseChecks } from './choice.ts'
import { externalMode } from './external.ts'
import { fixAll } from './fixes.ts'
import type { CheckOptions } from './options.ts'
import { printReport } from './output.ts'
import { scopeOf } from './scope.ts'

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
  const { project, findings } = await open()
  const checks = options.built ? builtChecks(paths, options, project) : chooseChecks(options)
  const isAsked = await scopeOf(paths, project)
  const notes: string[] = []
  const file = join(project.cache, 'check.json')
  const cache = options.cache === false ? new MemoryCache() : await FileCache.open(file, Date.now())
  const external = externalMode(options)
  const context: Context = {
    cache,
    now: Date.now,
    env: process.env,
    signal,
    note: (text) => void notes.push(text),
    ...(external && { external }),
  }
  const run = { checks, context, isAsked, since: options.since }
  let outcome = await runChecks(project, findings, run)
  if (options.fix || options.fixDates) {
    // What is told is what is left, `waymark.yaml` too.
    outcome = await fixAll(outcome, options, async () => {
      const again = await open()
      return runChecks(again.project, again.findings, run)
    })
  }
  // Some of what asks git or the network takes a run that was stopped for one without an answer.
  signal.throwIfAborted()
  if (outcome.files === 0) throw nothingAsked(paths)
  if (cache instanceof FileCache) notes.push(...(await saved(cache)))
  const { snapshot, findings: found, files, old } = outcome
  return {
    root: project.root,
    repository: project.repository,
    snapshot,
    report: { findings: found, files, notes: [...new Set(notes)], ...(old && { old }) },
  }
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
