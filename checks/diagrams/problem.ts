import type { Severity } from '../../src/finding/finding.ts'

/** One thing wrong with a diagram; `start` and `end` are offsets in its source, in UTF-16 code units. */
export interface DiagramProblem {
  /** As in codes.ts. */
  code: string
  message: string
  hint?: string
  severity?: Severity
  start: number
  end: number
  /** What mends it for certain. */
  fix?: { title: string; edits: { start: number; end: number; text: string }[] }
}
