/** How much a finding weighs: an `error` fails a check, the others are told. */
export type Severity = 'error' | 'warning' | 'info'

/** A range in a text file; lines and columns count from 1, columns in UTF-16 code units, the end is exclusive. */
export interface Place {
  line: number
  column: number
  endLine: number
  endColumn: number
}

/** One thing wrong, at a place. `file` is relative to the project's root, with `/` between folders. */
export interface Finding extends Place {
  check: string
  /** Stable, `check/what`. */
  code: string
  severity: Severity
  /** "Unexpected `x`, expected `y`", values in backticks, no final period. */
  message: string
  file: string
  /** What to do about it. */
  hint?: string
}

/** The place of a finding that is about a whole file. */
export const wholeFile: Place = { line: 1, column: 1, endLine: 1, endColumn: 1 }
