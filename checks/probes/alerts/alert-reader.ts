import type { Source } from '../../../src/probe-kinds/source/source.ts'
import type { AlertsNow, FiringAlert } from '../../../src/status-model/alert.ts'
import type { ProbeEnvironment } from '../environment/environment.ts'
import { type AlertReading, readAlerts } from './read-alerts.ts'
import { type AlertOptions, shownAlerts } from './shown-alerts.ts'
import type { ToldAlert } from './told-alert.ts'

/** Asks the sources of an environment, and makes what pages may show of what they tell. */
export interface AlertReader {
  /** Asks one by its name; throws for `signal` and for bugs alone. */
  read: (name: string, signal: AbortSignal) => Promise<AlertReading>
  show: (told: readonly ToldAlert[]) => { firing: FiringAlert[]; omitted?: number }
}

/** The sources that are asked for alerts, in the order of the file. */
export function alertSources({ sources }: ProbeEnvironment): Source[] {
  return [...sources.values()].filter(({ alerts }) => alerts)
}

export function alertReader(environment: ProbeEnvironment, placeOf: AlertOptions['placeOf']): AlertReader {
  const { sources, cache, sourceSecrets } = environment
  return {
    read: async (name, signal) => {
      const source = sources.get(name)
      if (!source) throw new Error(`There is no source called ${name}`)
      return readAlerts(source, environment, signal)
    },
    show: (told) => shownAlerts(told, { secrets: cache.secrets(sourceSecrets), placeOf }),
  }
}

/** Asks all of them once; undefined where there is none. */
export async function readAllAlerts(
  environment: ProbeEnvironment,
  placeOf: AlertOptions['placeOf'],
  signal: AbortSignal,
): Promise<AlertsNow | undefined> {
  const asked = alertSources(environment)
  if (asked.length === 0) return undefined
  const { read, show } = alertReader(environment, placeOf)
  const readings = await Promise.all(
    asked.map(async (source) => ({ source, reading: await read(source.name, signal) })),
  )
  const checkedAt = new Date(environment.now()).toISOString()
  const sources = readings.map(({ source: { name, kind, every: everyMs }, reading }) =>
    'alerts' in reading
      ? { name, kind, state: 'up' as const, checkedAt, everyMs }
      : { name, kind, state: 'unknown' as const, everyMs, reason: reading.reason },
  )
  return { sources, ...show(readings.flatMap(({ reading }) => ('alerts' in reading ? reading.alerts : []))) }
}
