import { assert, expect, test } from 'vitest'
import { eventsOf, liveSite, secretReason } from './live-site.ts'

const second = 1000
const secrets = /secret|192\.168|example\.org|http\/status|first-byte/

test('in summary no event tells of targets and reasons, neither as it comes nor to who comes back', async (t) => {
  for (const details of ['summary', 'full'] as const) {
    const site = await liveSite(t, { status: { details } })
    await site.clock.pass(60 * second)
    const stream = await site.app.request('/_waymark/events')
    const events = eventsOf(stream)
    const first = (await events.next()).value ?? assert.fail()
    site.found.set('erp.ping', 'down')
    await site.clock.pass(70 * second)
    const next = async (from: typeof events) => {
      for (;;) {
        const event = (await from.next()).value ?? assert.fail('the stream has ended')
        if (event.event === 'change') return event
      }
    }
    const back = await site.app.request('/_waymark/events', { headers: { 'Last-Event-ID': first.id } })
    for (const change of [await next(events), await next(eventsOf(back))]) {
      const text = JSON.stringify(change.data)
      if (details === 'summary') expect(text).not.toMatch(secrets)
      else expect(Object(change.data).reason).toBe(secretReason)
      expect(text).toMatch(/erp\.ping/)
    }
  }
})

test('a change stands in status.json a moment later, whatever the clock does', async (t) => {
  const site = await liveSite(t)
  await site.clock.pass(60 * second)
  const state = async () => {
    const { probes } = await site.json('/_waymark/status.json?of=erp.ping')
    return Array.isArray(probes) && probes[0].pending
  }
  expect(await state()).toBe(undefined)
  site.found.set('erp.ping', 'down')
  await site.live.status.monitor.runNow('erp.ping')
  await site.clock.pass(250)
  expect(await state()).toBe('down')
  site.found.delete('erp.ping')
  site.clock.set(site.clock.now() - 3600 * second)
  await site.live.status.monitor.runNow('erp.ping')
  expect(await state(), 'an answer from the future is not sent again').toBe(undefined)
})
