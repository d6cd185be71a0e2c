import type { Ignore } from '../../src/guidebook/parts/ignore.ts'
import type { Codes, RawPageFinding } from '../check.ts'
import type { Rule } from '../rule.ts'

/** What is known of a run when its comments are looked at. */
export interface IgnoreRun {
  codes: Codes
  /** Whether this run tells a code: an ignore of another one is not held against it. */
  isTold: (code: string) => boolean
  /** Whether a comment has hidden a finding with a code. */
  isUsed: (ignore: Ignore, code: string) => boolean
}

/** A rule over the comments that hide findings. */
export interface IgnoreRule extends Rule {
  check: (ignore: Ignore, run: IgnoreRun) => RawPageFinding[]
}
