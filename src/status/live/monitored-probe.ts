import type { Probe, Service } from '../../config/inventory.ts'
import type { StatusSettings } from '../../config/schema/status-settings.ts'
import type { ThresholdSettings } from '../../config/schema/thresholds.ts'
import type { Thresholds } from '../history/probe-state.ts'
import { MaintenanceWindows } from '../maintenance/windows.ts'
import type { Watched } from './monitor.ts'

/** What holds where nothing is said: one bad answer is no outage, and one good one ends it. */
const usual: Thresholds = { up: 1, degraded: 2, down: 2, unknown: 2 }

/** How probes are judged where neither they nor their services say it. */
export type Judging = Pick<StatusSettings, 'thresholds' | 'maintenance'>

/**
 * All probes of some services, with their own settings, those of their services and those of all. `about` says what else
 * an asking depends on.
 */
export function watchedOf(
  services: readonly Service[],
  settings: Judging,
  about: (id: string) => unknown = () => undefined,
): Watched[] {
  return services.flatMap((service) => {
    const maintenance = [...settings.maintenance, ...(service.maintenance ?? [])]
    const windows = new MaintenanceWindows(maintenance)
    return service.probes.map((probe) => ({
      probe,
      revision: revisionOf(probe, [about(probe.id), maintenance]),
      thresholds: thresholdsOf([settings.thresholds, service.thresholds, probe.thresholds]),
      planned: (at: number) => windows.at(at),
      nextBoundary: (after: number) => windows.nextBoundary(after),
    }))
  })
}

/** The place in its file is no part of a probe, and thresholds wait for answers. A new window may have begun or ended. */
function revisionOf({ place, locate, thresholds, ...asked }: Probe, about: unknown): string {
  return JSON.stringify([asked, about])
}

/** Each from the last level that says it. */
function thresholdsOf(levels: readonly (ThresholdSettings | undefined)[]): Thresholds {
  const of = (key: keyof Thresholds) => levels.findLast((level) => level?.[key] !== undefined)?.[key] ?? usual[key]
  return { up: of('up'), degraded: of('degraded'), down: of('down'), unknown: of('unknown') }
}
