import type { MissingTarget, Severity } from '../../src/finding/finding.ts'

/** What is wrong with a target, wherever it is named. */
export interface LinkProblem {
  code: string
  message: string
  hint?: string
  severity?: Severity
  /** What to write in its place, when there is one right answer. */
  replacement?: string
  target?: MissingTarget
  /** The file that the hint names and that may well be another one: relative to the repository. */
  guess?: string
}

/** What is wrong, if anything; at once where nothing has to be read for it. */
export type Judgement = LinkProblem | undefined | Promise<LinkProblem | undefined>
