import type { DaySum } from '../../widgets/status-bars.ts'
import type { StateChange } from '../../widgets/status-change.ts'
import type { HourSum } from '../../widgets/status-response.ts'

/** What was kept of a probe. Plain data; times in ISO 8601, UTC. */
export interface ProbeHistory {
  days: readonly DaySum[]
  /** The oldest first. */
  hours: readonly HourSum[]
  /** The newest first. */
  changes: readonly StateChange[]
}
