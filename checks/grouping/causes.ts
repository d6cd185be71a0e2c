import { type Finding, type Severity, severities } from '../../src/finding/finding.ts'
import { numberText } from '../../src/text/plural.ts'
import type { FindingGroup } from './finding-group.ts'

/** Fewer findings of one cause are told one by one. */
export const leastSharing = 20

export interface CauseOptions {
  /** How much the finding of a cause weighs in the project, if it has to weigh something else than `usual`. */
  severityOf: (code: string, usual: Severity) => Severity | 'off'
  /**
   * Whether the findings are those that are new: then somebody has just made them, and they weigh together what they
   * weigh one by one.
   */
  isComparing: boolean
}

/**
 * Makes one finding of those that share a cause, at the place of the first. It is a warning where the cause may well be a
 * setting: then none of them is known to be a fault. `findings` are in order, and stay so.
 */
export function groupCauses(findings: readonly Finding[], options: CauseOptions): FindingGroup[] {
  // What has a fix has its own way out.
  const shared = findings.filter(({ cause, fix }) => cause && !fix)
  const groups = [...Map.groupBy(shared, ({ cause }) => cause?.key).values()].filter(
    ({ length }) => length >= leastSharing,
  )
  const places = new Map(groups.flatMap((own) => placesOf(own, options)))
  return findings.flatMap((finding) => (places.has(finding) ? (places.get(finding) ?? []) : [finding]))
}

/** The first becomes the finding of all, the others nothing; all stay where the project wants no such finding. */
function placesOf(own: readonly Finding[], options: CauseOptions): [Finding, FindingGroup | undefined][] {
  const [first, ...rest] = own
  const cause = first?.cause
  if (!first || !cause) return []
  const heaviest = own.reduce((most, { severity }) => heavier(most, severity), first.severity)
  const usual = cause.isSetting && !options.isComparing && heaviest === 'error' ? 'warning' : heaviest
  const severity = options.severityOf(cause.code, usual)
  if (severity === 'off') return []
  const { target: _, cause: __, ...place } = first
  const group: FindingGroup = {
    ...place,
    code: cause.code,
    severity,
    message: `Unexpected ${numberText(own.length)} ${cause.what}, expected ${cause.expected}`,
    hint: cause.hint,
    others: own,
  }
  return [[first, group], ...rest.map((one): [Finding, undefined] => [one, undefined])]
}

function heavier(a: Severity, b: Severity): Severity {
  return severities.indexOf(a) <= severities.indexOf(b) ? a : b
}
