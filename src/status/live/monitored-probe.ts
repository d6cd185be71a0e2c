import type { Probe, Service } from '../../config/inventory.ts'
import type { StatusSettings } from '../../config/schema/status-settings.ts'
import type { ThresholdSettings } from '../../config/schema/thresholds.ts'
import type { Thresholds } from '../history/probe-state.ts'
import { MaintenanceWindows } from '../maintenance/windows.ts'

/** A probe, with what decides on its states. */
export interface MonitoredProbe {
  probe: Probe
  /** Says what is probed, where, and when it may be down. When it changes, the probe runs anew. */
  revision: string
  thresholds: Thresholds
  windows: MaintenanceWindows
}

/** What holds where nothing is said: one bad measurement is no outage, and one good one ends it. */
const defaultThresholds: Thresholds = { up: 1, degraded: 2, down: 2, unknown: 2 }

/** What decides on states where neither probes nor their services say it. */
export type StateSettings = Pick<StatusSettings, 'thresholds' | 'maintenance'>

/**
 * All probes of some services, with their own settings, those of their services and those of all. `dependencies` says what
 * else a run depends on.
 */
export function monitoredProbes(
  services: readonly Service[],
  settings: StateSettings,
  dependencies: (id: string) => unknown = () => undefined,
): MonitoredProbe[] {
  return services.flatMap((service) => {
    const maintenance = [...settings.maintenance, ...(service.maintenance ?? [])]
    const windows = new MaintenanceWindows(maintenance)
    return service.probes.map((probe) => ({
      probe,
      revision: revisionOf(probe, [dependencies(probe.id), maintenance]),
      thresholds: thresholdsOf([settings.thresholds, service.thresholds, probe.thresholds]),
      windows,
    }))
  })
}

/** The place in its file is no part of a probe, and thresholds wait for measurements. A new window may have begun or ended. */
function revisionOf({ place, locate, thresholds, ...probed }: Probe, dependencies: unknown): string {
  return JSON.stringify([probed, dependencies])
}

/** Each from the last level that says it. */
function thresholdsOf(levels: readonly (ThresholdSettings | undefined)[]): Thresholds {
  const of = (key: keyof Thresholds) =>
    levels.findLast((level) => level?.[key] !== undefined)?.[key] ?? defaultThresholds[key]
  return { up: of('up'), degraded: of('degraded'), down: of('down'), unknown: of('unknown') }
}
