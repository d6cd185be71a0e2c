import type { StatusSnapshot, Verdict } from '../../../checks/probes/verdict.ts'
import type { StatusSettings } from '../../config/schema/status-settings.ts'
import type { Service } from '../../config/services.ts'
import type { Store } from '../history/store.ts'
import { type Clock, repeat, systemClock } from '../schedule/clock.ts'
import { AlertMonitor, type AlertSettings } from './alert-monitor.ts'
import { EventHub } from './event-hub.ts'
import { type Measure, Monitor, monitoredProbes, type StateSettings } from './monitor.ts'
import { type DetailLevel, publicSnapshot, StatusBoard, withAlerts } from './status-board.ts'

/** What the routes of the live status answer from. */
export interface LiveStatus {
  board: StatusBoard
  alerts: AlertMonitor
  hub: EventHub
  monitor: Monitor
  store: Store
  /** In milliseconds. */
  now: () => number
  details: DetailLevel
  /** What readers may know now, of all probes or of some, with the alerts that fire. */
  shown: (wants?: (verdict: Verdict) => boolean) => StatusSnapshot
  /** The names of services, by id, for badges. */
  names: () => ReadonlyMap<string, string>
  /** Other sites whose pages may read it, such as `https://portal.example.org`. */
  origins: readonly string[]
  /** Whether readers may not run a probe. */
  readOnly: boolean
  /** Where the site is published, if that is known. */
  site?: string | undefined
  /** Whether to believe `X-Forwarded-Host`. */
  trustProxy: boolean
}

export interface LiveOptions {
  services: readonly Service[]
  settings: StatusSettings
  /** The name of the environment that is probed; null for the hosts as written. */
  environment: string | null
  store: Store
  measure: Measure
  /** Sources of alerts; none when absent. */
  alerts?: AlertSettings | undefined
  /** What a run depends on besides the probe, as plain data: when it changes, the probe runs anew. */
  dependencies?: (id: string) => unknown
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
  /**
   * Takes up other services, and other settings where they are given; those that stay keep their history. Sources of
   * alerts are those that are given.
   */
  reload(services: readonly Service[], settings?: StateSettings, alerts?: AlertSettings): Promise<void>
  /** Ends every stream and every run, and closes the store. */
  stop(): Promise<void>
}

/** How often readers are shown that the connection lives; proxies close what is silent for a minute. */
const heartbeatMs = 15_000
/** How many changes are kept for readers who come back. */
const keptEvents = 200

/** Begins to run the probes of some services, and to tell what they measure. */
export async function startLive(options: LiveOptions): Promise<Live> {
  const { store, measure, log, settings, environment, clock = systemClock } = options
  const now = () => clock.now()
  const hub: EventHub = new EventHub({
    details: settings.details,
    kept: keptEvents,
    readers: settings.streams,
    snapshot: ({ wants }) => board.snapshot(now(), wants),
    alerts: () => alerts.now(now()),
    now,
  })
  const alerts = new AlertMonitor({ clock, log, onChange: (news) => hub.onAlerts(news) })
  const board = new StatusBoard(environment, hub)
  const monitor = new Monitor({ measure, store, board, clock, concurrency: settings.concurrency, log })
  let names = namesOf(options.services)
  let stateSettings: StateSettings = settings
  await monitor.start(monitoredProbes(options.services, stateSettings, options.dependencies))
  alerts.set(options.alerts)
  const endHeartbeat = repeat(clock, heartbeatMs, () => hub.heartbeat())
  return {
    status: {
      ...{ board, alerts, hub, monitor, store, now },
      shown: (wants) => publicSnapshot(withAlerts(board.snapshot(now(), wants), alerts.now(now())), settings.details),
      names: () => names,
      details: settings.details,
      origins: settings.origins,
      readOnly: options.readOnly ?? false,
      trustProxy: options.trustProxy ?? false,
      site: options.site,
    },
    reload: async (services, other = stateSettings, sources = undefined) => {
      stateSettings = other
      names = namesOf(services)
      await monitor.reload(monitoredProbes(services, stateSettings, options.dependencies))
      alerts.set(sources)
    },
    stop: async () => {
      endHeartbeat()
      alerts.stop()
      hub.close()
      await monitor.stop()
    },
  }
}

function namesOf(services: readonly Service[]): ReadonlyMap<string, string> {
  return new Map(services.map(({ id, name }) => [id, name]))
}
