import type { RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import type { Rule } from '../rule.ts'

/** A rule over the tree of pages. */
export interface InputRule extends Rule {
  check: (input: CheckInput) => RawFinding[]
}
