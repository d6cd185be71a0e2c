import { posix } from 'node:path'
import type { SharedCause } from '../../src/finding/finding.ts'
import type { Guidebooks } from '../../src/guidebook/guidebooks.ts'
import { quote } from '../../src/text/quote.ts'
import { leastSharing } from '../grouping/causes.ts'
import type { RunbookProblem } from './runbook-links.ts'

/** The code of the one finding that stands for many runbooks. */
export const sharedCauseCode = 'alerts/shared-cause'

/** What many runbooks that are not there have in common: the page whose sections, or the folder whose pages they name. */
export function runbookCauses(
  broken: readonly RunbookProblem[],
  guidebooks: Guidebooks,
): ReadonlyMap<RunbookProblem, SharedCause> {
  const causes = new Map<RunbookProblem, SharedCause>()
  for (const [key, own] of Map.groupBy(broken, keyOf)) {
    const [first] = own
    if (key === undefined || !first || own.length < leastSharing) continue
    const cause = { code: sharedCauseCode, key, isSetting: false, ...said(first, own, guidebooks) }
    for (const problem of own) causes.set(problem, cause)
  }
  return causes
}

function keyOf({ what, target, rule }: RunbookProblem): string | undefined {
  if (what === 'missing-section') return target && `sections ${target.file}`
  if (what === 'missing-page') return target && `pages ${posix.dirname(target.file)}`
  return `${what} ${URL.parse(rule.runbook?.url ?? '')?.host ?? rule.runbook?.url ?? ''}`
}

function said(
  { what, target, rule }: RunbookProblem,
  own: readonly RunbookProblem[],
  guidebooks: Guidebooks,
): Pick<SharedCause, 'what' | 'expected' | 'hint'> {
  const file = target?.file ?? ''
  if (what === 'missing-section')
    return {
      what: `runbooks in ${quote(file)}`,
      expected: 'the sections that they name',
      hint: `${pagesOf(own, guidebooks) ?? 'Was the page split, or are its headings called otherwise now?'} The rules that lead there are in ${quote(rule.file)}${filesBeside(own)}`,
    }
  if (what === 'missing-page')
    return {
      what: `runbooks in ${quote(`${posix.dirname(file)}/`)}`,
      expected: 'the pages that they name',
      hint: 'Was the folder moved, or is it published from another repository? Then name that one in `alerts.prefixes` or in the rules',
    }
  const host = URL.parse(rule.runbook?.url ?? '')?.host
  return {
    what: host === undefined ? `runbooks that are ${quote(rule.runbook?.url ?? '')}` : `runbooks at ${quote(host)}`,
    expected: 'addresses of pages',
    hint: 'Write the right addresses, or take the annotation away: an alert without a runbook at least says so',
  }
}

/** Where the pages are that are called as the missing sections. */
function pagesOf(own: readonly RunbookProblem[], guidebooks: Guidebooks): string | undefined {
  const pages = own.flatMap(({ target }) => guidebooks.pageNamed(target?.anchor ?? '') ?? [])
  const folders = Map.groupBy(pages, ({ file }) => posix.dirname(file))
  const [folder, inside = []] = [...folders].toSorted(([, a], [, b]) => b.length - a.length)[0] ?? []
  if (folder === undefined || inside.length < own.length / 2) return undefined
  const path = posix.join(guidebooks.inRepository, folder)
  return `${quote(`${path}/`)} has a page of that name for ${inside.length} of them.`
}

function filesBeside(own: readonly RunbookProblem[]): string {
  const others = new Set(own.map(({ rule }) => rule.file)).size - 1
  return others === 0 ? '' : others === 1 ? ' and another file' : ` and ${others} other files`
}
