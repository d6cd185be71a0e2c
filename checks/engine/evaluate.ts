import picomatch from 'picomatch'
import type { CheckSettings } from '../../src/config/schema/check-settings.ts'
import type { Claim } from '../../src/finding/claim.ts'
import type { Finding, Severity } from '../../src/finding/finding.ts'
import { isAside, pageKindOf } from '../../src/guidebook/parts/page-kind.ts'
import type { Check, Codes, RawFinding } from '../check.ts'
import type { CheckContext } from '../context.ts'
import { applyIgnores } from '../ignore/ignore.ts'
import { ignoreRules } from '../ignore/rules.ts'
import { configuredSeverity } from '../rule.ts'
import { findingsBetween } from './kept-findings.ts'
import { toldOncePerFile } from './linked-pages.ts'
import type { Snapshot } from './snapshot.ts'

export interface EvaluationOptions {
  /** The checks that run. */
  checks: readonly Check[]
  codes: Codes
  context: CheckContext
  /** Whether the findings of a file, given relative to the project's root, are wanted. */
  inScope: (file: string) => boolean
  /** Told what was found and is told to nobody, since a comment of the page or a setting hides it. */
  onHidden?: ((finding: RawFinding) => void) | undefined
}

/** Runs the checks on a snapshot of a project, side by side. Sorted, each finding once, with its severity. */
export async function evaluate(snapshot: Snapshot, options: EvaluationOptions): Promise<Finding[]> {
  const { checks, codes, context, inScope, onHidden } = options
  const { input, findings } = snapshot
  const ofChecks = await Promise.all(
    checks.map(async (check) => {
      const { told, ...asides } = collected(context)
      return { found: await rawFindings(check, snapshot, { ...options, context: { ...context, ...asides } }), told }
    }),
  )
  // Which check is done first hangs on what it has to wait for.
  for (const { told } of ofChecks) for (const tell of told) tell()
  const raw = await toldOncePerFile(
    ofChecks.flatMap(({ found }) => found),
    input,
    inScope,
  )
  const settings = input.project.config.checks
  const told = applyIgnores(
    raw,
    input.pages.filter(({ file }) => inScope(input.inRoot(file))),
    {
      codes,
      isTold: (code) => isTold(code, checks, codes, context) && !isOff(code, codes, settings),
      inRoot: input.inRoot,
    },
  )
  const aside = new Set(input.pages.filter((page) => isAside(pageKindOf(page))).map(({ file }) => input.inRoot(file)))
  const scale = { codes, settings, isAside: (file: string) => aside.has(file) }
  if (onHidden) for (const one of hiddenAmong(raw, new Set(told), scale)) onHidden(one)
  const all = [...findings, ...weigh(told, scale)]
  return inOrder(all.filter(({ file }) => inScope(file)))
}

/** What takes what a check tells beside its findings, and what tells all of it, in that order. */
function collected({ note, claim }: Pick<CheckContext, 'note' | 'claim'>) {
  const told: (() => void)[] = []
  return {
    told,
    note: (text: string) => void told.push(() => note(text)),
    claim: claim && ((one: Claim) => void told.push(() => claim(one))),
  }
}

/** Those that a comment or a setting hides; codes that nobody has turned on hide nothing. */
function hiddenAmong(raw: readonly RawFinding[], told: ReadonlySet<RawFinding>, scale: Scale): RawFinding[] {
  return raw.filter(
    (one) => scale.codes[one.code]?.severity !== 'off' && (!told.has(one) || severityOf(one, scale) === 'off'),
  )
}

/** What one check finds on the pages that are in scope and not excluded. */
async function rawFindings(
  check: Check,
  { input, onPages, state }: Snapshot,
  { context, inScope }: EvaluationOptions,
): Promise<RawFinding[]> {
  const isExcluded = picomatch(input.project.config.checks[check.name].exclude)
  const pages = input.pages.filter(({ file }) => inScope(input.inRoot(file)) && !isExcluded(file))
  const ofPages = pages.flatMap(({ file }) => {
    const own = (onPages.get(file) ?? []).filter(({ code }) => code.startsWith(`${check.name}/`))
    return own.map((one) => placed(one, input.inRoot(file)))
  })
  const between = await findingsBetween(check, { input: { ...input, pages }, ...(state && { state }) }, context)
  const excluded = new Set(input.pages.filter(({ file }) => isExcluded(file)).map(({ file }) => input.inRoot(file)))
  return [...ofPages, ...between.filter(({ file }) => !excluded.has(file))]
}

/** A page's own finding does not know where the page stands in the project. */
function placed(one: Omit<RawFinding, 'file'>, file: string): RawFinding {
  if (!one.fix) return { ...one, file }
  const edits = one.fix.edits.map((edit) => ({ ...edit, file: edit.file === '' ? file : edit.file }))
  return { ...one, file, fix: { ...one.fix, edits } }
}

/** Whether this run would tell a code of a check, if there were reason to. */
export function isTold(
  code: string,
  checks: readonly Check[],
  codes: Codes,
  { external, draw, resolve, runs }: CheckContext,
): boolean {
  const needs = codes[code]?.needs
  // The audit of the built site has the name of a check, but its own codes alone.
  const isOwn = checks.some(
    ({ name, codes: own }) =>
      Object.hasOwn(own, code) || (code.startsWith(`${name}/`) && ignoreRules.some((rule) => rule.code === code)),
  )
  const isMet = { external: !!external, built: true, browser: !!draw, dns: !!resolve, runs: !!runs }
  return isOwn && (!needs || isMet[needs])
}

/** By file, line, column and code; what is said twice is said once. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const sorted = findings.toSorted(
    (a, b) =>
      compare(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      compare(a.code, b.code) ||
      compare(a.message, b.message),
  )
  return sorted.filter((finding, index) => {
    const before = sorted[index - 1]
    return before === undefined || !isSame(before, finding)
  })
}

function isSame(a: Finding, b: Finding): boolean {
  return a.file === b.file && a.line === b.line && a.column === b.column && a.code === b.code && a.message === b.message
}

/** By code units, which is the same everywhere. */
function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/**
 * How much a finding weighs in a project: as `waymark.yaml` says, else as the case asks, else as its code says. On a page
 * that is aside from what is read and kept right, the last two count less: only errors are told, as warnings.
 */
export function severityOf(
  found: Pick<RawFinding, 'code' | 'severity' | 'file'>,
  { codes, settings, isAside }: Scale,
): Severity | 'off' {
  const own = found.severity ?? codes[found.code]?.severity ?? 'error'
  return configuredSeverity(found.code, settings) ?? (isAside(found.file) ? lighter[own] : own)
}

const lighter = { error: 'warning', warning: 'off', info: 'off', off: 'off' } as const

/** What weighs findings. */
interface Scale {
  codes: Codes
  settings: CheckSettings
  /** Whether a file, relative to the project's root, is a page that weighs less. */
  isAside: (file: string) => boolean
}

/** Whether a code is turned off, by `waymark.yaml` or unless that turns it on. */
function isOff(code: string, codes: Codes, settings: CheckSettings): boolean {
  return (configuredSeverity(code, settings) ?? codes[code]?.severity) === 'off'
}

/** Gives each finding its check and its severity, and leaves out those that are off. */
function weigh(raw: readonly RawFinding[], scale: Scale): Finding[] {
  return raw.flatMap((one): Finding[] => {
    const { severity: _, ...found } = one
    const severity = severityOf(one, scale)
    return severity === 'off' ? [] : [{ check: one.code.replace(/\/.*/s, ''), severity, ...found }]
  })
}
