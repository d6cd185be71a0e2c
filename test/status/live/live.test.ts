import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { readServicesFrom } from '../../../src/config/inventory.ts'
import { statusSettings } from '../../../src/config/status-settings.ts'
import { SqliteStore } from '../../../src/status/history/sqlite-store.ts'
import { startLive } from '../../../src/status/live/live.ts'
import { watchedOf } from '../../../src/status/live/watched.ts'
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
  const found = watchedOf(servicesIn(text), settings).map(({ probe, thresholds }) => [probe.id, thresholds])
  assert.deepEqual(found, [
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
  assert.deepEqual(states, [
    '5 up up',
    '15 maintenance up',
    '25 up up',
    '35 up up',
    '45 maintenance maintenance',
    '55 up up',
  ])
})

test('a fault of Waymark itself makes `unknown`, and is told', async (t) => {
  const site = await liveSite(t)
  await site.clock.pass(minute)
  Object.defineProperty(site.found, 'get', { value: () => assert.fail('a fault') })
  await site.clock.pass(70 * second)
  const verdict = site.live.status.board.verdict('erp.ping', site.clock.now())
  assert.deepEqual(
    [verdict?.state, verdict?.code, verdict?.reason],
    ['unknown', 'waymark/fault', 'Waymark failed to ask'],
  )
  assert.ok(site.log.includes('probe erp.ping: a fault'))
})

test('services that are read again keep their history, and new settings hold', async (t) => {
  const site = await liveSite(t)
  site.found.set('erp.ping', 'down')
  await site.clock.pass(70 * second)
  const { since } = site.live.status.board.verdict('erp.ping', site.clock.now()) ?? assert.fail()
  await site.reload(services.replace('name: Dolibarr <ERP>', 'name: Other').replace('30s', '10s'))
  assert.equal(site.live.status.board.verdict('erp.ping', site.clock.now())?.since, since)
  assert.equal(site.live.status.names().get('erp'), 'Other')
  site.asked.length = 0
  await site.clock.pass(minute)
  const asked = site.asked.filter((id) => id === 'erp.ping').length
  assert.ok(asked === 6 || asked === 7, `${asked} times in a minute`)
  const page = await site.json('/_waymark/probes/erp.ping.json')
  assert.ok(Array.isArray(page.results) && page.results.length > 6)
  await site.reload('services: { crm: { probes: { healthz: { http: "https://crm.example.org/" } } } }')
  assert.equal(site.live.status.board.verdict('erp.ping', site.clock.now()), undefined)
  await site.reload(services)
  await site.clock.pass(2 * second)
  assert.equal(
    site.live.status.board.verdict('erp.ping', site.clock.now())?.since,
    since,
    'it was away for a moment only',
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
  assert.deepEqual(next.status.board.snapshot(clock.now()), before)
  await clock.pass(0)
  assert.deepEqual(asked, [])
  await clock.pass(30 * second)
  assert.deepEqual(next.status.board.verdict('erp.ping', clock.now())?.since, before.probes[0]?.since)
  await next.stop()
  await clock.pass(60 * minute)
  const third = await start()
  const stale = third.status.board.snapshot(clock.now())
  assert.deepEqual(new Set(stale.probes.map(({ state }) => state)), new Set(['unknown']), 'nothing old is shown as new')
  await clock.pass(61 * second)
  const { gaps, changes } = await third.status.store.history('crm.healthz', { results: 10, changes: 10 })
  assert.equal(gaps.length, 1)
  assert.deepEqual(
    changes.map(({ from, to, code }) => [from, to, code]),
    [
      ['unknown', 'up', undefined],
      ['up', 'unknown', 'waymark/gap'],
      ['unknown', 'up', undefined],
    ],
  )
  await third.stop()
})
