import type { Measurement, Verdict } from '../../../checks/probes/verdict.ts'
import type { ProbeKind } from '../../probe-kinds/registry.ts'
import type { Phase } from '../../probe-kinds/stopwatch.ts'
import type { State } from '../../status-model/verdict.ts'
import type { Rules } from './probe-state.ts'
import type { Sum } from './sum.ts'

/** How long what is kept, in milliseconds. Changes of state are kept for ever. */
export interface Retention {
  results: number
  hours: number
  days: number
}

/** Which probe something is of. */
export interface Asked {
  /** `service.probe`. */
  id: string
  service: string
  kind: ProbeKind
}

/** One asking, to be put into the store. */
export interface Entry {
  probe: Asked
  measurement: Measurement
  rules: Rules
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

/** One asking as it is kept. */
export interface Result {
  /** In milliseconds. */
  at: number
  /** What was found; `maintenance` for whatever was found in a window. */
  state: State
  durationMs: number
  code?: string
}

/** A time in which nothing was asked, in milliseconds. */
export interface Gap {
  from: number
  until: number
}

export interface History {
  /** In the order in which they were made. */
  results: Result[]
  hours: Sum[]
  days: Sum[]
  /** The newest first. */
  changes: Change[]
  gaps: Gap[]
}

export interface HistoryLimits {
  /** The most of the newest results. */
  results: number
  /** The most of the newest changes. */
  changes: number
}

export interface Recorded {
  verdict: Verdict
  /** In their order; none where the state is as it was. */
  changes: Change[]
  /** Why it could not be kept: then the history has a gap, and the verdict holds all the same. */
  fault?: unknown
}

/**
 * Keeps what probes found. Order is that of recording, whatever the clock did meanwhile. What is known now lives in
 * memory, whatever becomes of it elsewhere. Each method but `record` rejects when what it keeps in cannot be read or
 * written.
 */
export interface Store {
  /** Decides what a measurement changes, and keeps both. Without a fault, a change is kept for good when this resolves. */
  record(entry: Entry): Promise<Recorded>
  /** The last verdict of each probe that was ever recorded; not judged by its age. */
  verdicts(): Promise<Verdict[]>
  /** Empty for a probe that was never recorded. */
  history(id: string, limits: HistoryLimits): Promise<History>
  /** The newest changes of all probes, the newest first. */
  changes(limit: number): Promise<Change[]>
  /** Tells that Waymark runs, at a time in milliseconds; half a minute without is a gap, and so is a start. */
  beat(now: number): Promise<void>
  /** Makes everything recorded last; without it, it may take as long as until `close`. */
  flush(): Promise<void>
  /** Throws away a little of what is too old at a time in milliseconds. */
  prune(now: number): Promise<void>
  close(): Promise<void>
}

/** How long Waymark may be silent without a gap, in milliseconds: three beats. */
export const longestSilence = 30_000
