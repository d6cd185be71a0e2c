import type { Place } from './finding.ts'

/** What a page can say that something else confirms or refutes, in the order that they are listed in. */
export const claimKinds = ['link', 'anchor', 'diagram', 'host', 'alert', 'command', 'value', 'fact', 'probe'] as const

export type ClaimKind = (typeof claimKinds)[number]

/** Something that a page says, as a check met it. */
export interface Claim extends Place {
  kind: ClaimKind
  /** The page, relative to the project's root. */
  file: string
  /** As it is written. */
  text: string
  /** Why nobody can tell whether it holds, as a part of a sentence; absent where it was judged. */
  unchecked?: string
  /** Whose answer decides: the id of a probe or of a service, and for a fact what is asked of it. */
  asks?: LiveQuestion
}

/** What only a running service can answer. */
export interface LiveQuestion {
  id: string
  /** In CEL. */
  expression?: string
}

/** Whether a page is right about something, as far as that is known. */
export type ClaimState = 'holds' | 'differs' | 'unchecked'

/** A claim with what came of it. Plain data. */
export interface JudgedClaim extends Place {
  kind: ClaimKind
  text: string
  state: ClaimState
  /** What is wrong, or why it was not judged; absent where it holds. */
  reason?: string
  /** That of the finding, where one says that it differs. */
  code?: string
  asks?: LiveQuestion
}

/** The claims of one page. Plain data. */
export interface PageClaims {
  /** Relative to the project's root. */
  file: string
  /** Of the bytes that they stand in: the places are those of no other text. */
  digest: string
  /** In the order of the page. */
  claims: JudgedClaim[]
  /** The checks that leave this page out. */
  excludedFrom: string[]
  /** The day that somebody last looked at it, by its `Last Updated`: `2026-11-20`. */
  lastLooked?: string
  /** The day by which somebody is to look again, where that was agreed. */
  reviewBy?: string
}

/** What is held of all pages. Plain data. */
export interface ClaimsReport {
  /** ISO 8601; absent while nothing was checked yet. */
  checkedAt?: string
  pages: readonly PageClaims[]
  /** What a reader should know of all of them, such as that there is no history. */
  notes: readonly string[]
}

/** How many claims there are of each state. */
export type ClaimCounts = Record<ClaimState, number>

export function countClaims(claims: Iterable<Pick<JudgedClaim, 'state'>>): ClaimCounts {
  const counts: ClaimCounts = { holds: 0, differs: 0, unchecked: 0 }
  for (const { state } of claims) counts[state]++
  return counts
}

export function sumClaims(all: Iterable<ClaimCounts>): ClaimCounts {
  const sum: ClaimCounts = { holds: 0, differs: 0, unchecked: 0 }
  for (const { holds, differs, unchecked } of all) {
    sum.holds += holds
    sum.differs += differs
    sum.unchecked += unchecked
  }
  return sum
}
