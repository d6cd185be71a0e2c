import type { State } from './verdict.ts'

/** A probe's state became another. */
export interface StateChange {
  probe: string
  /** ISO 8601, UTC: when it was decided. */
  at: string
  /** ISO 8601, UTC: when the state began. */
  since?: string
  from: State
  to: State
  code?: string
  reason?: string
}

/** How many of the newest changes of all probes a server tells. */
export const mostChangesTold = 100

/** The code of a change that no answer made, but that nobody asked: Waymark did not run, or the machine slept. */
export const gapCode = 'waymark/gap'
