import { quote } from '../../../src/text/quote.ts'
import { anchorOf, isTop, lastLineOf, readingsOf } from '../fragment.ts'
import type { LinkProblem } from '../link-problem.ts'
import { otherCase } from '../rules/target/case.ts'
import { missingAnchor } from '../rules/target/missing-anchor.ts'
import { missingLine } from '../rules/target/missing-line.ts'
import type { Anchors } from './anchors.ts'
import type { SearchBudget } from './names.ts'
import { encoded } from './relative-url.ts'

/** A file that a fragment leads into. */
export interface LinkedFile {
  /** Names it in a message: `this page`, or its path in backticks. */
  shown: string
  lines: () => number
  /** Absent for what is neither Markdown nor HTML: its fragments mean what its programs make of them. */
  anchors?: Anchors
  /** Whether a script may make anchors that its text does not show. */
  isOpen?: boolean
}

/** What is wrong with the fragment of a URL, if anything. */
export function checkFragment(
  url: string,
  fragment: string,
  file: LinkedFile,
  budget: SearchBudget,
): LinkProblem | undefined {
  const anchor = anchorOf(fragment)
  const line = lastLineOf(anchor)
  if (isTop(anchor) || readingsOf(anchor).some((reading) => file.anchors?.has(reading))) return undefined
  if (line !== undefined) return line <= file.lines() ? undefined : missingLine.problem(line, file.lines(), file.shown)
  if (!file.anchors) return undefined
  const problem = anchorProblem(url, anchor, file.shown, file.anchors, budget)
  return file.isOpen ? { ...problem, severity: 'warning' } : problem
}

function anchorProblem(
  url: string,
  anchor: string,
  shown: string,
  anchors: Anchors,
  budget: SearchBudget,
): LinkProblem {
  const name = readingsOf(anchor).at(-1) ?? anchor
  const inOtherCase = anchors.otherCase(name)
  const similar = inOtherCase === undefined ? anchors.similar(name, budget) : { name: inOtherCase, isCertain: true }
  const path = url.slice(0, url.indexOf('#') + 1)
  const rest = url.slice(path.length + anchor.length)
  return {
    ...missingAnchor.problem(url, shown),
    // GitHub passes over capitals; other forges and browsers do not.
    ...(inOtherCase !== undefined && { code: otherCase.code, severity: 'warning' }),
    ...(similar && { hint: `Did you mean ${quote(`#${similar.name}`)}?` }),
    ...(similar?.isCertain && { replacement: path + encoded(similar.name) + rest }),
  }
}
