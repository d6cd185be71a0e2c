import type { Check } from '../check.ts'
import { codesOf } from '../rule.ts'
import { alertRules } from './rules.ts'

/** Whether alerts lead to their runbooks, and runbooks are about alerts that there are. */
export const alerts: Check = {
  name: 'alerts',
  codes: codesOf(alertRules),
  claims: ['alert'],
  keptBy: () => '',
  asksInventory: true,
  // A run that finds nothing anew loads nothing of it.
  checkAll: async (input, context) => (await import('./alert-findings.ts')).alertFindings(input, context),
}
