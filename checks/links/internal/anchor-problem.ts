import { quote } from '../../../src/text/quote.ts'
import type { LinkProblem } from '../problem.ts'
import type { Anchors } from './anchors.ts'
import { anchorOf, isTop, linesOf, readingsOf } from './fragment.ts'
import type { SearchBudget } from './names.ts'
import { encoded } from './relative-url.ts'

/** A file that a fragment leads into. */
export interface Landing {
  /** Names it in a message: `this page`, or its path in backticks. */
  shown: string
  lines: () => number
  /** Absent for what is neither Markdown nor HTML: its fragments mean what its programs make of them. */
  anchors?: Anchors
  /** Whether a script may make anchors that nobody knows of. */
  isOpen?: boolean
}

/** What is wrong with the fragment of a URL, if anything. */
export function checkFragment(
  url: string,
  fragment: string,
  at: Landing,
  effort: SearchBudget,
): LinkProblem | undefined {
  const anchor = anchorOf(fragment)
  const lines = linesOf(anchor)
  if (isTop(anchor) || readingsOf(anchor).some((reading) => at.anchors?.has(reading))) return undefined
  if (lines) return lines.last <= at.lines() ? undefined : missingLine(lines.last, at)
  if (!at.anchors) return undefined
  const problem = missingAnchor(url, anchor, at.shown, at.anchors, effort)
  return at.isOpen ? { ...problem, severity: 'warning' } : problem
}

function missingLine(line: number, { shown, lines }: Landing): LinkProblem {
  return {
    code: 'links/missing-line',
    message: `Unexpected link to line \`${line}\`, expected one up to \`${lines()}\` of ${shown}`,
    hint: 'Look for what it showed, and link to where that stands now',
  }
}

function missingAnchor(
  url: string,
  anchor: string,
  shown: string,
  anchors: Anchors,
  effort: SearchBudget,
): LinkProblem {
  const name = readingsOf(anchor).at(-1) ?? anchor
  const otherCase = anchors.otherCase(name)
  const near = otherCase === undefined ? anchors.near(name, effort) : { name: otherCase, isCertain: true }
  const message = `Unexpected link to ${quote(url)}, expected an anchor of ${shown}`
  const path = url.slice(0, url.indexOf('#') + 1)
  const rest = url.slice(path.length + anchor.length)
  const replacement = near?.isCertain ? { replacement: path + encoded(near.name) + rest } : {}
  const hint = near ? { hint: `Did you mean ${quote(`#${near.name}`)}?` } : {}
  // GitHub passes over capitals; other forges and browsers do not.
  if (otherCase !== undefined) return { code: 'links/case', severity: 'warning', message, ...hint, ...replacement }
  return { code: 'links/missing-anchor', message, ...hint, ...replacement }
}
