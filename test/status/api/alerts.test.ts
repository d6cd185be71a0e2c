import { assert, expect, test } from 'vitest'
import type { AlertReading } from '../../../checks/probes/alerts/read-alerts.ts'
import { shownAlerts } from '../../../checks/probes/alerts/shown-alerts.ts'
import { Secrets } from '../../../checks/probes/secrets/secrets.ts'
import { eventsOf, liveSite } from './live-site.ts'
import { parseMetrics } from './prometheus.ts'

const second = 1000

const alert = {
  ...{ name: 'ShopDown', state: 'firing' as const, since: '2026-11-22T02:50:00.000Z', source: 'metrics' },
  labels: { severity: 'page', instance: '192.168.7.7:9100' },
  annotations: { summary: '<b>192.168.7.7</b> does not answer' },
  value: 0,
}

/** A Prometheus that is asked every 30 s; `say` sets its next answer. */
function source() {
  let answer: AlertReading = { alerts: [alert] }
  const settings = {
    sources: [{ name: 'metrics', kind: 'prometheus' as const, every: 30 * second }],
    read: async () => answer,
    show: (told: Parameters<typeof shownAlerts>[0]) =>
      shownAlerts(told, { secrets: new Secrets([]), placeOf: () => ({ address: '/shop/', anchor: 'down' }) }),
  }
  const say = (next: AlertReading) => {
    answer = next
  }
  return { settings, say }
}

test('status.json and events tell which alerts fire, and when that changes', async (t) => {
  const { settings, say } = source()
  const site = await liveSite(t, { alerts: settings })
  await site.clock.pass(10 * second)
  const { alerts } = await site.json('/_waymark/status.json?of=.')
  expect(alerts).toMatchObject({
    sources: [{ name: 'metrics', kind: 'prometheus', state: 'up', checkedAt: '2026-11-22T03:00:00.000Z' }],
    firing: [
      {
        ...{ name: 'ShopDown', state: 'firing', since: alert.since, value: 0, labels: alert.labels },
        ...{ summary: alert.annotations.summary, page: { address: '/shop/', anchor: 'down' } },
      },
    ],
  })
  const events = eventsOf(await site.app.request('/_waymark/events?of=.'))
  const next = async (name: string) => {
    for (;;) {
      const event = (await events.next()).value ?? assert.fail('the stream has ended')
      if (event.event === name) return event
    }
  }
  const first = await next('snapshot')
  expect(Object(first.data).alerts.firing).toHaveLength(1)
  say({ alerts: [] })
  await site.clock.pass(30 * second)
  expect(Object((await next('alerts')).data).firing).toStrictEqual([])
  say({ reason: 'Not known: Prometheus `metrics` does not answer' })
  await site.clock.pass(30 * second)
  expect(Object((await next('alerts')).data).sources).toMatchObject([
    { state: 'unknown', reason: 'Not known: Prometheus `metrics` does not answer' },
  ])
  const back = eventsOf(await site.app.request('/_waymark/events', { headers: { 'Last-Event-ID': first.id } }))
  for (;;) {
    const event = (await back.next()).value ?? assert.fail('the stream has ended')
    if (event.event !== 'alerts') continue
    expect(Object(event.data).sources).toMatchObject([{ state: 'unknown' }])
    break
  }
})

test('the metrics count alerts by source, and say whether each answers', async (t) => {
  const { settings, say } = source()
  const site = await liveSite(t, { alerts: settings })
  await site.clock.pass(10 * second)
  const metrics = async () => {
    const families = parseMetrics(await (await site.app.request('/metrics')).text())
    const samples = families.flatMap((family) => family.samples).filter(({ name }) => name.startsWith('waymark_alert'))
    return samples.map(({ name, labels, value }) => `${name} ${labels.state ?? labels.kind} ${value}`)
  }
  const counts = (firing: number) => [
    `waymark_alerts firing ${firing}`,
    'waymark_alerts silenced 0',
    'waymark_alerts inhibited 0',
  ]
  const checked = 'waymark_alert_source_checked_timestamp_seconds prometheus'
  const at = Date.parse('2026-11-22T03:00:00Z') / 1000
  expect(await metrics()).toStrictEqual(['waymark_alert_source_up prometheus 1', `${checked} ${at}`, ...counts(1)])
  say({ reason: 'Not known: Prometheus `metrics` does not answer' })
  await site.clock.pass(30 * second)
  expect(await metrics()).toStrictEqual(['waymark_alert_source_up prometheus 0', `${checked} ${at}`, ...counts(1)])
})

test('in summary nothing tells of targets: labels but the severity, texts, values and reasons stay', async (t) => {
  const { settings, say } = source()
  const site = await liveSite(t, { alerts: settings, status: { details: 'summary' } })
  await site.clock.pass(10 * second)
  const { alerts } = await site.json('/_waymark/status.json')
  expect(JSON.stringify(alerts)).not.toMatch(/192\.168|answer/)
  expect(Object(alerts).firing[0]).toMatchObject({ name: 'ShopDown', labels: { severity: 'page' } })
  say({ reason: 'Not known: 192.168.7.7 does not answer' })
  await site.clock.pass(30 * second)
  const later = await site.json('/_waymark/status.json')
  expect(JSON.stringify(later.alerts)).not.toMatch(/192\.168|answer/)
  expect(Object(later.alerts).sources[0].state).toBe('unknown')
})

test('without sources there is nothing about alerts', async (t) => {
  const site = await liveSite(t)
  await site.clock.pass(10 * second)
  expect(await site.json('/_waymark/status.json')).not.toHaveProperty('alerts')
})
