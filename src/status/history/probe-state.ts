import { z } from 'zod'
import type { Measurement, Verdict } from '../../../checks/probes/verdict.ts'
import type { Thresholds } from '../../config/schema/thresholds.ts'
import type { ProbeKind } from '../../probe-kinds/registry.ts'
import type { Phase } from '../../probe-kinds/stopwatch.ts'
import { intervalsUntilStale } from '../../status-model/age.ts'
import { gapCode } from '../../status-model/change.ts'
import { type State, states } from '../../status-model/verdict.ts'
import { emptySum, hourMs, periodStart, type Sum, withMeasurement } from './sum.ts'

/** Measurements in a row that all say one thing. */
const streak = z.object({
  count: z.int(),
  /** When the first of them was made, in milliseconds. */
  since: z.number(),
})

const streaks = z.object({
  down: streak,
  /** Degraded or down. */
  bad: streak,
  /** Degraded or up. */
  answered: streak,
  up: streak,
  /** Nothing could be found out. These do not break the others: a blind prober tells nothing of the service. */
  blind: streak,
})

/** The state of a probe, and what of its past decides on the next one. Kept in the history; times in milliseconds. */
export const probeState = z.object({
  state: z.enum(states),
  since: z.number(),
  checkedAt: z.number(),
  pending: z.enum(states).optional(),
  /** The last state that enough measurements confirmed, whatever `state` says of maintenance and of blindness. */
  known: z.enum(['up', 'degraded', 'down']).optional(),
  runs: streaks,
  /** When `known` turned lately, the oldest first. */
  turns: z.array(z.number()),
  flapping: z.boolean(),
})

export type ProbeState = z.infer<typeof probeState>
type Streak = z.infer<typeof streak>
type Streaks = z.infer<typeof streaks>
type ConfirmedState = NonNullable<ProbeState['known']>

/** What decides on the next state, besides the measurement. */
export interface StateRules {
  thresholds: Thresholds
  /** Whether the measurement was made in a maintenance window. */
  maintenance: boolean
  /** Milliseconds from one probe run to the next. After three of them without a measurement nothing is known. */
  everyMs: number
}

/** Of a measurement, what decides; `at` in milliseconds. */
export interface Observation {
  state: Measurement['state']
  at: number
}

/** A change of state. */
export interface Transition {
  from: State
  to: State
  /** When the state began, in milliseconds: at the first of the measurements that made it. */
  since: number
  /** No measurement made it, but the lack of any. */
  gap?: true
}

interface NextState {
  next: ProbeState
  /** None, one, or two where nothing was probed for a while: what was known ends, then something new begins. */
  transitions: Transition[]
}

/** Turns within `flappingIntervals` that make it flapping. */
const flappingTurns = 4
const flappingIntervals = 20

/** The state of a probe after one more measurement. Everything that decides on a state is here. */
export function nextState(before: ProbeState | undefined, observation: Observation, rules: StateRules): NextState {
  const { at } = observation
  const gap = before && gapBefore(before, at, rules)
  const base = baseOf(before, at, gap)
  const runs = extendStreaks(base.runs, observation.state, at)
  const known = confirmedAfter(base.known, runs, rules.thresholds)
  const state = shownState({ base, observation, known, runs, rules })
  const since =
    state === base.state ? base.since : Math.min(at, Math.max(base.since, beginningOf(state, base, runs, at)))
  // A clock that was set back leaves turns in the future, which would count until it gets there.
  const past = base.turns.filter((turn) => turn <= at)
  const turns = known === base.known || base.known === undefined ? past : [...past, at].slice(-flappingTurns)
  const next: ProbeState = {
    state,
    since,
    checkedAt: at,
    ...(state !== 'maintenance' && observation.state !== state && { pending: observation.state }),
    ...(known && { known }),
    runs,
    turns,
    flapping: isFlapping(turns, at, rules.everyMs),
  }
  const change: Transition[] = state === base.state ? [] : [{ from: base.state, to: state, since }]
  return { next, transitions: [...(gap ? [gap] : []), ...change] }
}

/** The end of what was known, where nothing was probed for too long: Waymark did not run, or the machine slept. */
function gapBefore({ state, checkedAt }: ProbeState, at: number, { everyMs }: StateRules): Transition | undefined {
  const end = checkedAt + intervalsUntilStale * everyMs
  return at > end && state !== 'unknown' ? { from: state, to: 'unknown', since: end, gap: true } : undefined
}

/** What the measurement is added to: never a beginning in the future, and no streak across a gap. */
function baseOf(
  before: ProbeState | undefined,
  at: number,
  gap: Transition | undefined,
): Omit<ProbeState, 'checkedAt'> {
  if (!before) return { state: 'unknown', since: at, runs: noStreaks, turns: [], flapping: false }
  const since = Math.min(before.since, at)
  if (!gap) return { ...before, since }
  return { ...before, state: 'unknown', since: gap.since, runs: noStreaks }
}

/** The confirmed state: a worse one needs as many measurements in a row as its threshold says, a better one as many as that of `up`. */
function confirmedAfter(
  known: ConfirmedState | undefined,
  runs: Streaks,
  thresholds: Thresholds,
): ConfirmedState | undefined {
  if (runs.down.count >= thresholds.down) return 'down'
  if (known === 'down') {
    if (runs.answered.count < thresholds.up) return 'down'
    return runs.up.count >= thresholds.up ? 'up' : 'degraded'
  }
  if (runs.up.count >= thresholds.up) return 'up'
  // What is down each time is on its way to `down`, and not degraded meanwhile.
  if (runs.bad.count >= thresholds.degraded && runs.bad.count > runs.down.count) return 'degraded'
  return known
}

interface Situation {
  base: Omit<ProbeState, 'checkedAt'>
  observation: Observation
  known: ConfirmedState | undefined
  runs: Streaks
  rules: StateRules
}

function shownState({ base, observation, known, runs, rules }: Situation): State {
  if (rules.maintenance) return 'maintenance'
  if (runs.blind.count >= rules.thresholds.unknown || known === undefined) return 'unknown'
  // What was known before the blindness holds again when a measurement says so.
  if (base.state === 'unknown' && observation.state !== known && known === base.known) return 'unknown'
  return known
}

function beginningOf(state: State, base: Omit<ProbeState, 'checkedAt'>, runs: Streaks, at: number): number {
  if (state === 'maintenance') return at
  if (state === 'unknown') return runs.blind.count > 0 ? runs.blind.since : at
  // Nobody saw how it was before this measurement.
  if (base.state === 'unknown' || base.state === 'maintenance') return at
  if (state === 'down') return runs.down.since
  if (state === 'up') return runs.up.since
  return base.known === 'down' ? runs.answered.since : runs.bad.since
}

function isFlapping(turns: readonly number[], at: number, everyMs: number): boolean {
  const [first = Number.NEGATIVE_INFINITY] = turns
  return turns.length >= flappingTurns && at - first <= flappingIntervals * everyMs
}

const none: Streak = { count: 0, since: 0 }

const noStreaks: Streaks = { down: none, bad: none, answered: none, up: none, blind: none }

/** The streaks after one more measurement. A clock that was set back never leaves one that begins in the future. */
function extendStreaks(runs: Streaks, state: Measurement['state'], at: number): Streaks {
  const grown = (streak: Streak, isPart: boolean) => (isPart ? grow(streak, at) : none)
  if (state === 'unknown') return { ...runs, blind: grow(runs.blind, at) }
  return {
    down: grown(runs.down, state === 'down'),
    bad: grown(runs.bad, state !== 'up'),
    answered: grown(runs.answered, state !== 'down'),
    up: grown(runs.up, state === 'up'),
    blind: none,
  }
}

function grow({ count, since }: Streak, at: number): Streak {
  return { count: count + 1, since: count === 0 ? at : Math.min(since, at) }
}

/** Which probe something is of. */
export interface ProbeIdentity {
  /** `service.probe`. */
  id: string
  service: string
  kind: ProbeKind
}

/** One run of a probe, to be put into the store. */
export interface ProbeRun {
  probe: ProbeIdentity
  measurement: Measurement
  rules: StateRules
}

/** A change of state; times in milliseconds. */
export interface Change {
  probe: string
  /** When it was decided. */
  at: number
  /** When the state began. */
  since: number
  from: State
  to: State
  phase?: Phase
  code?: string
  reason?: string
}

/** One run as it is kept. */
export interface StoredResult {
  /** In milliseconds. */
  at: number
  /** What was measured; `maintenance` for whatever was measured in a window. */
  state: State
  durationMs: number
  code?: string
}

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
  if (gap) return { ...base, code: gapCode, reason: 'Nothing was asked for more than three intervals' }
  const { phase, code, reason } = measurement
  if (to === 'maintenance') return base
  return { ...base, ...(phase && { phase }), ...(code && { code }), ...(reason && { reason }) }
}
