import type { Probe, Service } from '../../src/config/services.ts'
import type { Place } from '../../src/finding/finding.ts'
import type { RawFinding } from '../check.ts'
import { Condition, isMistake } from '../probes/conditions/condition.ts'
import type { ServiceRule } from './rule.ts'

/** A probe with such a condition would be judged by nothing. */
export const condition = {
  code: 'services/condition',
  severity: 'error',
  summary: 'A condition that cannot be right',
  why: `
The condition cannot be right: it is no CEL, names what this kind of probe does not have, compares what cannot be compared, or has a value that is neither true nor false. Write what the hint says, or look for the names and their types in [Conditions](../conditions.md#what-conditions-can-name); [common slips](../conditions.md#mistakes) stand there as well. A probe with such a condition would be judged by nothing, so [it is not run](../services.md#what-happens-to-mistakes).
`,
  wrong: {
    'guidebooks/services.yaml':
      'services:\n  shop:\n    probes:\n      web:\n        http: https://shop.example.org/\n        expect: ["statu == 200"]\n',
  },
  right: {
    'guidebooks/services.yaml':
      'services:\n  shop:\n    probes:\n      web:\n        http: https://shop.example.org/\n        expect: ["status == 200"]\n',
  },
  beside: { 'guidebooks/README.md': '# Shop\n' },
  check: ({ services }) => services.flatMap(wrongConditions),
} as const satisfies ServiceRule

/** Conditions that are no CEL, name what there is not, or compare what cannot be compared. */
export function wrongConditions({ file, probes }: Service): RawFinding[] {
  return probes.flatMap((probe) => (['expect', 'degraded'] as const).flatMap((key) => inList(probe, key, file)))
}

function inList(probe: Probe, key: 'expect' | 'degraded', file: string): RawFinding[] {
  return probe[key].flatMap((expression, index) => {
    const parsed = Condition.parse(expression, probe.kind)
    if (!isMistake(parsed)) return []
    const { message, hint, start, end } = parsed
    const place = placeInCondition(probe.locate([key, index]), expression, { start, end })
    return [{ code: condition.code, message, file, ...place, ...(hint !== undefined && { hint }) }]
  })
}

/**
 * Where a part of a condition stands in its file: exact where the scalar is plain or in quotes on one line, so that its
 * characters are those of the condition; else the whole scalar.
 */
function placeInCondition(scalar: Place, condition: string, { start, end }: { start: number; end: number }): Place {
  const { line, endLine, column, endColumn } = scalar
  const quotes = endColumn - column - condition.length
  const isPlain = line === endLine && (quotes === 0 || quotes === 2)
  if (!isPlain) return scalar
  const first = column + quotes / 2
  // What is missing at the end is shown by the last character there is.
  const from = start === end ? Math.max(0, start - 1) : start
  return { line, endLine, column: first + from, endColumn: first + Math.max(end, from + 1) }
}
