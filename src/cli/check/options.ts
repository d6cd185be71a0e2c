import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Check } from '../../../checks/check.ts'
import type { CheckContext, ExternalMode } from '../../../checks/context.ts'
import { checks } from '../../../checks/registry.ts'
import type { Reporter } from '../../../checks/report.ts'
import { reporters } from '../../../checks/reporters/registry.ts'
import type { Project } from '../../config/project.ts'
import type { CheckName } from '../../config/schema/check-settings.ts'
import { Failure } from '../../finding/failure.ts'
import type { Severity } from '../../finding/finding.ts'
import { oneOf } from '../../text/quote.ts'
import { suggestion } from '../../text/suggestion.ts'
import type { Output } from '../output.ts'

/** Options of `waymark check`, as commander gives them. */
export interface CheckOptions {
  root: string
  cache: string | false | undefined
  only?: string[]
  skip?: string[]
  external?: boolean
  resolve?: boolean
  status?: string
  draw?: boolean
  since?: string
  baseline?: string
  writeBaseline?: boolean
  prune?: boolean
  failOn: Severity
  severity?: Severity
  summary?: boolean
  all?: boolean
  fix?: boolean
  fixDates?: boolean
  format?: string[]
  output?: string
  record?: string
  replay?: string
  built?: boolean
  out?: string
}

/** Options that say how sources are checked, and so nothing of the built site. */
const forSources = [
  'only',
  'skip',
  'external',
  'resolve',
  'status',
  'draw',
  'record',
  'replay',
  'since',
  'fix',
  'fixDates',
] as const

/**
 * The checks that `--only` and `--skip` leave; with `--built` that of the built site in place of all.
 *
 * @throws Failure where the options contradict each other, or leave none
 */
export async function checksOf(paths: readonly string[], options: CheckOptions, { root }: Project): Promise<Check[]> {
  if (!options.built) return chosenChecks(options)
  if (paths.length > 0)
    throw new Failure(
      `Unexpected path \`${paths[0]}\` beside \`--built\`, expected the whole site`,
      'Leave out the path; a site in another folder is named with `--out DIR`',
    )
  const other = forSources.find((name) => options[name] !== undefined)
  if (other !== undefined) {
    const flag = other.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    throw new Failure(
      `Unexpected \`--${flag}\` beside \`--built\`, expected one of them`,
      'Run `waymark check` once for the sources, and once for the built site',
    )
  }
  const { auditOf } = await import('../../../checks/built/audit.ts')
  return [auditOf({ folder: resolve(options.out ?? join(root, 'dist')) })]
}

function chosenChecks({ only, skip = [] }: CheckOptions): Check[] {
  for (const name of only ?? []) expectCheck('only', name)
  for (const name of skip) expectCheck('skip', name)
  const chosen = checks.filter(({ name }) => (only?.includes(name) ?? true) && !skip.includes(name))
  if (chosen.length > 0) return chosen
  throw new Failure('Unexpected choice of no check at all, expected one at least', 'Leave out `--only` or `--skip`')
}

function expectCheck(option: string, name: string): void {
  const names = checks.map((check) => check.name)
  if (names.some((known) => known === name)) return
  throw new Failure(
    `Unexpected \`--${option} ${name}\`, expected ${oneOf(names)}`,
    suggestion(name, names) ?? 'Each page of the manual about checks has the name of its check',
  )
}

/**
 * How much of its findings a report tells to people.
 *
 * @throws Failure where the options contradict each other, or no format can do so
 */
export function detailOf(
  { summary, all }: CheckOptions,
  outputs: readonly Output<Reporter>[],
): 'summary' | 'all' | undefined {
  if (summary && all)
    throw new Failure('Unexpected `--all` beside `--summary`, expected one of them', 'A summary has no findings')
  if (summary && !outputs.some(({ reporter }) => reporter.hasSummary)) {
    const able = Object.values(reporters).filter(({ hasSummary }) => hasSummary)
    throw new Failure(
      `Unexpected \`--summary\` with \`--format ${outputs[0]?.format}\`, expected ${oneOf(able.map(({ name }) => name))}`,
      'The other formats always list what was found',
    )
  }
  return summary ? 'summary' : all ? 'all' : undefined
}

/** How external links are checked: not at all, unless one of the options asks for it. */
export function externalMode({ external, record, replay }: CheckOptions): ExternalMode | undefined {
  if (record !== undefined && replay !== undefined)
    throw new Failure(
      'Unexpected `--record` beside `--replay`, expected one of them',
      'A replay asks nothing that could be recorded',
    )
  if (!external && record === undefined && replay === undefined) return undefined
  return {
    ...(record !== undefined && { record: resolve(record) }),
    ...(replay !== undefined && { replay: resolve(replay) }),
  }
}

/** How DNS is asked: not at all, unless `--resolve` is given. */
export function resolveMode(options: CheckOptions): CheckContext['resolve'] {
  if (!options.resolve) return undefined
  expectCheckOf('--resolve', 'hosts', options)
  return {}
}

/**
 * How runs through pages have ended: nobody tells, unless `--status` names a file.
 *
 * @throws Failure where it is none of them
 */
export async function readRuns(options: CheckOptions): Promise<CheckContext['runs']> {
  const { status } = options
  if (status === undefined) return undefined
  expectCheckOf('--status', 'structure', options)
  const hint =
    'Name the file `runs.json` beside the history of `waymark serve`, or what `/_waymark/runs.json` has answered'
  if (!existsSync(status)) throw new Failure(`Unexpected \`--status ${status}\`, expected a file that is there`, hint)
  const [{ StoreError }, { readRunRecords }] = await Promise.all([
    import('../../status/history/store.ts'),
    import('../../status/runs/run-log.ts'),
  ])
  return readRunRecords(status).catch((error) => {
    throw error instanceof StoreError ? new Failure(error.message, hint) : error
  })
}

/** How diagrams are drawn: not at all, unless `--draw` is given. What is drawn here, a build draws no more. */
export function drawMode(options: CheckOptions, { cache }: Project, signal: AbortSignal): CheckContext['draw'] {
  if (!options.draw) return undefined
  expectCheckOf('--draw', 'diagrams', options)
  return async (sources) => {
    const { drawAll } = await import('../../diagrams/drawings.ts')
    return drawAll(sources, { cache: options.cache === false ? undefined : cache, signal })
  }
}

/** An option of one check says nothing without it. */
function expectCheckOf(
  option: string,
  check: CheckName,
  { only, skip = [] }: Pick<CheckOptions, 'only' | 'skip'>,
): void {
  if (!skip.includes(check) && only?.includes(check) !== false) return
  throw new Failure(
    `Unexpected \`${option}\` without the check \`${check}\`, expected both`,
    `Leave out \`${option}\`, or let \`--only\` and \`--skip\` leave \`${check}\``,
  )
}
