import type { MissingTarget, Severity } from '../../src/finding/finding.ts'
import type { Page } from '../../src/guidebook/page.ts'
import type { Heading } from '../../src/guidebook/parts/heading.ts'
import type { RawFinding } from '../check.ts'
import type { Rule } from '../rule.ts'

/** What is wrong with a link, wherever it stands. */
export interface LinkProblem {
  code: string
  message: string
  hint?: string
  severity?: Severity
  /** What to write in its place, when there is one right answer. */
  replacement?: string
  target?: MissingTarget
  /** The heading that git's history knows under the anchor that the link has; `replacement` leads to it. */
  renamed?: { page: Page; heading: Heading; anchor: string }
  /** The file that the hint names and that may well be another one: relative to the repository. */
  suggested?: string
}

/**
 * A rule over links. Which of them a link breaks is mostly decided where its target is looked up: then the rule makes the
 * problem. One that can tell by itself has a `check`.
 */
export interface LinkRule extends Rule {
  problem?: (...about: never[]) => LinkProblem
  check?: (...about: never[]) => LinkProblem | undefined | RawFinding[] | Promise<RawFinding[]>
}
