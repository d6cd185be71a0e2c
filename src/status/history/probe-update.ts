import type { Measurement, Verdict } from '../../../checks/probes/verdict.ts'
import { nextState, type ProbeState, type Transition } from './probe-state.ts'
import type { Change, ProbeIdentity, ProbeRun, StoredResult } from './store.ts'
import { emptySum, hourMs, periodStart, type Sum, withMeasurement } from './sum.ts'

/** What a store remembers of a probe between two measurements. */
export interface ProbeMemory {
  state: ProbeState
  /** The sum of the hour that is not over. */
  hour: Sum
}

/** All that a measurement makes; a store has to keep it as a whole. */
interface ProbeUpdate {
  memory: ProbeMemory
  verdict: Verdict
  result: StoredResult
  changes: Change[]
  /** The sum of an hour that is over now. */
  finished: Sum | undefined
}

/** What a probe run makes of what was remembered. Every store decides by it. */
export function updateOf(run: ProbeRun, before: ProbeMemory | undefined): ProbeUpdate {
  const { probe, measurement, rules } = run
  const at = Date.parse(measurement.checkedAt)
  const { next, transitions } = nextState(before?.state, { state: measurement.state, at }, rules)
  const counted = rules.maintenance ? 'maintenance' : measurement.state
  const begin = periodStart(at, hourMs)
  const isSameHour = before?.hour.at === begin
  return {
    memory: { state: next, hour: withMeasurement(isSameHour ? before.hour : emptySum(begin), counted, measurement) },
    verdict: verdictOf(probe, measurement, next, rules.everyMs),
    result: {
      at,
      state: counted,
      durationMs: measurement.durationMs,
      ...(measurement.code && { code: measurement.code }),
    },
    changes: transitions.map((transition) => changeOf(run, at, transition)),
    finished: isSameHour ? undefined : before?.hour,
  }
}

/** What is told of a probe, from what is remembered of it and the last measurement. */
export function verdictOf(probe: ProbeIdentity, measurement: Measurement, known: ProbeState, everyMs: number): Verdict {
  const { state, since, pending, flapping } = known
  return {
    id: probe.id,
    service: probe.service,
    kind: probe.kind,
    ...measurement,
    state,
    since: new Date(since).toISOString(),
    everyMs,
    ...(pending && { pending }),
    ...(flapping && { flapping: true }),
  }
}

/** A change as it is kept, with what made it. */
function changeOf({ probe, measurement }: ProbeRun, at: number, { from, to, since, gap }: Transition): Change {
  const base = { probe: probe.id, at, since, from, to }
  if (gap) return { ...base, code: 'waymark/gap', reason: 'Nothing was asked for more than three intervals' }
  const { phase, code, reason } = measurement
  if (to === 'maintenance') return base
  return { ...base, ...(phase && { phase }), ...(code && { code }), ...(reason && { reason }) }
}
