import type { DaySum } from '../../status-model/bars.ts'
import type { StateChange } from '../../status-model/change.ts'
import type { HourSum, ResponseTimes } from '../../status-model/response.ts'

/** What was kept of a probe. Plain data; times in ISO 8601, UTC. */
export interface ProbeHistory {
  days: readonly DaySum[]
  /** The oldest first. */
  hours: readonly HourSum[]
  /** The newest first. */
  changes: readonly StateChange[]
  /** How long its last answers took. */
  times?: ResponseTimes
}
