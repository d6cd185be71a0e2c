import { join } from 'node:path'
import { assert, expect, test } from 'vitest'
import { statusSettings } from '../../../src/config/schema/status-settings.ts'
import { readServicesFrom } from '../../../src/config/services.ts'
import { SqliteStore } from '../../../src/status/history/sqlite-store.ts'
import { startLive } from '../../../src/status/live/live.ts'
import { monitoredProbes } from '../../../src/status/live/monitor.ts'
import { liveSite, services } from '../api/live-site.ts'
import { builtFolder } from '../built-folder.ts'
import { retention } from '../history/entry.ts'
import { FakeClock } from '../schedule/fake-clock.ts'

const second = 1000
const minute = 60 * second

function servicesIn(text: string) {
  return readServicesFrom([{ file: 'services.yaml', bytes: new TextEncoder().encode(text) }]).services
}

test('thresholds come from the probe, else its service, else all, else what is usual', () => {
  const text = `services:
  erp:
    thresholds: { down: 3, up: 2 }
    probes:
      ping: { ping: a.lab, thresholds: { down: 4 } }
      name: { dns: A a.lab }
  crm: { probes: { ping: { ping: b.lab } } }
`
  const settings = statusSettings.parse({ thresholds: { up: 5, unknown: 7 } })
  const found = monitoredProbes(servicesIn(text), settings).map(({ probe, thresholds }) => [probe.id, thresholds])
  expect(found).toStrictEqual([
    ['erp.ping', { up: 2, degraded: 2, down: 4, unknown: 7 }],
    ['erp.name', { up: 2, degraded: 2, down: 3, unknown: 7 }],
    ['crm.ping', { up: 5, degraded: 2, down: 2, unknown: 7 }],
  ])
})

test('a maintenance window of a service, or of all, holds for its probes, from its beginning to its end', async (t) => {
  const window = '{ from: 2026-11-22T03:10Z, until: 2026-11-22T03:20Z }'
  const site = await liveSite(t, {
    status: { maintenance: [{ from: '2026-11-22T03:40Z', until: '2026-11-22T03:50Z' }] },
  })
  await site.reload(`services:
  erp: { maintenance: [${window}], probes: { certificate: { tls: "a.lab:443", every: 1h, timeout: 5s } } }
  crm: { probes: { certificate: { tls: "b.lab:443", every: 1h, timeout: 5s } } }
`)
  const states: string[] = []
  for (let minutes = 5; minutes <= 55; minutes += 10) {
    await site.clock.pass(Date.parse('2026-11-22T03:00Z') + minutes * minute + second - site.clock.now())
    const state = (id: string) => site.live.status.board.verdict(id, site.clock.now())?.state
    states.push(`${minutes} ${state('erp.certificate')} ${state('crm.certificate')}`)
  }
  expect(states).toStrictEqual([
    '5 up up',
    '15 maintenance up',
    '25 up up',
    '35 up up',
    '45 maintenance maintenance',
    '55 up up',
  ])
})

test('a maintenance window says until when it lasts and what is done, before what is found in it', async (t) => {
  const site = await liveSite(t)
  await site.reload(`services:
  erp:
    maintenance:
      - { from: 2026-11-22T02:00Z, until: 2026-11-22T03:30Z, note: Another disk }
      - { from: 2026-11-22T02:30Z, until: 2026-11-22T04:00Z, note: New database }
    probes: { ping: { ping: a.lab, every: 30s } }
  crm:
    maintenance: [{ every: day, at: "02:00", for: 3h }]
    probes: { ping: { ping: b.lab, every: 30s } }
`)
  site.found.set('erp.ping', 'down')
  await site.clock.pass(2 * minute)
  const told = (id: string) => {
    const verdict = site.live.status.board.verdict(id, site.clock.now())
    return [verdict?.state, verdict?.reason?.replace(/(found meanwhile: ).+$/, '$1…')]
  }
  expect(told('erp.ping')).toStrictEqual([
    'maintenance',
    'Planned until 2026-11-22 04:00 UTC: New database; found meanwhile: …',
  ])
  expect(told('crm.ping')).toStrictEqual(['maintenance', 'Planned until 2026-11-22 05:00 UTC'])
})

test('a fault of Waymark itself makes `unknown`, and is told', async (t) => {
  const site = await liveSite(t)
  await site.clock.pass(minute)
  Object.defineProperty(site.found, 'get', { value: () => assert.fail('a fault') })
  await site.clock.pass(70 * second)
  const verdict = site.live.status.board.verdict('erp.ping', site.clock.now())
  expect([verdict?.state, verdict?.code, verdict?.reason]).toStrictEqual([
    'unknown',
    'waymark/fault',
    'Waymark failed to ask',
  ])
  assert.ok(site.log.includes('probe erp.ping: a fault'))
})

test('services that are read again keep their history, and new settings hold', async (t) => {
  const site = await liveSite(t)
  site.found.set('erp.ping', 'down')
  await site.clock.pass(70 * second)
  const { since } = site.live.status.board.verdict('erp.ping', site.clock.now()) ?? assert.fail()
  await site.reload(services.replace('name: Dolibarr <ERP>', 'name: Other').replace('30s', '10s'))
  expect(site.live.status.board.verdict('erp.ping', site.clock.now())?.since).toBe(since)
  expect(site.live.status.names().get('erp')).toBe('Other')
  site.asked.length = 0
  await site.clock.pass(minute)
  const asked = site.asked.filter((id) => id === 'erp.ping').length
  assert.ok(asked === 6 || asked === 7, `${asked} times in a minute`)
  const page = await site.json('/_waymark/probes/erp.ping.json')
  assert.ok(Array.isArray(page.results) && page.results.length > 6)
  await site.reload('services: { crm: { probes: { healthz: { http: "https://crm.example.org/" } } } }')
  expect(site.live.status.board.verdict('erp.ping', site.clock.now())).toBe(undefined)
  await site.reload(services)
  await site.clock.pass(2 * second)
  expect(site.live.status.board.verdict('erp.ping', site.clock.now())?.since, 'it was away for a moment only').toBe(
    since,
  )
})

test('after a restart everything is as it was, and what is fresh is not asked again', async (t) => {
  const folder = await builtFolder(t, {})
  const clock = new FakeClock()
  const asked: string[] = []
  const start = async () =>
    startLive({
      services: servicesIn(services),
      settings: statusSettings.parse({}),
      environment: null,
      store: SqliteStore.open({ file: join(folder, 'status.db'), environment: null, retention }),
      measure: async ({ id }) => {
        asked.push(id)
        const checkedAt = new Date(clock.now()).toISOString()
        const state = id === 'erp.ping' ? ('down' as const) : ('up' as const)
        return { state, checkedAt, durationMs: 1, phases: {}, conditions: [], facts: {} }
      },
      log: assert.fail,
      clock,
    })
  const first = await start()
  await clock.pass(70 * second)
  const before = first.status.board.snapshot(clock.now())
  await first.stop()
  asked.length = 0
  const next = await start()
  expect(next.status.board.snapshot(clock.now())).toStrictEqual(before)
  await clock.pass(0)
  expect(asked).toStrictEqual([])
  await clock.pass(30 * second)
  expect(next.status.board.verdict('erp.ping', clock.now())?.since).toStrictEqual(before.probes[0]?.since)
  await next.stop()
  await clock.pass(60 * minute)
  const third = await start()
  const stale = third.status.board.snapshot(clock.now())
  expect(new Set(stale.probes.map(({ state }) => state)), 'nothing old is shown as new').toStrictEqual(
    new Set(['unknown']),
  )
  await clock.pass(61 * second)
  const { gaps, changes } = await third.status.store.history('crm.healthz', { results: 10, changes: 10 })
  expect(gaps.length).toBe(1)
  expect(changes.map(({ from, to, code }) => [from, to, code])).toStrictEqual([
    ['unknown', 'up', undefined],
    ['up', 'unknown', 'waymark/gap'],
    ['unknown', 'up', undefined],
  ])
  await third.stop()
})

test('after the machine has slept, what was missed is a gap, and is asked for at once', async (t) => {
  const site = await liveSite(t)
  await site.reload('services: { erp: { probes: { certificate: { tls: "a.lab:443", every: 1h, timeout: 5s } } } }')
  await site.clock.pass(2 * minute)
  const slept = site.clock.now()
  // Nothing that waits comes any nearer meanwhile.
  site.clock.set(slept + 8 * 60 * minute)
  expect(site.live.status.board.verdict('erp.certificate', site.clock.now())?.state).toBe('unknown')
  await site.clock.pass(20 * second)
  expect(site.live.status.board.verdict('erp.certificate', site.clock.now())?.state).toBe('up')
  const { gaps, hours, changes } = await site.live.status.store.history('erp.certificate', { results: 10, changes: 10 })
  expect(gaps.length).toBe(1)
  assert.ok((gaps[0]?.from ?? 0) <= slept && (gaps[0]?.until ?? 0) >= slept + 8 * 60 * minute)
  expect(hours.map(({ at, up }) => [(at - (hours[0]?.at ?? 0)) / (60 * minute), up])).toStrictEqual([
    [0, 1],
    [8, 1],
  ])
  expect(changes.map(({ to, code }) => [to, code])).toStrictEqual([
    ['up', undefined],
    ['unknown', 'waymark/gap'],
    ['up', undefined],
  ])
})

test('a probe that asks somebody else is asked at once, and so is one that comes back', async (t) => {
  const site = await liveSite(t)
  const rare = (host: string) => `services: { erp: { probes: { name: { dns: A ${host}, every: 24h } } } }`
  await site.reload(rare('a.lab'))
  await site.clock.pass(2 * second)
  const asked = () => site.asked.filter((id) => id === 'erp.name').length
  const begun = asked()
  await site.reload(rare('a.lab'))
  await site.clock.pass(minute)
  expect(asked()).toBe(begun)
  await site.reload(rare('b.lab'))
  await site.clock.pass(2 * second)
  expect(asked()).toBe(begun + 1)
  await site.reload('services: {}')
  await site.reload(rare('c.lab'))
  await site.clock.pass(2 * second)
  expect(asked()).toBe(begun + 2)
})

test('a maintenance window that is written while it runs holds at once, and ends when it is taken out', async (t) => {
  const site = await liveSite(t)
  const reload = (windows: string) =>
    site.reload(`services: { erp: { ${windows} probes: { certificate: { tls: "a.lab:443", every: 24h } } } }`)
  const stateAfter = async (milliseconds: number) => {
    await site.clock.pass(milliseconds)
    return site.live.status.board.verdict('erp.certificate', site.clock.now())?.state
  }
  await reload('')
  expect(await stateAfter(2 * second)).toBe('up')
  await reload('maintenance: [{ from: 2026-11-22T03:05Z, until: 2026-11-22T04:00Z }],')
  expect([await stateAfter(4 * minute), await stateAfter(minute + second)]).toStrictEqual(['up', 'maintenance'])
  await reload('')
  expect(await stateAfter(2 * second)).toBe('up')
})

test('readers are told of a service that comes back, since they were told that it is gone', async (t) => {
  const site = await liveSite(t)
  await site.clock.pass(2 * minute)
  const events = (await site.app.request('/_waymark/events?of=erp.ping')).body?.getReader()
  const next = async () => /event: (\w+)/.exec(new TextDecoder().decode((await events?.read())?.value))?.[1]
  expect(await next()).toBe('snapshot')
  await site.reload('services: {}')
  expect(await next()).toBe('removed')
  await site.reload(services)
  expect(await next()).toBe('change')
  await events?.cancel()
})
