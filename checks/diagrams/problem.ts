import type { Severity } from '../../src/finding/finding.ts'

/** One thing wrong with a diagram, as its rule tells it; offsets are those in its source, in UTF-16 code units. */
export interface RuleProblem {
  message: string
  hint?: string
  severity?: Severity
  start: number
  end: number
  /** What mends it for certain. */
  fix?: { title: string; edits: { start: number; end: number; text: string }[] }
}

/** One thing wrong with a diagram. */
export interface DiagramProblem extends RuleProblem {
  /** That of a rule, such as `diagrams/cycle`. */
  code: string
}
