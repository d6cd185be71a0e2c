import type { Fix } from '../../src/finding/finding.ts'
import { quote } from '../../src/text/quote.ts'
import { aliasEdit, anchorEdit } from './former-address.ts'
import type { AlertInput } from './rule.ts'
import type { RunbookProblem } from './runbook-links.ts'

/**
 * What mends the runbook of a rule: its address, or where several rules have it, or it stands nowhere as it is read, one
 * entry on the page that keeps the former address. Undefined where it could be another page.
 */
export function runbookFix(problem: RunbookProblem, { broken, fileOf, input }: AlertInput): Fix | undefined {
  const { former } = problem
  const sharing = former ? broken.filter((other) => isSameFormer(other, problem)) : []
  const ofRule = ruleFix(problem, fileOf)
  if (!former || (ofRule && sharing.length === 1)) return ofRule
  const edit =
    former.kind === 'page'
      ? aliasEdit(former.page, former.address)
      : anchorEdit(former.page, former.heading, former.anchor)
  if (!edit) return ofRule
  const title =
    former.kind === 'page'
      ? `Write ${quote(former.address)} into \`aliases\``
      : `Keep the anchor ${quote(`#${former.anchor}`)}`
  return { title, edits: [{ file: input.inRoot(former.page.file), ...edit }] }
}

/** Where the address does not stand as it is read, nothing can be put into its place. */
function ruleFix({ rule, replacement }: RunbookProblem, fileOf: AlertInput['fileOf']): Fix | undefined {
  const file = fileOf(rule.file)
  if (file === undefined || !rule.runbook || replacement === undefined) return undefined
  const { url, ...place } = rule.runbook
  const isExact = place.line === place.endLine && place.endColumn - place.column === url.length
  return isExact
    ? { title: 'Write the address of the runbook', edits: [{ file, text: replacement, was: url, ...place }] }
    : undefined
}

function isSameFormer({ former: one }: RunbookProblem, { former: other }: RunbookProblem): boolean {
  if (one?.kind === 'page' && other?.kind === 'page') return one.page === other.page && one.address === other.address
  return (
    one?.kind === 'section' &&
    other?.kind === 'section' &&
    one.page === other.page &&
    one.anchor.toLowerCase() === other.anchor.toLowerCase()
  )
}
