import { createHash } from 'node:crypto'
import { type AlertPlace, alertStates, type FiringAlert, severityRank } from '../../../src/status-model/alert.ts'
import { isSecretName } from '../secrets/secret-name.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { ToldAlert } from './told-alert.ts'

/** More of them are counted. */
const mostShown = 100
const mostLabels = 20
/** In UTF-16 units. */
const longest = { name: 150, label: 60, value: 120, summary: 240 }

/** What alerts are shown by. */
export interface AlertOptions {
  secrets: Secrets
  /** The page that is about an alert. */
  placeOf: (alert: Pick<ToldAlert, 'name' | 'labels' | 'annotations'>) => AlertPlace | undefined
}

/**
 * What all sources have told, as pages may show it: what a Prometheus and its Alertmanager both know stands once, the
 * loudest first, and each text is bounded, of one line and without secrets.
 */
export function shownAlerts(
  told: readonly ToldAlert[],
  { secrets, placeOf }: AlertOptions,
): { firing: FiringAlert[]; omitted?: number } {
  const sorted = together(told).sort(byWeight)
  const firing = sorted.slice(0, mostShown).map((alert) => {
    const page = placeOf(alert)
    return { ...shown(alert, secrets), ...(page && { page }) }
  })
  const omitted = sorted.length - firing.length
  return { firing, ...(omitted > 0 && { omitted }) }
}

/**
 * The Alertmanager knows what is silenced, and the Prometheus the value. Its labels come back with those that it adds for
 * the Alertmanager, such as `cluster`.
 */
function together(told: readonly ToldAlert[]): ToldAlert[] {
  const alone: ToldAlert[] = []
  const managed = told.filter(({ value }) => value === undefined).map((alert) => ({ ...alert }))
  const byName = Map.groupBy(managed, ({ name }) => name)
  for (const alert of told) {
    if (alert.value === undefined) continue
    const same = byName
      .get(alert.name)
      ?.find((other) => other.value === undefined && isWithin(alert.labels, other.labels))
    if (!same) alone.push(alert)
    else Object.assign(same, { value: alert.value, since: [alert.since, same.since].sort()[0] })
  }
  const unique = new Map([...managed, ...alone].map((alert) => [idOf(alert), alert]))
  return [...unique.values()]
}

function isWithin(few: ToldAlert['labels'], many: ToldAlert['labels']): boolean {
  return Object.entries(few).every(([name, value]) => many[name] === value)
}

function byWeight(a: ToldAlert, b: ToldAlert): number {
  const state = alertStates.indexOf(a.state) - alertStates.indexOf(b.state)
  const severity = severityRank(a.labels.severity ?? '') - severityRank(b.labels.severity ?? '')
  return state || severity || Date.parse(b.since) - Date.parse(a.since) || (a.name < b.name ? -1 : 1)
}

function shown(alert: ToldAlert, secrets: Secrets): FiringAlert {
  const { name, state, since, labels, annotations, value, source } = alert
  const line = (text: string, length: number) => secrets.begin(plain(text), length)
  const entries = Object.entries(labels).slice(0, mostLabels)
  const { summary = annotations.description ?? annotations.message ?? '' } = annotations
  const text = line(summary, longest.summary)
  return {
    id: idOf(alert),
    name: line(name, longest.name),
    ...{ state, since, source },
    labels: Object.fromEntries(
      entries.map(([key, one]) => [line(key, longest.label), isSecretName(key) ? '…' : line(one, longest.value)]),
    ),
    ...(text !== '' && { summary: text }),
    ...(value !== undefined && { value }),
  }
}

/** On one line, without signs that are not seen or that turn the direction of what stands behind them. */
function plain(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .trim()
}

function idOf({ name, labels }: ToldAlert): string {
  const sorted = Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([name, sorted]))
    .digest('hex')
    .slice(0, 16)
}
