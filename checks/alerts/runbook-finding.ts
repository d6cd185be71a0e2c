import { quote } from '../../src/text/quote.ts'
import type { RawFinding } from '../check.ts'
import type { AlertInput } from './rule.ts'
import type { RunbookProblem } from './runbook-links.ts'

const longestUrl = 79

/** An address as a message shows it: its end says more than its beginning. */
export function quoteRunbook(url = ''): string {
  return quote(url.length > longestUrl ? `…${url.slice(1 - longestUrl)}` : url)
}

/** The finding of a rule whose runbook is not there, where its address stands; none of a file outside of the project. */
export function runbookFinding(
  { rule, hint, target, replacement }: RunbookProblem,
  { fileOf }: Pick<AlertInput, 'fileOf'>,
  finding: Pick<RawFinding, 'code' | 'message' | 'severity'>,
): RawFinding[] {
  const file = fileOf(rule.file)
  const { runbook } = rule
  if (file === undefined || !runbook) return []
  const { url, ...place } = runbook
  // Where the address does not stand as it is read, nothing can be put into its place.
  const isExact = place.line === place.endLine && place.endColumn - place.column === url.length
  const fix =
    isExact && replacement !== undefined
      ? { title: 'Write the address of the runbook', edits: [{ file, text: replacement, was: url, ...place }] }
      : undefined
  return [
    { ...finding, file, ...place, ...(hint !== undefined && { hint }), ...(target && { target }), ...(fix && { fix }) },
  ]
}
