import type { AlertSource, AlertsNow } from './alert.ts'
import type { ShownVerdict } from './verdict.ts'

/** How many intervals an answer holds. */
export const intervalsUntilStale = 3

/**
 * What is not probed again by a server, but written down by a job, holds for this long at least, in milliseconds: three
 * rounds of one that runs once an hour.
 */
export const minBuiltAgeMs = 3 * 3_600_000

type Aging = Pick<ShownVerdict, 'checkedAt' | 'everyMs'>

/** When a verdict is too old to say anything, in milliseconds since 1970; it holds for `leastMs` at least. */
export function staleAt({ checkedAt, everyMs }: Aging, leastMs = 0): number {
  return Date.parse(checkedAt) + Math.max(leastMs, intervalsUntilStale * everyMs)
}

/**
 * A verdict as it may be shown at a time in milliseconds: one that is too old is `unknown` and says what it was, never a
 * stale green. It holds for `leastMs` at least. The one place where age is judged: server, build and browser do it by this.
 */
export function asOf<Told extends ShownVerdict>(verdict: Told, now: number, leastMs = 0): Told {
  const until = staleAt(verdict, leastMs)
  if (verdict.stale || now <= until) return verdict
  const isOwnInterval = leastMs <= intervalsUntilStale * verdict.everyMs
  const old: Told = {
    ...verdict,
    state: 'unknown',
    since: verdict.state === 'unknown' ? verdict.since : new Date(until).toISOString(),
    code: 'waymark/stale',
    reason: isOwnInterval ? tooOld : tooOldToCount,
    stale: true,
    was: verdict.state,
  }
  // They were said of a state that nobody knows any more.
  for (const key of ['pending', 'flapping', 'phase'] as const) delete old[key]
  return old
}

/** Of what a server does not tell any more, in the browser alone. */
export const unansweredCode = 'waymark/unanswered'

/** A verdict of a server that has told nothing since a time in milliseconds. */
export function unanswered<Told extends ShownVerdict>(verdict: Told, sinceMs: number): Told {
  const since = new Date(sinceMs).toISOString()
  const { was = verdict.state } = verdict
  const lost: Told = { ...verdict, state: 'unknown', since, code: unansweredCode, stale: true, was }
  for (const key of ['pending', 'flapping', 'phase', 'reason'] as const) delete lost[key]
  return lost
}

/**
 * Which alerts fire, as it may be shown at a time in milliseconds: a source that has not answered for three intervals, and for `leastMs` at
 * least, is unknown. Its alerts stay, since nobody has said that they have ended.
 */
export function alertsAsOf(alerts: AlertsNow, now: number, leastMs = 0): AlertsNow {
  const isOld = ({ checkedAt, everyMs }: AlertSource) =>
    checkedAt === undefined || now > Date.parse(checkedAt) + Math.max(leastMs, intervalsUntilStale * everyMs)
  if (!alerts.sources.some((source) => source.state === 'up' && isOld(source))) return alerts
  const sources = alerts.sources.map((source) =>
    source.state === 'up' && isOld(source)
      ? { ...source, state: 'unknown' as const, reason: `the last answer of \`${source.name}\` is too old to count` }
      : source,
  )
  return { ...alerts, sources }
}

/** What the server does not tell any more is unknown. */
export function alertsUnanswered(alerts: AlertsNow): AlertsNow {
  return { ...alerts, sources: alerts.sources.map((source) => ({ ...source, state: 'unknown' as const })) }
}

const tooOld = 'The last answer is older than three intervals'
/** Where another time than its own intervals counts. */
export const tooOldToCount = 'The last answer is too old to count'
/** Of a copy on a disk. */
export const askedByNobody = 'This is a copy, which asks nobody'
