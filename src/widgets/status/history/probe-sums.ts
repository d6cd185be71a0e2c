import type { DaySum } from '../../../status-model/bars.ts'
import type { StateChange } from '../../../status-model/change.ts'
import type { HourSum, ResponseTimes } from '../../../status-model/response.ts'

/** What a server says of a probe's past. */
export interface ProbeSums {
  days: DaySum[]
  /** Whether readers may have it probed. */
  canRun?: boolean
  hours?: HourSum[]
  times?: ResponseTimes
  changes?: StateChange[]
}
