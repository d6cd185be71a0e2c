import type { RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import type { Rule } from '../rule.ts'
import type { Claim } from './claims.ts'

/** A rule over what pages say outright of files of the repository. */
export interface ValueRule extends Rule {
  check: (claims: readonly Claim[], input: CheckInput) => RawFinding[]
}
