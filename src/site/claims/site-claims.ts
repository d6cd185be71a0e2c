import {
  type ClaimCounts,
  type ClaimKind,
  type ClaimsReport,
  claimKinds,
  countClaims,
  type JudgedClaim,
  type LiveQuestion,
  type PageClaims,
  sumClaims,
} from '../../finding/claim.ts'
import { barePlace, type Place } from '../../finding/finding.ts'
import type { Guidebooks } from '../../guidebook/guidebooks.ts'
import type { Page } from '../../guidebook/page.ts'
import { measuredState } from '../../status-model/measurement.ts'
import type { ServiceStatus } from '../../status-model/rollup.ts'
import { runOutcomeText } from '../../status-model/run-record.ts'
import { compareFact, reasonText } from '../../status-model/words.ts'
import type { ClaimsRecord } from '../contract/claims-record.ts'
import type { SiteStatus } from '../status/site-status.ts'

/** What the head of a page says of its claims. Plain data. */
export interface ShownClaims {
  counts: ClaimCounts
  /** Those of them that no service answers. */
  fixed: ClaimCounts
  /** By kind, without those that the page has none of. */
  groups: ClaimGroup[]
  /** The checks that leave the page out. */
  excludedFrom: string[]
  /** What a server counts anew while the page is read. */
  live: (LiveQuestion & Pick<JudgedClaim, 'state'>)[]
}

export interface ClaimGroup {
  kind: ClaimKind
  counts: ClaimCounts
  differing: { text: string; reason: string; mark?: number }[]
  /** Those that were not judged, by the reason. */
  unchecked: { reason: string; texts: string[]; more: number }[]
  holding: { texts: string[]; more: number }
}

/** A place of a page's text where it differs from what is. Plain data. */
export interface ClaimMark extends Place {
  /** From 1, in the order of the page. */
  number: number
  kind: ClaimKind
  text: string
  reason: string
}

/** What `/trust/` shows. Plain data, and all that it depends on. */
export interface TrustPage {
  title: string
  /** Absent until something was checked. */
  counts?: ClaimCounts
  pages: number
  /** Pages that differ, those with most first. */
  differing: TrustRow[]
  /** All pages, those first that nobody has looked at for longest. */
  looked: TrustRow[]
  notes: string[]
}

export interface TrustRow {
  title: string
  address: string
  counts: ClaimCounts
  /** The day that somebody last looked at it; by git where the page does not say. */
  looked?: { day: string; isCommit: boolean }
  /** The day by which somebody is to look again. */
  reviewBy?: string
  /** The day that somebody followed it last, and how that ended: `worked, 8 min`. */
  followed?: { day: string; outcome: string }
  differs: { text: string; reason: string }[]
}

interface ClaimsContext {
  guidebooks: Guidebooks
  status: SiteStatus
  /** A page's file as claims name it. */
  inRoot: (file: string) => string
  /** When git last saw a page change: ISO 8601. */
  changed: (page: Page) => string | undefined
}

const trustFolder = '/trust/'
/** More of one kind are counted: a table of links would be longer than its page. */
const mostListed = 12

/** What the site says of the claims of its pages. */
export class SiteClaims {
  /** Where pages are listed by what differs; undefined where nothing is said, or something else stands there. */
  readonly address: string | undefined
  readonly #report: ClaimsReport | undefined
  readonly #byFile: ReadonlyMap<string, PageClaims>
  readonly #context: ClaimsContext

  /** Without a report, nothing is said. */
  constructor(report: ClaimsReport | undefined, context: ClaimsContext) {
    this.#report = report
    this.#context = context
    this.#byFile = new Map(report?.pages.map((page) => [page.file, page]))
    this.address = report && !isTaken(context.guidebooks) ? trustFolder : undefined
  }

  /** What a page's head says; nothing of a page without claims, or that has been written anew since. */
  ofPage(page: Page): ShownClaims | undefined {
    const known = this.#known(page)
    if (!known || (known.claims.length === 0 && known.excludedFrom.length === 0)) return undefined
    const claims = this.#claimsOf(known)
    const answered = claims.filter((_, index) => isAnswered(known.claims[index]))
    const marks = new Map(this.marksOn(page).map(({ number, ...place }) => [keyOf(place), number]))
    const byKind = Map.groupBy(claims, ({ kind }) => kind)
    return {
      counts: countClaims(claims),
      fixed: countClaims(claims.filter((claim) => !answered.includes(claim))),
      groups: claimKinds.flatMap((kind) => groupOf(kind, byKind.get(kind) ?? [], marks)),
      excludedFrom: known.excludedFrom,
      live: answered.flatMap(({ asks, state }) => (asks ? [{ ...asks, state }] : [])),
    }
  }

  /** Where a page differs. How a service is stands beside its name anyway. */
  marksOn(page: Page): ClaimMark[] {
    const claims = this.#known(page)?.claims ?? []
    return claims
      .filter(({ state }) => state === 'differs')
      .map(({ kind, text, reason = '', ...place }, index) => {
        return { number: index + 1, kind, text, reason, ...barePlace(place) }
      })
  }

  /** What stands at an address of the site. */
  page(address: string): TrustPage | undefined {
    if (this.address === undefined || address !== this.address) return undefined
    const rows = this.#context.guidebooks.pages.map((page) => this.#rowOf(page))
    const weight = ({ counts }: TrustRow) => counts.differs
    return {
      title: 'Trust',
      ...(this.#report?.checkedAt !== undefined && { counts: sumClaims(rows.map(({ counts }) => counts)) }),
      pages: rows.length,
      differing: rows.filter((row) => weight(row) > 0).sort((a, b) => weight(b) - weight(a)),
      looked: rows.toSorted((a, b) => compare(dayOf(a), dayOf(b))),
      notes: [...(this.#report?.notes ?? [])],
    }
  }

  /** All claims with their places, for programs; undefined where nothing is said. */
  record(): ClaimsRecord | undefined {
    const { guidebooks } = this.#context
    if (!this.#report) return undefined
    const pages = guidebooks.pages.flatMap((page) => {
      const known = this.#known(page)
      if (!known) return []
      const { file, excludedFrom, lastLooked, reviewBy } = known
      const claims = this.#claimsOf(known)
      return [
        {
          ...{ address: guidebooks.addressOf(page), file, title: page.title, counts: countClaims(claims) },
          ...{ ...(lastLooked !== undefined && { lastLooked }), ...(reviewBy !== undefined && { reviewBy }) },
          ...{ excludedFrom, claims: claims.map(({ asks: _, endLine: __, endColumn: ___, ...claim }) => claim) },
        },
      ]
    })
    const { checkedAt, notes } = this.#report
    return {
      version: 1,
      // First, since pages read no further to tell how old all of it is.
      ...(checkedAt !== undefined && { checkedAt }),
      counts: sumClaims(pages.map(({ counts }) => counts)),
      notes: [...notes],
      pages,
    }
  }

  /** Of one page, with what its services say. */
  #claimsOf({ claims }: PageClaims): JudgedClaim[] {
    return claims.map((claim) => (isAnswered(claim) ? this.#answered(claim, claim.asks) : claim))
  }

  /** A claim that a service holds or refutes, by its last known answer. */
  #answered(claim: JudgedClaim, { id, expression }: LiveQuestion): JudgedClaim {
    const { status } = this.#context
    if (expression !== undefined) {
      const found = status.fact(id, expression)
      if (status.unitOf(id, expression) !== undefined) return measured(claim, found, status.statusOf(id), id)
      const state = compareFact(claim.text, found)
      if (state === 'same') return claim
      return state === 'other'
        ? { ...claim, state: 'differs', reason: `\`${id}\` found \`${found}\`` }
        : { ...claim, state: 'unchecked', reason: notAsked }
    }
    const known = status.statusOf(id)
    if (known.state === 'up') return claim
    if (known.state === 'down' || known.state === 'degraded')
      return { ...claim, state: 'differs', reason: reasonText(known, id) || `it is ${known.state}` }
    return { ...claim, state: 'unchecked', reason: known.state === 'maintenance' ? 'under maintenance' : notAsked }
  }

  #known(page: Page): PageClaims | undefined {
    const known = this.#byFile.get(this.#context.inRoot(page.file))
    return known?.digest === page.digest ? known : undefined
  }

  #rowOf(page: Page): TrustRow {
    const known = this.#known(page)
    const claims = known ? this.#claimsOf(known) : []
    const commit = this.#context.changed(page)?.slice(0, 10)
    const day = known?.lastLooked ?? commit
    const run = this.#context.status.lastRun(this.#context.guidebooks.addressOf(page))
    return {
      title: page.title,
      address: this.#context.guidebooks.addressOf(page),
      counts: countClaims(claims),
      ...(day !== undefined && { looked: { day, isCommit: known?.lastLooked === undefined } }),
      ...(known?.reviewBy !== undefined && { reviewBy: known.reviewBy }),
      ...(run && { followed: { day: run.ended.slice(0, 10), outcome: runOutcomeText(run) } }),
      differs: claims.flatMap(({ state, text, reason = '' }) => (state === 'differs' ? [{ text, reason }] : [])),
    }
  }
}

/** Whether a service holds or refutes it: what a check found wrong with it stays so. */
function isAnswered(claim: JudgedClaim | undefined): claim is JudgedClaim & { asks: LiveQuestion } {
  return claim?.asks !== undefined && claim.state === 'holds'
}

/** A measured value contradicts where its probe expects another. */
function measured(claim: JudgedClaim, found: string | undefined, known: ServiceStatus, id: string): JudgedClaim {
  const state = measuredState(found, known.state)
  if (state === 'measured') return claim
  return state === 'other'
    ? { ...claim, state: 'differs', reason: reasonText(known, id) || `it is ${known.state}` }
    : { ...claim, state: 'unchecked', reason: notAsked }
}

const notAsked = 'not probed lately'

function isTaken(guidebooks: Guidebooks): boolean {
  const isPages = guidebooks.folder('trust') !== undefined || guidebooks.pageAt(trustFolder) !== undefined
  return isPages || guidebooks.aliases.some(({ address }) => address.startsWith(trustFolder))
}

function groupOf(kind: ClaimKind, claims: readonly JudgedClaim[], marks: ReadonlyMap<string, number>): ClaimGroup[] {
  if (claims.length === 0) return []
  const of = (state: JudgedClaim['state']) => claims.filter((claim) => claim.state === state)
  const byReason = Map.groupBy(of('unchecked'), ({ reason = '' }) => reason)
  return [
    {
      kind,
      counts: countClaims(claims),
      differing: of('differs').map((claim) => {
        const mark = marks.get(keyOf(claim))
        return { text: claim.text, reason: claim.reason ?? '', ...(mark !== undefined && { mark }) }
      }),
      unchecked: [...byReason].map(([reason, some]) => ({ reason, ...textsOf(some) })),
      holding: textsOf(of('holds')),
    },
  ]
}

/** Each text once. */
function textsOf(claims: readonly JudgedClaim[]): { texts: string[]; more: number } {
  const texts = [...new Set(claims.map(({ text }) => text))]
  return { texts: texts.slice(0, mostListed), more: Math.max(0, texts.length - mostListed) }
}

function keyOf({ kind, text, line, column }: Pick<JudgedClaim, 'kind' | 'text' | 'line' | 'column'>): string {
  return `${kind} ${line}:${column} ${text}`
}

/** Pages of which nobody knows come last. */
function dayOf({ looked }: TrustRow): string {
  return looked?.day ?? '9999'
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
