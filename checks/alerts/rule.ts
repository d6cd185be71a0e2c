import type { SharedCause } from '../../src/finding/finding.ts'
import type { Alerts } from '../../src/inventory/alerts/alerts.ts'
import type { RunbookAddresses } from '../../src/inventory/alerts/runbook-address.ts'
import type { Past } from '../../src/inventory/past.ts'
import type { RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import type { Rule } from '../rule.ts'
import type { RunbookProblem } from './runbook-links.ts'

/** What the rules of this check are asked about. */
export interface AlertInput {
  input: CheckInput
  alerts: Alerts
  addresses: RunbookAddresses
  /** Rules whose runbook leads nowhere, each with what is wrong. */
  broken: readonly RunbookProblem[]
  /** What many of them have in common. */
  causes: ReadonlyMap<RunbookProblem, SharedCause>
  past: Past
  /** A file of the repository as findings name it. */
  fileOf: (file: string) => string
}

/** A rule over alerts, their runbooks, and the pages that are about them. */
export interface AlertsRule extends Rule {
  check: (about: AlertInput) => RawFinding[] | Promise<RawFinding[]>
}
