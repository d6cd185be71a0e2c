import type { State } from './verdict.ts'

/** A probe's state became another. */
export interface StateChange {
  probe: string
  /** ISO 8601, UTC. */
  at: string
  from: State
  to: State
  reason?: string
}

/** Changes that a page lists. */
export const mostChanges = 20
/** The newest of some changes that tell something, the newest first. */
export function notableChanges(changes: readonly StateChange[]): StateChange[] {
  // Waymark began to probe, or to get answers again, and all was well.
  const telling = changes.filter(({ from, to }) => from !== 'unknown' || to !== 'up')
  return telling.toSorted((a, b) => (a.at < b.at ? 1 : -1)).slice(0, mostChanges)
}
