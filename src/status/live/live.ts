import type { Service } from '../../config/inventory.ts'
import type { StatusSettings } from '../../config/schema/status-settings.ts'
import type { LiveStatus } from '../api/live-status.ts'
import type { Store } from '../history/store.ts'
import { type Clock, systemClock } from '../schedule/clock.ts'
import { repeat } from '../schedule/repeat.ts'
import { EventHub } from './event-hub.ts'
import { type Measure, Monitor } from './monitor.ts'
import { type Judging, watchedOf } from './monitored-probe.ts'
import { Board } from './status-board.ts'

export interface LiveOptions {
  services: readonly Service[]
  settings: StatusSettings
  /** The name of the environment that is asked; null for the hosts as written. */
  environment: string | null
  store: Store
  measure: Measure
  /** What an asking depends on besides the probe, as plain data: when it changes, the probe is asked anew. */
  about?: (id: string) => unknown
  /** Told of what goes wrong in Waymark itself. */
  log: (message: string) => void
  clock?: Clock
  readOnly?: boolean
  trustProxy?: boolean
  /** Where the site is published. */
  site?: string | undefined
}

/** The live status while it runs. */
export interface Live {
  /** What the routes answer from. */
  status: LiveStatus
  /** Takes up other services, judged in another way if so; those that stay keep their history. */
  reload(services: readonly Service[], settings?: Judging): Promise<void>
  /** Ends every stream and every asking, and closes the store. */
  stop(): Promise<void>
}

/** How often readers are shown that the connection lives; proxies close what is silent for a minute. */
const beatMs = 15_000
/** How many changes are kept for readers who come back. */
const keptEvents = 200

/** Begins to ask the probes of some services, and to tell what they find. */
export async function startLive(options: LiveOptions): Promise<Live> {
  const { store, measure, log, settings, environment, clock = systemClock } = options
  const now = () => clock.now()
  const hub: EventHub = new EventHub({
    details: settings.details,
    kept: keptEvents,
    readers: settings.streams,
    snapshot: ({ wants }) => board.snapshot(now(), wants),
    now,
  })
  const board = new Board(environment, hub)
  const monitor = new Monitor({ measure, store, board, clock, concurrency: settings.concurrency, log })
  let names = namesOf(options.services)
  let judging: Judging = settings
  await monitor.start(watchedOf(options.services, judging, options.about))
  const endBeat = repeat(clock, beatMs, () => hub.beat())
  return {
    status: {
      ...{ board, hub, monitor, store, now },
      names: () => names,
      details: settings.details,
      origins: settings.origins,
      readOnly: options.readOnly ?? false,
      trustProxy: options.trustProxy ?? false,
      site: options.site,
    },
    reload: async (services, other = judging) => {
      judging = other
      names = namesOf(services)
      await monitor.reload(watchedOf(services, judging, options.about))
    },
    stop: async () => {
      endBeat()
      hub.close()
      await monitor.stop()
    },
  }
}

function namesOf(services: readonly Service[]): ReadonlyMap<string, string> {
  return new Map(services.map(({ id, name }) => [id, name]))
}
