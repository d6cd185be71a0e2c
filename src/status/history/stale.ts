import type { Verdict } from '../../../checks/probes/verdict.ts'
import { intervalsUntilStale } from './transition.ts'

/** When a verdict is too old to say anything, in milliseconds. */
export function staleAt({ checkedAt, everyMs }: Pick<Verdict, 'checkedAt' | 'everyMs'>): number {
  return Date.parse(checkedAt) + intervalsUntilStale * everyMs
}

/** A verdict as it may be shown at a time in milliseconds: one that is too old says `unknown`, and what it was. */
export function asOf(verdict: Verdict, now: number): Verdict {
  if (now <= staleAt(verdict) || verdict.stale) return verdict
  const { pending, flapping, phase, ...rest } = verdict
  return {
    ...rest,
    state: 'unknown',
    since: new Date(verdict.state === 'unknown' ? Date.parse(verdict.since) : staleAt(verdict)).toISOString(),
    code: 'waymark/stale',
    reason: 'The last answer is older than three intervals',
    stale: true,
    was: verdict.state,
  }
}
