import type { Verdict } from '../../../checks/probes/verdict.ts'
import type { Change, ProbeRun, StoredResult } from './probe-state.ts'
import type { Sum } from './sum.ts'

/** How long what is kept, in milliseconds. Changes of state are kept for ever. */
export interface Retention {
  results: number
  hours: number
  days: number
}

/** A time in which nothing was probed, in milliseconds. */
export interface ProbingGap {
  from: number
  until: number
}

export interface History {
  /** In the order in which they were made. */
  results: StoredResult[]
  hours: Sum[]
  days: Sum[]
  /** The newest first. */
  changes: Change[]
  gaps: ProbingGap[]
}

export interface HistoryLimits {
  /** The most of the newest results. */
  results: number
  /** The most of the newest changes. */
  changes: number
}

/** What became of a probe run. */
export interface RecordResult {
  verdict: Verdict
  /** In their order; none where the state is as it was. */
  changes: Change[]
  /** Why it could not be kept: then the history has a gap, and the verdict holds all the same. */
  error?: unknown
}

/**
 * Keeps what probes measured. Order is that of recording, whatever the clock did meanwhile. What is known now lives in
 * memory, whatever becomes of it elsewhere. Each method but `record` rejects when what it keeps in cannot be read or
 * written.
 */
export interface Store {
  /** Decides what a measurement changes, and keeps both. Without an error, a change is kept for good when this resolves. */
  record(run: ProbeRun): Promise<RecordResult>
  /** The last verdict of each probe that was ever recorded; whatever its age. */
  verdicts(): Promise<Verdict[]>
  /** Empty for a probe that was never recorded. */
  history(id: string, limits: HistoryLimits): Promise<History>
  /** The newest changes of all probes, the newest first. */
  changes(limit: number): Promise<Change[]>
  /** Tells that Waymark runs, at a time in milliseconds; half a minute without is a gap, and so is a start. */
  heartbeat(now: number): Promise<void>
  /** Makes everything recorded last; without it, it may take as long as until `close`. */
  flush(): Promise<void>
  /** Throws away a little of what is too old at a time in milliseconds. */
  prune(now: number): Promise<void>
  close(): Promise<void>
}

/** How long Waymark may be silent without a gap, in milliseconds: three heartbeats. */
export const longestSilenceMs = 30_000

/** Why a store's file cannot be used; `hint` says what to do. */
export class StoreError extends Error {
  readonly hint: string
  constructor(message: string, hint: string) {
    super(message)
    this.name = 'StoreError'
    this.hint = hint
  }
}
