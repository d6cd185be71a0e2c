import type { Place } from '../../src/finding/finding.ts'

/**
 * Where a part of a condition stands in its file: exact where the scalar is plain or in quotes on one line, so that its
 * characters are those of the condition; else the whole scalar.
 */
export function placeInCondition(
  scalar: Place,
  condition: string,
  { start, end }: { start: number; end: number },
): Place {
  const { line, endLine, column, endColumn } = scalar
  const quotes = endColumn - column - condition.length
  const isPlain = line === endLine && (quotes === 0 || quotes === 2)
  if (!isPlain) return scalar
  const first = column + quotes / 2
  // What is missing at the end is shown by the last character there is.
  const from = start === end ? Math.max(0, start - 1) : start
  return { line, endLine, column: first + from, endColumn: first + Math.max(end, from + 1) }
}
