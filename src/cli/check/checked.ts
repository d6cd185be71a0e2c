import type { Outcome } from '../../../checks/engine/engine.ts'
import type { Report } from '../../../checks/report.ts'

/** What was found, and what reporters ask for besides. */
export interface Checked extends Pick<Outcome, 'snapshot'> {
  /** Absolute, as `repository`. */
  root: string
  repository: string
  report: Omit<Report, 'durationMs'>
}
