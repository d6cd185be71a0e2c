import type { Claim, ClaimKind, JudgedClaim } from '../../src/finding/claim.ts'
import { barePlace, type Finding, type Place } from '../../src/finding/finding.ts'
import type { Check, RawFinding } from '../check.ts'

/** Codes that say that something could not be judged, and not that it is wrong. */
const undecided = new Set(['diagrams/timeout', 'links/blocked', 'links/not-recorded', 'links/private', 'links/timeout'])

/** Checks whose notes contradict a page; those of others are advice. */
const contradictingNotes = new Set(['hosts', 'alerts', 'commands', 'values'])

type ClaimCheck = Pick<Check, 'name' | 'claims'>

/**
 * The claims of one page with what was found in their places, in the order of the page. The one place where the two are
 * held against each other: a finding is about the claim that stands there, or else is one by itself.
 *
 * @param findings those of the page that are told
 * @param hidden those that a comment of the page or a setting hides: nobody knows then whether the page is right
 */
export function judge(
  claims: readonly Claim[],
  findings: readonly Finding[],
  checks: readonly ClaimCheck[],
  hidden: readonly RawFinding[] = [],
): JudgedClaim[] {
  const found = new Map<Claim, Finding>()
  const others: JudgedClaim[] = []
  for (const finding of findings) {
    const kinds = checks.find(({ name }) => name === finding.check)?.claims
    const [usual] = kinds ?? []
    if (!kinds || usual === undefined || !isAboutClaims(finding)) continue
    const claim = claimAt(finding, claims, kinds)
    if (!claim) others.push(ownClaim(finding, usual))
    else if (!found.has(claim) || isUndecided(found.get(claim))) found.set(claim, finding)
  }
  const silenced = new Set(
    hidden.flatMap((finding) => {
      const check = checks.find(({ name }) => finding.code.startsWith(`${name}/`))
      return (check?.claims && claimAt(finding, claims, check.claims)) ?? []
    }),
  )
  const judged = claims.map((claim): JudgedClaim => {
    const { kind, text, unchecked, asks } = claim
    const finding = found.get(claim)
    const about = { kind, text, ...barePlace(claim), ...(asks && { asks }) }
    if (finding) return { ...about, ...verdictOf(finding) }
    if (silenced.has(claim))
      return { ...about, state: 'unchecked', reason: 'a comment or a setting hides what was found' }
    return unchecked === undefined ? { ...about, state: 'holds' } : { ...about, state: 'unchecked', reason: unchecked }
  })
  return [...judged, ...others].sort((a, b) => a.line - b.line || a.column - b.column)
}

function isAboutClaims({ check, severity }: Finding): boolean {
  return severity !== 'info' || contradictingNotes.has(check)
}

function isUndecided(finding: Finding | undefined): boolean {
  return finding !== undefined && undecided.has(finding.code)
}

function verdictOf(finding: Finding): Pick<JudgedClaim, 'state' | 'reason' | 'code'> {
  const { message, code } = finding
  return { state: isUndecided(finding) ? 'unchecked' : 'differs', reason: message, code }
}

function ownClaim(finding: Finding, kind: ClaimKind): JudgedClaim {
  const [, named] = /`([^`]+)`/.exec(finding.message) ?? []
  return { kind, text: named ?? '', ...barePlace(finding), ...verdictOf(finding) }
}

/** The claim that stands just there, else the narrowest one around the place, else one that it touches. */
function claimAt(place: Place, claims: readonly Claim[], kinds: readonly ClaimKind[]): Claim | undefined {
  const near = claims.filter((claim) => kinds.includes(claim.kind) && overlaps(claim, place))
  const narrowest = (some: readonly Claim[]) =>
    some.reduce<Claim | undefined>((best, claim) => (best && !contains(best, claim) ? best : claim), undefined)
  return (
    near.find((claim) => contains(claim, place) && contains(place, claim)) ??
    narrowest(near.filter((claim) => contains(claim, place))) ??
    near[0]
  )
}

function overlaps(a: Place, b: Place): boolean {
  return isBefore(a.line, a.column, b.endLine, b.endColumn) && isBefore(b.line, b.column, a.endLine, a.endColumn)
}

function contains(outer: Place, inner: Place): boolean {
  return (
    !isBefore(inner.line, inner.column, outer.line, outer.column) &&
    !isBefore(outer.endLine, outer.endColumn, inner.endLine, inner.endColumn)
  )
}

function isBefore(line: number, column: number, otherLine: number, otherColumn: number): boolean {
  return line < otherLine || (line === otherLine && column < otherColumn)
}
