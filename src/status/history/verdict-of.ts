import type { Measurement, Verdict } from '../../../checks/probes/verdict.ts'
import type { Transition } from './probe-state.ts'
import type { Standing } from './standing.ts'
import type { Asked, Change, Entry } from './store.ts'

/** What is told of a probe, from what is remembered of it and the last measurement. */
export function verdictOf(probe: Asked, measurement: Measurement, standing: Standing, everyMs: number): Verdict {
  const { state, since, pending, flapping } = standing
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
export function changeOf({ probe, measurement }: Entry, at: number, { from, to, since, gap }: Transition): Change {
  const base = { probe: probe.id, at, since, from, to }
  if (gap) return { ...base, code: 'waymark/gap', reason: 'Nothing was asked for more than three intervals' }
  const { phase, code, reason } = measurement
  if (to === 'maintenance') return base
  return { ...base, ...(phase && { phase }), ...(code && { code }), ...(reason && { reason }) }
}
