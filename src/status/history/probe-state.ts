import type { Measurement } from '../../../checks/probes/verdict.ts'
import { intervalsUntilStale } from '../../status-model/age.ts'
import type { State } from '../../status-model/verdict.ts'
import { extend, noRuns } from './runs.ts'
import type { Known, Runs, Standing } from './standing.ts'

/** How many findings in a row it takes to be held to be this; `unknown` counts those that the prober could not make. */
export type Thresholds = Record<'up' | 'degraded' | 'down' | 'unknown', number>

/** By what a finding is judged. */
export interface Rules {
  thresholds: Thresholds
  /** Whether the finding was made in a maintenance window. */
  maintenance: boolean
  /** Milliseconds from one asking to the next. After three of them without a finding nothing is known. */
  everyMs: number
}

/** One finding, made at a time in milliseconds. */
export interface Finding {
  state: Measurement['state']
  at: number
}

/** A change of state. */
export interface Transition {
  from: State
  to: State
  /** When the state began, in milliseconds: at the first of the findings that made it. */
  since: number
  /** No finding made it, but the lack of any. */
  gap?: true
}

interface Advance {
  standing: Standing
  /** None, one, or two where nothing was asked for a while: what was known ends, then something new begins. */
  transitions: Transition[]
}

/** Turns within `flappingIntervals` that make it flapping. */
const flappingTurns = 4
const flappingIntervals = 20

/** Puts one more finding to what is known of a probe. Everything that decides on a state is here. */
export function advance(before: Standing | undefined, finding: Finding, rules: Rules): Advance {
  const { at } = finding
  const gap = before && gapBefore(before, at, rules)
  const base = rebased(before, at, gap)
  const runs = extend(base.runs, finding.state, at)
  const known = knownAfter(base.known, runs, rules.thresholds)
  const state = shown({ base, finding, known, runs, rules })
  const since = state === base.state ? base.since : Math.min(at, Math.max(base.since, began(state, base, runs, at)))
  const turns =
    known === base.known || base.known === undefined ? base.turns : [...base.turns, at].slice(-flappingTurns)
  const standing: Standing = {
    state,
    since,
    checkedAt: at,
    ...(state !== 'maintenance' && finding.state !== state && { pending: finding.state }),
    ...(known && { known }),
    runs,
    turns,
    flapping: isFlapping(turns, at, rules.everyMs),
  }
  const change: Transition[] = state === base.state ? [] : [{ from: base.state, to: state, since }]
  return { standing, transitions: [...(gap ? [gap] : []), ...change] }
}

/** The end of what was known, where nothing was asked for too long: Waymark did not run, or the machine slept. */
function gapBefore({ state, checkedAt }: Standing, at: number, { everyMs }: Rules): Transition | undefined {
  const end = checkedAt + intervalsUntilStale * everyMs
  return at > end && state !== 'unknown' ? { from: state, to: 'unknown', since: end, gap: true } : undefined
}

/** What the finding is put to: never a beginning in the future, and no run across a gap. */
function rebased(before: Standing | undefined, at: number, gap: Transition | undefined): Omit<Standing, 'checkedAt'> {
  if (!before) return { state: 'unknown', since: at, runs: noRuns, turns: [], flapping: false }
  const since = Math.min(before.since, at)
  if (!gap) return { ...before, since }
  return { ...before, state: 'unknown', since: gap.since, runs: noRuns }
}

/** What the service is held to be: worse needs as many findings in a row as worse asks for, better as many as `up` does. */
function knownAfter(known: Known | undefined, runs: Runs, thresholds: Thresholds): Known | undefined {
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
  base: Omit<Standing, 'checkedAt'>
  finding: Finding
  known: Known | undefined
  runs: Runs
  rules: Rules
}

function shown({ base, finding, known, runs, rules }: Situation): State {
  if (rules.maintenance) return 'maintenance'
  if (runs.blind.count >= rules.thresholds.unknown || known === undefined) return 'unknown'
  // What was known before the blindness holds again when a finding says so.
  if (base.state === 'unknown' && finding.state !== known && known === base.known) return 'unknown'
  return known
}

function began(state: State, base: Omit<Standing, 'checkedAt'>, runs: Runs, at: number): number {
  if (state === 'maintenance') return at
  if (state === 'unknown') return runs.blind.count > 0 ? runs.blind.since : at
  // Nobody saw how it was before this finding.
  if (base.state === 'unknown' || base.state === 'maintenance') return at
  if (state === 'down') return runs.down.since
  if (state === 'up') return runs.up.since
  return base.known === 'down' ? runs.answered.since : runs.bad.since
}

function isFlapping(turns: readonly number[], at: number, everyMs: number): boolean {
  const [first = Number.NEGATIVE_INFINITY] = turns
  return turns.length >= flappingTurns && at - first <= flappingIntervals * everyMs
}
