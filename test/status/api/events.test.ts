import { assert, expect, type TestContext, test } from 'vitest'
import { eventsOf, type LiveSite, liveSite, type ServerEvent, secretReason } from './live-site.ts'

const second = 1000

/** Follows the events of a site; `next` waits for the next one. */
async function follow(t: TestContext, { app }: LiveSite, query = '', lastId?: string) {
  const headers = lastId === undefined ? {} : { 'Last-Event-ID': lastId }
  const stop = new AbortController()
  const response = await app.request(`/_waymark/events${query}`, { headers, signal: stop.signal })
  const events = eventsOf(response)
  t.onTestFinished(async () => {
    ;(await response.body?.locked) || response.body?.cancel()
  })
  const next = async () => (await events.next()).value ?? assert.fail('the stream has ended')
  const until = async (wanted: (event: ServerEvent) => boolean) => {
    for (;;) {
      const event = await next()
      if (wanted(event)) return event
    }
  }
  return { next, until, events }
}

const told = ({ event, data }: ServerEvent) => {
  const { id, state, pending, probes, ids } = Object(data)
  if (event === 'snapshot') return `snapshot ${probes.map((probe: { id: string }) => probe.id).join(' ')}`
  if (event === 'checked') return `checked ${Object.keys(probes).join(' ')}`
  return [event, id ?? ids, state, pending].filter(Boolean).join(' ')
}

test('a reader gets a snapshot first, then each change once', async (t) => {
  const site = await liveSite(t)
  await site.clock.pass(10 * second)
  const reader = await follow(t, site)
  expect(told(await reader.next())).toBe('snapshot erp.ping erp.name crm.healthz')
  site.found.set('erp.ping', 'down')
  await site.clock.pass(130 * second)
  site.found.delete('erp.ping')
  await site.clock.pass(30 * second)
  const isChange = ({ event }: ServerEvent) => event === 'change'
  const changes = [await reader.until(isChange), await reader.until(isChange), await reader.until(isChange)]
  expect(changes.map(told)).toStrictEqual(['change erp.ping up down', 'change erp.ping down', 'change erp.ping up'])
  expect(Object(changes[1]?.data).reason).toBe(secretReason)
})

test('another fact is a change too, another duration is not', async (t) => {
  const site = await liveSite(t)
  await site.clock.pass(60 * second)
  const reader = await follow(t, site, '?of=erp.ping')
  await reader.next()
  site.found.set('erp.ping', { durationMs: 99 })
  await site.clock.pass(31 * second)
  site.found.set('erp.ping', { facts: { 'json.version': '22.0.5' } })
  await site.clock.pass(31 * second)
  const change = await reader.until(({ event }) => event === 'change')
  expect(Object(change.data).facts).toStrictEqual({ 'json.version': '22.0.5' })
})

test('what was asked again without change is told together, with its time', async (t) => {
  const site = await liveSite(t)
  await site.clock.pass(60 * second)
  const reader = await follow(t, site, '?of=erp')
  await reader.next()
  await site.clock.pass(60 * second)
  const checked = new Set<string>()
  while (checked.size < 2) {
    const { data } = await reader.until(({ event }) => event === 'checked')
    const { at, probes } = Object(data)
    assert.ok(at.endsWith('Z'))
    for (const [id, { checkedAt, durationMs }] of Object.entries<{ checkedAt: string; durationMs: number }>(probes)) {
      checked.add(id)
      assert.ok(checkedAt <= at && durationMs === 12.5)
    }
  }
  expect(checked).toStrictEqual(new Set(['erp.ping', 'erp.name']))
})

test('a reader hears of its own probes and services alone', async (t) => {
  const site = await liveSite(t)
  await site.clock.pass(60 * second)
  const reader = await follow(t, site, '?of=crm')
  expect(told(await reader.next())).toBe('snapshot crm.healthz')
  site.found.set('erp.ping', 'down')
  site.found.set('crm.healthz', 'degraded')
  await site.clock.pass(70 * second)
  const events = [await reader.next(), await reader.next(), await reader.next(), await reader.next()]
  for (const event of events) expect(told(event)).not.toMatch(/erp/)
})

test('a reader who comes back hears what it missed, and nothing twice', async (t) => {
  const site = await liveSite(t)
  await site.clock.pass(60 * second)
  const first = await follow(t, site)
  await first.next()
  site.found.set('erp.ping', 'down')
  await site.clock.pass(31 * second)
  const { id } = await first.until(({ event }) => event === 'change')
  await site.clock.pass(31 * second)
  site.found.set('crm.healthz', 'down')
  await site.clock.pass(31 * second)
  const second_ = await follow(t, site, '', id)
  const missed = [await second_.next(), await second_.next()]
  expect(missed.map(told)).toStrictEqual(['change erp.ping down', 'change crm.healthz up down'])
  const third = await follow(t, site, '?of=crm', id)
  expect(told(await third.next())).toBe('change crm.healthz up down')
})

test('who was away too long, or knows another life of the server, gets a snapshot', async (t) => {
  const site = await liveSite(t)
  await site.clock.pass(60 * second)
  const { id } = await (await follow(t, site)).next()
  const [life] = id.split('-')
  const cases = [
    '',
    'nonsense',
    '-1',
    `${life}-`,
    `${life}-x`,
    `${life}--5`,
    `${life}-99999`,
    'ffffffffffff-1',
    `${life}-1e3`,
  ]
  for (const lastId of cases) {
    const reader = await follow(t, site, '', lastId)
    expect(told(await reader.next()), lastId).toMatch(/^snapshot/)
  }
  // More changes than are kept.
  for (let index = 0; index < 40; index++) {
    site.found.set('erp.ping', { facts: { index } })
    await site.live.status.monitor.runNow('erp.ping')
  }
  const near = await follow(t, site, '', id)
  expect(told(await near.next())).toMatch(/^change erp.ping/)
  for (let index = 0; index < 1000; index++) {
    site.found.set('erp.ping', { facts: { other: index } })
    await site.live.status.monitor.runNow('erp.ping')
  }
  const far = await follow(t, site, '', id)
  expect(told(await far.next())).toMatch(/^snapshot/)
})

test('the connection shows that it lives every 15 seconds', async (t) => {
  const site = await liveSite(t)
  const reader = await follow(t, site, '?of=nobody')
  await reader.next()
  await site.clock.pass(45 * second)
  const beats = [await reader.next(), await reader.next(), await reader.next()]
  expect(beats.map(({ event, data }) => `${event} ${data}`)).toStrictEqual([': beat', ': beat', ': beat'])
})

test('a verdict that grows too old is told without anybody asking', async (t) => {
  const site = await liveSite(t)
  await site.clock.pass(60 * second)
  const reader = await follow(t, site, '?of=erp.ping')
  await reader.next()
  site.clock.set(site.clock.now() + 3600 * second)
  await site.clock.pass(5 * second)
  const change = await reader.until(({ event }) => event === 'change')
  expect([Object(change.data).state, Object(change.data).was]).toStrictEqual(['unknown', 'up'])
})

test('probes that are not declared any more are told, and new ones come', async (t) => {
  const site = await liveSite(t)
  await site.clock.pass(60 * second)
  const reader = await follow(t, site)
  await reader.next()
  await site.reload('services: { odoo: { probes: { ping: { http: "https://odoo.example.org" } } } }')
  const removed = await reader.until(({ event }) => event === 'removed')
  expect(removed.data).toStrictEqual({ ids: ['erp.ping', 'erp.name', 'crm.healthz'] })
  await site.clock.pass(2 * second)
  expect(told(await reader.until(({ event }) => event === 'change'))).toBe('change odoo.ping up')
  const late = await follow(t, site, '', removed.id.replace(/\d+$/, '0'))
  expect(told(await late.next())).toMatch(/^snapshot odoo.ping/)
})

test('there are at most as many readers as the configuration says', async (t) => {
  const site = await liveSite(t, { status: { streams: 2 } })
  const [one] = [await site.app.request('/_waymark/events'), await site.app.request('/_waymark/events')]
  const refused = await site.app.request('/_waymark/events')
  expect([refused.status, refused.headers.get('Retry-After')]).toStrictEqual([503, '30'])
  await one.body?.cancel()
  const again = await site.app.request('/_waymark/events')
  expect(again.status).toBe(200)
  expect(site.live.status.hub.size).toBe(2)
})

test('everything ends with the server', async (t) => {
  const site = await liveSite(t)
  const { events, next } = await follow(t, site)
  await next()
  const stopped = site.live.stop()
  await site.clock.pass(second)
  await stopped
  expect(await events.next()).toStrictEqual({ value: undefined, done: true })
  expect(site.live.status.hub.size).toBe(0)
})
