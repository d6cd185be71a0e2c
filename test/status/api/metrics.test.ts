import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exposition } from '../../../src/status/api/exposition.ts'
import { MemoryStore } from '../../../src/status/history/memory-store.ts'
import { retention } from '../history/entry.ts'
import { liveSite } from './live-site.ts'

const second = 1000

interface Parsed {
  types: Map<string, string>
  samples: { name: string; labels: Record<string, string>; value: number }[]
}

/** Reads Prometheus' text format, as strictly as its grammar is. */
function parse(text: string): Parsed {
  assert.ok(text.endsWith('\n'))
  const parsed: Parsed = { types: new Map(), samples: [] }
  for (const line of text.slice(0, -1).split('\n')) {
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) ([a-zA-Z_:][\w:]*) (.+)$/.exec(line) ?? []
    if (kind === 'TYPE') {
      assert.ok(!parsed.types.has(name), `${name} twice`)
      parsed.types.set(name, rest)
    }
    if (kind === undefined) parsed.samples.push(parseSample(line))
  }
  return parsed
}

function parseSample(line: string) {
  const [, name = '', written = '', value = ''] =
    /^([a-zA-Z_:][\w:]*)(?:\{((?:[a-z_]+="(?:[^"\\\n]|\\[\\"n])*",?)*)\})? (\S+)$/.exec(line) ?? assert.fail(line)
  const labels = Array.from(written.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g), ([, key = '', text = '']) => {
    return [key, text.replace(/\\(.)/g, (_, escaped) => (escaped === 'n' ? '\n' : escaped))]
  })
  const number = value === '+Inf' ? Number.POSITIVE_INFINITY : Number(value)
  assert.ok(!Number.isNaN(number), line)
  return { name, labels: Object.fromEntries(labels), value: number }
}

test('the metrics say what the probes say, and how the server is', async (t) => {
  const site = await liveSite(t)
  site.found.set('crm.healthz', 'down')
  await site.clock.pass(70 * second)
  const response = await site.app.request('/metrics')
  assert.equal(response.headers.get('Content-Type'), 'text/plain; version=0.0.4; charset=utf-8')
  const { types, samples } = parse(await response.text())
  const value = (name: string, labels: Record<string, string> = {}) =>
    samples.find((one) => one.name === name && Object.entries(labels).every(([key, text]) => one.labels[key] === text))
      ?.value
  assert.equal(value('waymark_probe_state', { probe: 'crm.healthz', state: 'down' }), 1)
  assert.equal(value('waymark_probe_state', { probe: 'crm.healthz', state: 'up' }), 0)
  assert.equal(value('waymark_probe_state', { probe: 'erp.ping', state: 'up', service: 'erp', kind: 'http' }), 1)
  assert.equal(value('waymark_probe_duration_seconds', { probe: 'erp.ping' }), 0.0125)
  assert.equal(value('waymark_probe_phase_seconds', { probe: 'erp.ping', phase: 'dns' }), 0.001)
  const checked = value('waymark_probe_checked_timestamp_seconds', { probe: 'erp.ping' }) ?? 0
  assert.ok(Math.abs(checked - site.clock.now() / 1000) < 40)
  assert.equal(types.get('waymark_schedule_lag_seconds'), 'histogram')
  assert.equal(value('waymark_schedule_lag_seconds_count'), site.asked.length)
  const buckets = samples.filter(({ name }) => name === 'waymark_schedule_lag_seconds_bucket').map((one) => one.value)
  assert.deepEqual(
    buckets,
    buckets.toSorted((a, b) => a - b),
  )
  assert.equal(buckets.at(-1), site.asked.length)
  for (const { name } of samples)
    assert.ok(types.has(name.replace(/_(bucket|sum|count)$/, '')) || types.has(name), name)
  assert.ok((value('process_resident_memory_bytes') ?? 0) > 1e6)
})

test('labels are escaped', () => {
  const hostile = 'a"b\\c\nd{e="f"} 1'
  const text = exposition([
    { name: 'x', help: 'X.', type: 'gauge', samples: [{ labels: { probe: hostile }, value: 1.5e-7 }] },
  ])
  assert.deepEqual(parse(text).samples, [{ name: 'x', labels: { probe: hostile }, value: 1.5e-7 }])
  assert.equal(exposition([{ name: 'x', help: 'X.', type: 'gauge', samples: [] }]), '')
})

/** A store that cannot write while `isFull`. */
class FullStore extends MemoryStore {
  isFull = false
  override async record(...args: Parameters<MemoryStore['record']>) {
    if (this.isFull) throw new Error('database or disk is full')
    return super.record(...args)
  }
}

test('while the history cannot be written, the server is not ready, and nothing old is shown as new', async (t) => {
  const store = new FullStore(retention)
  const site = await liveSite(t, { store })
  const ready = async () => (await site.app.request('/readyz')).status
  await site.clock.pass(60 * second)
  assert.equal(await ready(), 200)
  store.isFull = true
  await site.clock.pass(60 * second)
  assert.deepEqual([await ready(), (await site.app.request('/healthz')).status], [503, 200])
  assert.ok(site.log.filter((line) => line === 'history: database or disk is full').length >= 1)
  await site.clock.pass(180 * second)
  assert.equal(site.live.status.board.verdict('erp.ping', site.clock.now())?.state, 'unknown')
  store.isFull = false
  await site.clock.pass(60 * second)
  assert.equal(await ready(), 200)
  assert.equal(site.live.status.board.verdict('erp.ping', site.clock.now())?.state, 'up')
})
