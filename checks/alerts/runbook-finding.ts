import { quote } from '../../src/text/quote.ts'
import type { RawFinding } from '../check.ts'
import type { AlertInput } from './rule.ts'
import { runbookFix } from './runbook-fix.ts'
import type { RunbookProblem } from './runbook-links.ts'

const longestUrl = 79

/** An address as a message shows it: its end says more than its beginning. */
export function quoteRunbook(url = ''): string {
  return quote(url.length > longestUrl ? `…${url.slice(1 - longestUrl)}` : url)
}

/** The finding of a rule whose runbook is not there, where its address stands. */
export function runbookFinding(
  problem: RunbookProblem,
  about: AlertInput,
  finding: Pick<RawFinding, 'code' | 'message' | 'severity'>,
): RawFinding[] {
  const { rule, hint, target } = problem
  const file = about.fileOf(rule.file)
  if (!rule.runbook) return []
  const { url: _, ...place } = rule.runbook
  const [fix, cause] = [runbookFix(problem, about), about.causes.get(problem)]
  const more = {
    ...(hint !== undefined && { hint }),
    ...(target && { target }),
    ...(fix && { fix }),
    ...(cause && { cause }),
  }
  return [{ ...finding, file, ...place, ...more }]
}
