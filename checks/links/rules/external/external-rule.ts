import type { Rule } from '../../../rule.ts'
import type { GoodPage, LinkFailure, LinkOutcome } from '../../external/link-outcome.ts'
import type { LinkProblem } from '../../link-problem.ts'

/** A rule over a link to the rest of the web. */
export interface ExternalRule extends Rule {
  /** What the web says of the addresses in its examples. */
  replay: Readonly<Record<string, LinkOutcome>>
  /** What to do about a page that is not there, by what came of its address and by that as written. */
  hint?: (failure: LinkFailure, url: string) => string
  check?: (...about: never[]) => LinkProblem | undefined
  problem?: (...about: never[]) => LinkProblem
}

/** The web has that page, and nothing is to be said of it. */
export const plainPage: GoodPage = { verdict: 'good', fragments: {} }
