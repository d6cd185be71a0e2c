import type { Finding, Place } from '../finding/finding.ts'

/** One thing wrong in a text, before it is known which file and which check it belongs to. */
export interface YamlProblem {
  code: ProblemCode
  message: string
  hint?: string | undefined
  place: Place
}

export type ProblemCode =
  | 'config/syntax'
  | 'config/too-large'
  | 'config/duplicate-key'
  | 'config/duplicate-id'
  | 'config/unknown-key'
  | 'config/invalid-value'
  | 'config/low-contrast'

/** More of a broken file helps nobody, and a hostile one could fill the memory. */
export const mostProblems = 1000

/** Findings of one file, in the order of its text. */
export function findingsOf(problems: readonly YamlProblem[], file: string, check: string): Finding[] {
  const sorted = problems.toSorted((a, b) => comparePlaces(a.place, b.place)).slice(0, mostProblems)
  return sorted.map(({ code, message, hint, place }) => ({
    check,
    code,
    severity: 'error',
    message,
    file,
    ...place,
    ...(hint !== undefined && { hint }),
  }))
}

export function comparePlaces(a: Place, b: Place): number {
  return a.line - b.line || a.column - b.column
}
