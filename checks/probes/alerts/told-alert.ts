import { isRecord } from '../../../src/schema/settings.ts'
import type { AlertState } from '../../../src/status-model/alert.ts'

/** An alert as a source tells it: not bounded, and with whatever stands in it. */
export interface ToldAlert {
  name: string
  state: AlertState
  /** ISO 8601. */
  since: string
  labels: Readonly<Record<string, string>>
  annotations: Readonly<Record<string, string>>
  value?: number
  /** The name of the source. */
  source: string
}

/** More of them are not looked at. */
const mostRead = 10_000

/**
 * The firing alerts of a Prometheus: the `data` of `/api/v1/alerts`. Those that are pending may never fire.
 * Source: prometheus.io/docs/prometheus/latest/querying/api/, "Alerts".
 */
export function prometheusAlerts(data: unknown, source: string): ToldAlert[] | undefined {
  if (!isRecord(data) || !Array.isArray(data.alerts)) return undefined
  const alerts: unknown[] = data.alerts
  return alerts.slice(0, mostRead).flatMap((alert) => {
    if (!isRecord(alert) || alert.state !== 'firing') return []
    const value = typeof alert.value === 'string' ? Number(alert.value) : Number.NaN
    return toldAlert(alert, alert.activeAt, 'firing', source, Number.isFinite(value) ? value : undefined)
  })
}

/**
 * The alerts of an Alertmanager: `/api/v2/alerts`, silenced and inhibited ones too.
 * Source: github.com/prometheus/alertmanager, `api/v2/openapi.yaml`, `gettableAlerts`.
 */
export function alertmanagerAlerts(json: unknown, source: string): ToldAlert[] | undefined {
  if (!Array.isArray(json)) return undefined
  const alerts: unknown[] = json
  return alerts.slice(0, mostRead).flatMap((alert) => {
    if (!isRecord(alert)) return []
    return toldAlert(alert, alert.startsAt, stateOf(alert.status), source)
  })
}

function stateOf(status: unknown): AlertState {
  if (!isRecord(status) || status.state !== 'suppressed') return 'firing'
  return Array.isArray(status.silencedBy) && status.silencedBy.length > 0 ? 'silenced' : 'inhibited'
}

/** None where it has no name, or no time. */
function toldAlert(
  alert: Record<string, unknown>,
  began: unknown,
  state: AlertState,
  source: string,
  value?: number,
): ToldAlert[] {
  const { alertname: name, ...labels } = textsOf(alert.labels)
  const time = typeof began === 'string' ? Date.parse(began) : Number.NaN
  if (name === undefined || name === '' || Number.isNaN(time)) return []
  const since = new Date(time).toISOString()
  const annotations = textsOf(alert.annotations)
  return [{ name, state, since, labels, annotations, source, ...(value !== undefined && { value }) }]
}

function textsOf(record: unknown): Record<string, string> {
  if (!isRecord(record)) return {}
  return Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])),
  )
}
