import type { Verdict } from '../../../checks/probes/verdict.ts'
import { advance } from './probe-state.ts'
import type { Standing } from './standing.ts'
import type { Change, Entry, Result } from './store.ts'
import { beginOf, emptySum, hourMs, type Sum, withFinding } from './sum.ts'
import { changeOf, verdictOf } from './verdict-of.ts'

/** What a store remembers of a probe between two measurements. */
export interface Memory {
  standing: Standing
  /** The sum of the hour that is not over. */
  hour: Sum
}

/** All that a measurement makes; a store has to keep it as a whole. */
interface Decision {
  memory: Memory
  verdict: Verdict
  result: Result
  changes: Change[]
  /** The sum of an hour that is over now. */
  finished: Sum | undefined
}

/** Decides what a measurement makes of what was remembered. Every store decides here. */
export function decide(entry: Entry, before: Memory | undefined): Decision {
  const { probe, measurement, rules } = entry
  const at = Date.parse(measurement.checkedAt)
  const { standing, transitions } = advance(before?.standing, { state: measurement.state, at }, rules)
  const counted = rules.maintenance ? 'maintenance' : measurement.state
  const begin = beginOf(at, hourMs)
  const isSameHour = before?.hour.at === begin
  return {
    memory: { standing, hour: withFinding(isSameHour ? before.hour : emptySum(begin), counted, measurement) },
    verdict: verdictOf(probe, measurement, standing, rules.everyMs),
    result: {
      at,
      state: counted,
      durationMs: measurement.durationMs,
      ...(measurement.code && { code: measurement.code }),
    },
    changes: transitions.map((transition) => changeOf(entry, at, transition)),
    finished: isSameHour ? undefined : before?.hour,
  }
}
