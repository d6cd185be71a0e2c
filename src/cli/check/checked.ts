import type { CheckResult } from '../../../checks/engine/engine.ts'
import type { Report } from '../../../checks/report.ts'

/** What was found, and what reporters ask for besides. */
export interface Checked extends Pick<CheckResult, 'snapshot'> {
  /** A file of a finding as the repository knows it. */
  inRepository: (file: string) => string
  report: Omit<Report, 'durationMs'>
}
