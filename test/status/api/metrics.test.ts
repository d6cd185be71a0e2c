import { assert, expect, test } from 'vitest'
import { exposition, labelText } from '../../../src/status/api/exposition.ts'
import { MemoryStore } from '../../../src/status/history/memory-store.ts'
import { retention } from '../history/entry.ts'
import { type LiveSite, liveSite } from './live-site.ts'
import { parseMetrics } from './prometheus.ts'

const second = 1000

/** All metrics of a site, and the value of one series. */
async function metricsOf({ app }: LiveSite) {
  const response = await app.request('/metrics')
  expect(response.headers.get('Content-Type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  const families = parseMetrics(await response.text())
  const samples = families.flatMap((family) => family.samples)
  const value = (name: string, labels: Record<string, string> = {}) =>
    samples.find((one) => one.name === name && Object.entries(labels).every(([key, text]) => one.labels[key] === text))
      ?.value
  return { families, samples, value }
}

test('the metrics say what the probes say, and how the server is', async (t) => {
  const site = await liveSite(t)
  site.found.set('crm.healthz', 'down')
  await site.clock.pass(70 * second)
  const { value } = await metricsOf(site)
  expect(value('waymark_probe_state', { probe: 'crm.healthz', state: 'down' })).toBe(1)
  expect(value('waymark_probe_state', { probe: 'crm.healthz', state: 'up' })).toBe(0)
  expect(value('waymark_probe_state', { probe: 'erp.ping', state: 'up', service: 'erp', kind: 'http' })).toBe(1)
  expect(value('waymark_probe_duration_seconds', { probe: 'erp.ping' })).toBe(0.0125)
  expect(value('waymark_probe_phase_seconds', { probe: 'erp.ping', phase: 'dns' })).toBe(0.001)
  const checked = value('waymark_probe_checked_timestamp_seconds', { probe: 'erp.ping' }) ?? 0
  assert.ok(Math.abs(checked - site.clock.now() / 1000) < 40)
  expect(value('waymark_schedule_lag_seconds_count')).toBe(site.asked.length)
  assert.ok((value('process_resident_memory_bytes') ?? 0) > 1e6)
})

test('each probe is in one state, and counters only grow', async (t) => {
  const site = await liveSite(t)
  const counters = async () => {
    const { families } = await metricsOf(site)
    const growing = families.filter(({ type }) => type !== 'gauge')
    const samples = growing.flatMap((family) => family.samples)
    return new Map(samples.map(({ name, labels, value }) => [JSON.stringify([name, labels]), value]))
  }
  let before = await counters()
  for (const state of ['up', 'down', 'degraded', 'unknown'] as const) {
    site.found.set('erp.ping', state)
    await site.clock.pass(65 * second)
    const { samples } = await metricsOf(site)
    const states = samples.filter(({ name }) => name === 'waymark_probe_state')
    for (const [probe, own] of Map.groupBy(states, ({ labels }) => labels.probe)) {
      expect(own.length, probe).toBe(5)
      expect(
        own.reduce((sum, { value }) => sum + value, 0),
        probe,
      ).toBe(1)
    }
    const now = await counters()
    for (const [series, value] of before) assert.ok((now.get(series) ?? -1) >= value, series)
    before = now
  }
})

test('before anything was asked, there are the metrics of the server alone', async (t) => {
  const { families, value } = await metricsOf(await liveSite(t))
  assert.ok(families.every(({ name }) => !name.startsWith('waymark_probe_')))
  expect(value('waymark_event_streams')).toBe(0)
})

test('in a summary, no metric tells what is not to be told', async (t) => {
  const site = await liveSite(t, { status: { details: 'summary' } })
  site.found.set('erp.ping', 'down')
  await site.clock.pass(70 * second)
  const { families } = await metricsOf(site)
  assert.ok(!families.some(({ name }) => name === 'waymark_probe_phase_seconds'))
  expect(JSON.stringify(families)).not.toMatch(/example\.org|secret|192\.168/)
})

test('labels are escaped', () => {
  for (const hostile of ['a"b\\c\nd{e="f"} 1', '\\', '\\n', '"', '\n# TYPE x counter\n', 'é 漢字']) {
    const samples = [{ labels: labelText({ probe: hostile }), value: 1.5e-7 }]
    const text = [...exposition([{ name: 'x', help: 'X.', type: 'gauge', samples }])].join('')
    expect(parseMetrics(text)[0]?.samples).toStrictEqual([{ name: 'x', labels: { probe: hostile }, value: 1.5e-7 }])
  }
  expect([...exposition([{ name: 'x', help: 'X.', type: 'gauge', samples: [] }])]).toStrictEqual([])
})

test('thousands of samples come in pieces, each series once', () => {
  const samples = Array.from({ length: 2500 }, (_, index) => ({
    labels: labelText({ n: String(index) }),
    value: index,
  }))
  const pieces = [...exposition([{ name: 'x', help: 'X.', type: 'gauge', samples }])]
  expect(pieces.length).toBe(3)
  const [family] = parseMetrics(pieces.join(''))
  expect(family?.samples.map(({ value }) => value)).toStrictEqual(samples.map(({ value }) => value))
})

/** A store that cannot write while `isFull`. */
class FullStore extends MemoryStore {
  isFull = false
  /** SQLite says it now so and now so. */
  readonly words = (function* () {
    for (;;) yield* ['database or disk is full', 'disk I/O error']
  })()
  override async record(...args: Parameters<MemoryStore['record']>) {
    const recorded = await super.record(...args)
    return this.isFull ? { ...recorded, error: new Error(this.words.next().value) } : recorded
  }
}

test('while the history cannot be written, the pages are told all, the log once, and the server is not ready', async (t) => {
  const store = new FullStore(retention)
  const site = await liveSite(t, { store })
  const ready = async () => (await site.app.request('/readyz')).status
  await site.clock.pass(60 * second)
  expect(await ready()).toBe(200)
  store.isFull = true
  await site.clock.pass(60 * second)
  expect([await ready(), (await site.app.request('/healthz')).status]).toStrictEqual([503, 200])
  site.found.set('erp.ping', 'down')
  await site.clock.pass(180 * second)
  const state = (id: string) => site.live.status.board.verdict(id, site.clock.now())?.state
  expect([state('erp.ping'), state('crm.healthz')]).toStrictEqual(['down', 'up'])
  // A disk that is nearly full takes something now and then.
  for (let round = 0; round < 10; round++) {
    store.isFull = round % 2 === 1
    await site.clock.pass(20 * second)
  }
  const told = ['history: database or disk is full', 'history: disk I/O error']
  expect(site.log).toStrictEqual(told)
  store.isFull = false
  site.found.delete('erp.ping')
  await site.clock.pass(180 * second)
  expect(await ready()).toBe(200)
  expect(state('erp.ping')).toBe('up')
  expect(site.log).toStrictEqual([...told, 'history: it is kept again'])
})
