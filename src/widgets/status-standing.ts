/** How a service is, from best to worst; `maintenance` and `unknown` say nothing about the service itself. */
export const states = ['up', 'degraded', 'maintenance', 'unknown', 'down'] as const

export type State = (typeof states)[number]

/** What is known of a probe, as far as pages show it; times in ISO 8601, UTC. */
export interface Verdict {
  /** `service.probe`. */
  id: string
  service: string
  state: State
  since: string
  checkedAt: string
  durationMs: number
  /** Milliseconds from one asking to the next. */
  everyMs: number
  reason?: string
  facts: Readonly<Record<string, string | number | boolean>>
  /** The state that the last answers point to, before there were enough of them. */
  pending?: State
  /** Too old to say anything: `state` is `unknown`, and `was` says what it was. */
  stale?: true
  was?: State
}

/** All verdicts at one moment, as `_waymark/status.json` has them. */
export interface Snapshot {
  version: 1
  /** What was asked: the name of an environment, or null for the hosts as written. */
  environment: string | null
  checkedAt: string
  /** When a build wrote it down; absent in what a server that asks has to say. */
  bakedAt?: string
  probes: readonly Verdict[]
}

/** How the thing behind an id stands: a probe, or a service with all of its probes. */
export interface Standing {
  state: State
  /** Absent where nothing was ever asked. */
  since?: string
  checkedAt?: string
  /** What the state rests on. */
  probe?: string
  reason?: string
  pending?: State
  was?: State
}

/** An answer says something for this many intervals. */
const intervalsUntilStale = 3

/** The worst of some states; `up` where there is none. */
export function worstOf(some: readonly State[]): State {
  return some.reduce((worst, state) => (states.indexOf(state) > states.indexOf(worst) ? state : worst), 'up')
}

/**
 * A verdict as it may be shown at a time in milliseconds: one that is too old is `unknown`, never a stale green. It holds
 * for `leastMs` at least.
 */
export function asOf(verdict: Verdict, now: number, leastMs = 0): Verdict {
  const holdMs = intervalsUntilStale * verdict.everyMs
  const until = Date.parse(verdict.checkedAt) + Math.max(leastMs, holdMs)
  if (verdict.stale || now <= until) return verdict
  const { pending: _, ...rest } = verdict
  const since = verdict.state === 'unknown' ? verdict.since : new Date(until).toISOString()
  return {
    ...rest,
    state: 'unknown',
    since,
    reason: leastMs > holdMs ? tooOldToCount : tooOld,
    stale: true,
    was: verdict.state,
  }
}

const tooOld = 'The last answer is older than three intervals'
/** Where another time than its own intervals counts. */
export const tooOldToCount = 'The last answer is too old to count'

/** How some ids stand by the verdicts that there are: the worst of them decides, and one without a verdict is unknown. */
export function standingOf(ids: readonly string[], verdicts: Iterable<Verdict>): Standing {
  const all = new Set(ids)
  const own = [...verdicts].filter(({ id, service }) => all.has(id) || all.has(service))
  if (own.length === 0) return { state: 'unknown' }
  const found = new Set(own.flatMap(({ id, service }) => [id, service]))
  const state = worstOf([...own.map((verdict) => verdict.state), ...(ids.every((id) => found.has(id)) ? [] : unasked)])
  const deciding = own.filter((verdict) => verdict.state === state)
  const newest = (deciding.length > 0 ? deciding : own).reduce((one, other) =>
    other.checkedAt > one.checkedAt ? other : one,
  )
  if (deciding.length === 0) return { state, checkedAt: newest.checkedAt }
  const { id, since, reason, pending } = deciding.reduce((one, other) => (other.since < one.since ? other : one))
  const before = deciding.flatMap(({ was }) => was ?? [])
  return {
    state,
    since,
    checkedAt: newest.checkedAt,
    probe: id,
    ...(reason !== undefined && { reason }),
    ...(pending && { pending }),
    ...(before.length > 0 && { was: worstOf(before) }),
  }
}

const unasked: readonly State[] = ['unknown']
