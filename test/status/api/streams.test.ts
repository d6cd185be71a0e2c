import { once } from 'node:events'
import { ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { assert, expect, type TestContext, test, vi } from 'vitest'
import { createApp } from '../../../src/status/server/app.ts'
import { listen } from '../../../src/status/server/listen.ts'
import { eventsOf, type LiveSite, liveSite } from './live-site.ts'

async function listening(t: TestContext, site: LiveSite) {
  const stop = new AbortController()
  const app = createApp({ dist: '/nowhere', base: '/', log: assert.fail, live: site.live.status })
  const answers: ServerResponse[] = []
  const fetch: typeof app.fetch = (request, environment, ...more) => {
    const { outgoing } = Object(environment)
    if (outgoing instanceof ServerResponse) answers.push(outgoing)
    return app.fetch(request, environment, ...more)
  }
  const { port, closed } = await listen({ fetch }, { host: '127.0.0.1', port: 0, signal: stop.signal })
  const end = async () => {
    stop.abort()
    await closed
  }
  t.onTestFinished(end)
  return { port, end, answers }
}

test('a reader who does not read is dropped, and disturbs no other', async (t) => {
  const complaints = [
    vi.spyOn(console, 'error').mockImplementation(() => {}),
    vi.spyOn(console, 'info').mockImplementation(() => {}),
  ]
  const site = await liveSite(t)
  const { port, answers } = await listening(t, site)
  const slow = connect(port, '127.0.0.1')
  slow.write('GET /_waymark/events HTTP/1.1\r\nHost: localhost\r\n\r\n')
  slow.on('error', () => {})
  await once(slow, 'readable')
  const good = await fetch(`http://127.0.0.1:${port}/_waymark/events?of=crm`)
  const reader = good.body?.getReader() ?? assert.fail()
  await reader.read()
  for (let index = 0; site.live.status.hub.dropped === 0 && index < 2000; index++) {
    site.found.set('erp.ping', { facts: { index, long: 'x'.repeat(20_000) } })
    await site.live.status.monitor.runNow('erp.ping')
    await wait(0)
  }
  expect([site.live.status.hub.dropped, site.live.status.hub.size]).toStrictEqual([1, 1])
  // It never reads, so an end in order would never reach it, and what it was given would stay in memory.
  expect(answers.map(({ destroyed }) => destroyed)).toStrictEqual([true, false])
  slow.destroy()
  site.found.set('crm.healthz', 'degraded')
  await site.live.status.monitor.runNow('crm.healthz')
  const { value } = await reader.read()
  expect(new TextDecoder().decode(value)).toMatch(/crm\.healthz/)
  await reader.cancel()
  expect(complaints.map(({ mock }) => mock.calls.length)).toStrictEqual([0, 0])
})

test('a reader whose first text is larger than all that it may leave unread is not dropped for that', async (t) => {
  const site = await liveSite(t)
  const { port } = await listening(t, site)
  const huge = (name: string) => ({ facts: { [name]: 'x'.repeat(1_500_000) } })
  site.found.set('erp.ping', huge('a'))
  await site.live.status.monitor.runNow('erp.ping')
  const read = async (headers: Record<string, string> = {}) => {
    const stop = new AbortController()
    const response = await fetch(`http://127.0.0.1:${port}/_waymark/events`, { headers, signal: stop.signal })
    const { value } = await eventsOf(response).next()
    stop.abort()
    return value ?? assert.fail()
  }
  const { event, id } = await read()
  expect(event).toBe('snapshot')
  for (const name of ['b', 'c']) {
    site.found.set('erp.ping', huge(name))
    await site.live.status.monitor.runNow('erp.ping')
  }
  expect((await read({ 'Last-Event-ID': id })).event, 'what was missed comes in one piece').toBe('change')
  expect(site.live.status.hub.dropped).toBe(0)
})

test('readers who come and go by the hundred leave nothing behind', async (t) => {
  const site = await liveSite(t)
  const { port } = await listening(t, site)
  for (let round = 0; round < 5; round++) {
    const sockets = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const socket = connect(port, '127.0.0.1')
        socket.on('error', () => {})
        socket.write('GET /_waymark/events HTTP/1.1\r\nHost: localhost\r\n\r\n')
        await once(socket, 'data')
        return socket
      }),
    )
    expect(site.live.status.hub.size).toBe(50)
    for (const [index, socket] of sockets.entries()) {
      if (index % 2 === 0) socket.destroy()
      else socket.resetAndDestroy()
    }
    while (site.live.status.hub.size > 0) await wait(5)
  }
  expect(site.live.status.hub.dropped, 'who leaves is not slow').toBe(0)
})

test('a reader who leaves is forgotten', async (t) => {
  const site = await liveSite(t)
  const { port } = await listening(t, site)
  const stop = new AbortController()
  const response = await fetch(`http://127.0.0.1:${port}/_waymark/events`, { signal: stop.signal })
  expect(site.live.status.hub.size).toBe(1)
  stop.abort()
  await expect(response.text()).rejects.toThrow()
  while (site.live.status.hub.size > 0) await wait(5)
})

test('when the server ends, streams end in order', async (t) => {
  const site = await liveSite(t)
  const { port, end } = await listening(t, site)
  const response = await fetch(`http://127.0.0.1:${port}/_waymark/events`)
  const text = response.text()
  site.live.status.hub.close()
  await end()
  // A connection that is closed by force breaks the text off.
  expect(await text).toMatch(/^id: .*event: snapshot/s)
})
