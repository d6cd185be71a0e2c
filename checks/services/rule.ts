import type { RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import type { CheckContext } from '../context.ts'
import type { Rule } from '../rule.ts'

/** A rule over what services declare, and over what pages take from them. */
export interface ServiceRule extends Rule {
  check: (input: CheckInput, context: Pick<CheckContext, 'env'>) => RawFinding[]
}
