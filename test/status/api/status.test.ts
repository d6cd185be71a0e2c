import { brotliDecompressSync } from 'node:zlib'
import { assert, expect, test } from 'vitest'
import { MemoryStore } from '../../../src/status/history/memory-store.ts'
import { createApp } from '../../../src/status/server/app.ts'
import { builtFolder } from '../built-folder.ts'
import { retention } from '../history/entry.ts'
import { type LiveSite, liveSite, secretReason } from './live-site.ts'

const second = 1000

interface Told {
  id: string
  state: string
  pending?: string
  stale?: true
  was?: string
}

async function probes(site: LiveSite, query = ''): Promise<Told[]> {
  const { probes: told } = await site.json(`/_waymark/status.json${query}`)
  return Array.isArray(told) ? told : assert.fail('no probes')
}

test('status.json has every verdict, in the order of the files', async (t) => {
  const site = await liveSite(t)
  expect(await probes(site), 'nothing was asked yet').toStrictEqual([])
  site.found.set('crm.healthz', 'down')
  await site.clock.pass(70 * second)
  const { version, environment, probes: told } = await site.json('/_waymark/status.json')
  expect([version, environment]).toStrictEqual([1, 'lab'])
  const states = (await probes(site)).map(({ id, state }) => `${id} ${state}`)
  expect(states).toStrictEqual(['erp.ping up', 'erp.name up', 'crm.healthz down'])
  const [, , down] = Array.isArray(told) ? told : []
  expect(down.reason).toBe(secretReason)
  expect(down.facts).toStrictEqual({ 'json.version': '22.0.4' })
})

test('only some, when they are named', async (t) => {
  const site = await liveSite(t)
  await site.clock.pass(2 * second)
  const cases: [query: string, ids: string[]][] = [
    ['?of=erp', ['erp.ping', 'erp.name']],
    ['?of=crm.healthz,erp.name', ['erp.name', 'crm.healthz']],
    ['?of=nobody', []],
    ['?of=', ['erp.ping', 'erp.name', 'crm.healthz']],
    ['?of=,', ['erp.ping', 'erp.name', 'crm.healthz']],
    [`?of=${'x'.repeat(5000)}`, []],
  ]
  for (const [query, ids] of cases) {
    expect(
      (await probes(site, query)).map(({ id }) => id),
      query,
    ).toStrictEqual(ids)
  }
})

test('who has it already gets 304, until something changes', async (t) => {
  const site = await liveSite(t)
  await site.clock.pass(2 * second)
  const get = (tag = '') => site.app.request('/_waymark/status.json', { headers: { 'If-None-Match': tag } })
  const first = await get()
  const tag = first.headers.get('ETag') ?? assert.fail()
  expect(first.headers.get('Cache-Control')).toBe('no-cache')
  const again = await get(tag)
  expect([again.status, await again.text()]).toStrictEqual([304, ''])
  await site.clock.pass(second)
  expect((await get(tag)).status, 'the time alone is no change').toBe(304)
  site.found.set('erp.ping', 'down')
  await site.clock.pass(31 * second)
  const changed = await get(tag)
  expect(changed.status).toBe(200)
  expect(changed.headers.get('ETag')).not.toBe(tag)
  expect((await get(tag)).headers.get('Content-Security-Policy')?.length ?? 0).toBe(
    first.headers.get('Content-Security-Policy')?.length,
  )
})

test('it is compressed for who accepts that', async (t) => {
  const site = await liveSite(t)
  await site.clock.pass(2 * second)
  const plain = await site.app.request('/_waymark/status.json')
  const packed = await site.app.request('/_waymark/status.json', { headers: { 'Accept-Encoding': 'br' } })
  expect(packed.headers.get('Content-Encoding')).toBe('br')
  expect(packed.headers.get('ETag')).not.toBe(plain.headers.get('ETag'))
  expect(brotliDecompressSync(await packed.arrayBuffer()).toString()).toBe(await plain.text())
})

test('a verdict older than three intervals is `unknown`, and says what it was', async (t) => {
  const store = new MemoryStore(retention)
  const site = await liveSite(t, { store })
  await site.clock.pass(60 * second)
  const before = await probes(site)
  expect(before.map(({ state }) => state)).toStrictEqual(['up', 'up', 'up'])
  site.clock.set(site.clock.now() + 400 * second)
  const after = await probes(site)
  expect(after.map(({ state, stale, was }) => [state, stale, was])).toStrictEqual([
    ['unknown', true, 'up'],
    ['unknown', true, 'up'],
    ['unknown', true, 'up'],
  ])
})

test('in summary nothing of targets and reasons leaves the server', async (t) => {
  const site = await liveSite(t, { status: { details: 'summary' } })
  site.found.set('erp.ping', 'down')
  await site.clock.pass(70 * second)
  const paths = [
    'status.json',
    'probes/erp.ping.json',
    'changes.json',
    'badges/erp.svg',
    'badges/erp.ping.json',
    'events',
  ]
  const texts = [await (await site.app.request('/metrics')).text()]
  for (const path of paths) {
    const response = await site.app.request(`/_waymark/${path}`)
    expect(response.status, path).toBe(200)
    const reader = response.body?.getReader() ?? assert.fail()
    texts.push(new TextDecoder().decode((await reader.read()).value))
    await reader.cancel()
  }
  for (const text of texts) {
    assert.ok(text.length > 50)
    expect(text).not.toMatch(/secret|192\.168|example\.org|http\/status|first-byte/)
  }
  const [ping] = await probes(site)
  expect(Object.keys(ping ?? {}).sort()).toStrictEqual([
    ...[
      'checkedAt',
      'conditions',
      'durationMs',
      'everyMs',
      'facts',
      'id',
      'kind',
      'phases',
      'service',
      'since',
      'state',
    ],
  ])
  expect(ping?.state).toBe('down')
})

test('one probe comes with its history', async (t) => {
  const site = await liveSite(t)
  await site.clock.pass(45 * second)
  site.found.set('erp.ping', 'down')
  await site.clock.pass(65 * second)
  const page = await site.json('/_waymark/probes/erp.ping.json')
  expect(Object.keys(page)).toStrictEqual(['version', 'probe', 'results', 'hours', 'days', 'changes', 'gaps'])
  const { results, hours, days, changes } = page
  assert.ok(Array.isArray(results) && Array.isArray(hours) && Array.isArray(days) && Array.isArray(changes))
  const found = results.map(({ state }) => state)
  expect([found[0], found.at(-1), results.at(-1).code]).toStrictEqual(['up', 'down', 'http/status'])
  expect([hours.length, hours[0].meanMs, hours[0].at]).toStrictEqual([1, 12.5, '2026-11-22T03:00:00.000Z'])
  expect(hours[0].up + hours[0].down).toBe(results.length)
  expect(days.length).toStrictEqual(1)
  expect(changes.map(({ from, to, reason }) => [from, to, reason])).toStrictEqual([
    ['up', 'down', secretReason],
    ['unknown', 'up', undefined],
  ])
  const all = await site.json('/_waymark/changes.json')
  expect(Array.isArray(all.changes) && all.changes[0]).toStrictEqual(changes[0])
})

test('a probe that was never asked has no verdict yet; one that is not declared is not there', async (t) => {
  const site = await liveSite(t)
  expect((await site.json('/_waymark/probes/erp.ping.json')).probe).toBe(null)
  const cases = [
    'probes/erp.json',
    'probes/nobody.ping.json',
    'probes/erp.ping',
    'probes/..%2f.json',
    'badges/x.svg',
    'badges/erp.png',
    'nothing.json',
  ]
  for (const path of cases) expect((await site.app.request(`/_waymark/${path}`)).status, path).toBe(404)
})

test('a badge says the state, of a service that of its worst probe', async (t) => {
  const site = await liveSite(t)
  expect(await (await site.app.request('/_waymark/badges/erp.svg')).text()).toMatch(/: unknown</)
  site.found.set('erp.name', 'down')
  await site.clock.pass(130 * second)
  const cases: [id: string, label: string, state: string][] = [
    ['erp.ping', 'erp.ping', 'up'],
    ['erp', 'Dolibarr &lt;ERP&gt;', 'down'],
    ['crm', 'crm', 'up'],
  ]
  for (const [id, label, state] of cases) {
    const response = await site.app.request(`/_waymark/badges/${id}.svg`)
    expect(response.headers.get('Content-Type')).toBe('image/svg+xml; charset=utf-8')
    expect(response.headers.get('Cache-Control') ?? '').toMatch(/no-cache/)
    const svg = await response.text()
    expect(svg).toMatch(new RegExp(`<title>${label}: ${state}</title>`))
    expect(svg).not.toMatch(/<(?!\/?(?:svg|title|rect|path|g|text)\b)/)
  }
  const { label, message, schemaVersion, isError } = await site.json('/_waymark/badges/erp.json')
  expect([label, message, schemaVersion, isError]).toStrictEqual(['Dolibarr <ERP>', 'down', 1, true])
})

test('all of it lies under the base, but for what machines ask of the server itself', async (t) => {
  const { app, clock } = await liveSite(t, { base: '/sub/' })
  await clock.pass(2 * second)
  const cases: [path: string, status: number][] = [
    ['/sub/_waymark/status.json', 200],
    ['/sub/_waymark/badges/erp.svg', 200],
    ['/_waymark/status.json', 404],
    ['/healthz', 200],
    ['/readyz', 200],
    ['/metrics', 200],
    ['/sub/', 200],
  ]
  for (const [path, status] of cases) expect((await app.request(path)).status, path).toBe(status)
})

test('without live status, what was baked into the site is served', async (t) => {
  const dist = await builtFolder(t, { 'index.html': 'home', '_waymark/status.json': 'baked' })
  const app = createApp({ dist, base: '/', log: assert.fail })
  const cases: [path: string, status: number][] = [
    ['/_waymark/status.json', 200],
    ['/_waymark/events', 404],
    ['/metrics', 404],
    ['/healthz', 200],
    ['/readyz', 200],
  ]
  for (const [path, status] of cases) expect((await app.request(path)).status, path).toBe(status)
  expect(await (await app.request('/_waymark/status.json')).text()).toBe('baked')
})

test('HEAD answers what GET answers, without the body', async (t) => {
  const { app, clock } = await liveSite(t)
  await clock.pass(2 * second)
  for (const path of ['status.json', 'probes/erp.ping.json', 'badges/erp.svg', 'badges/erp.json', 'changes.json']) {
    const [get, head] = [
      await app.request(`/_waymark/${path}`),
      await app.request(`/_waymark/${path}`, { method: 'HEAD' }),
    ]
    expect([head.status, await head.text()], path).toStrictEqual([200, ''])
    expect(head.headers.get('ETag'), path).toBe(get.headers.get('ETag'))
  }
  expect((await app.request('/_waymark/events', { method: 'HEAD' })).status).toBe(200)
})

test('pages of other sites read it where the configuration names them, and never write', async (t) => {
  const portal = 'https://portal.example.org'
  const { app, clock } = await liveSite(t, { status: { origins: [portal] } })
  await clock.pass(2 * second)
  const cases: [path: string, origin: string, allowed: string | null][] = [
    ['status.json', portal, portal],
    ['events', portal, portal],
    ['status.json', 'https://evil.example', null],
    ['status.json', 'null', null],
    ['status.json', 'https://portal.example.org.evil.example', null],
  ]
  for (const [path, Origin, allowed] of cases) {
    const response = await app.request(`/_waymark/${path}`, { headers: { Origin } })
    expect(response.headers.get('Access-Control-Allow-Origin'), `${path} ${Origin}`).toBe(allowed)
    expect(response.headers.get('Vary') ?? '', path).toMatch(/Origin/)
    await response.body?.cancel()
  }
  expect((await app.request('/', { headers: { Origin: portal } })).headers.get('Access-Control-Allow-Origin')).toBe(
    null,
  )
  const preflight = await app.request('/_waymark/probes/erp.ping/run', {
    method: 'OPTIONS',
    headers: { Origin: portal, 'Access-Control-Request-Method': 'POST' },
  })
  expect(preflight.headers.get('Access-Control-Allow-Methods') ?? '').not.toMatch(/POST/)
  const written = await app.request('/_waymark/probes/erp.ping/run', {
    method: 'POST',
    headers: { Origin: portal, 'Sec-Fetch-Site': 'cross-site' },
  })
  expect(written.status).toBe(403)
  const unnamed = await liveSite(t)
  const response = await unnamed.app.request('/_waymark/status.json', { headers: { Origin: portal } })
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe(null)
})
