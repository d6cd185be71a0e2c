import type { Verdict } from '../../../checks/probes/verdict.ts'
import { intervalsUntilStale } from './transition.ts'

/** When a verdict is too old to say anything, in milliseconds; it holds for `leastMs` at least. */
export function staleAt({ checkedAt, everyMs }: Pick<Verdict, 'checkedAt' | 'everyMs'>, leastMs = 0): number {
  return Date.parse(checkedAt) + Math.max(leastMs, intervalsUntilStale * everyMs)
}

/**
 * A verdict as it may be shown at a time in milliseconds: one that is too old says `unknown`, and what it was. It holds
 * for `leastMs` at least.
 */
export function asOf(verdict: Verdict, now: number, leastMs = 0): Verdict {
  const until = staleAt(verdict, leastMs)
  if (now <= until || verdict.stale) return verdict
  const { pending, flapping, phase, ...rest } = verdict
  return {
    ...rest,
    state: 'unknown',
    since: new Date(verdict.state === 'unknown' ? Date.parse(verdict.since) : until).toISOString(),
    code: 'waymark/stale',
    reason: leastMs > 0 ? 'The last answer is too old to count' : 'The last answer is older than three intervals',
    stale: true,
    was: verdict.state,
  }
}
