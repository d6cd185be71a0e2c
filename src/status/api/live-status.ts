import type { Store } from '../history/store.ts'
import type { EventHub } from '../live/event-hub.ts'
import type { Monitor } from '../live/monitor.ts'
import type { Details } from '../live/public-status.ts'
import type { Board } from '../live/status-board.ts'

/** What the routes of the live status answer from. */
export interface LiveStatus {
  board: Board
  hub: EventHub
  monitor: Monitor
  store: Store
  /** In milliseconds. */
  now: () => number
  details: Details
  /** The names of services, by id, for badges. */
  names: () => ReadonlyMap<string, string>
  /** Other sites whose pages may read it, such as `https://portal.example.org`. */
  origins: readonly string[]
  /** Whether nobody may ask for a probe to be run. */
  readOnly: boolean
  /** Where the site is published, if that is known. */
  site?: string | undefined
  /** Whether to believe `X-Forwarded-Host`. */
  trustProxy: boolean
}
