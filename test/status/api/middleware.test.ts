import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, type TestContext, test } from 'vitest'
import {
  contentSecurityPolicy,
  pictureContentSecurityPolicy,
} from '../../../src/site/contract/content-security-policy.ts'
import { createStatusMiddleware } from '../../../src/status/api/middleware.ts'
import { eventsOf, liveSite } from './live-site.ts'

async function otherServer(t: TestContext, base: string) {
  const site = await liveSite(t)
  const middleware = createStatusMiddleware(() => site.live.status, base)
  const server = createServer((request, response) =>
    middleware(request, response, () => response.end('from elsewhere')),
  )
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.onTestFinished(async () => {
    await server.close()
  })
  const address = server.address()
  return { ...site, origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` }
}

test('another server hands on what is live, and keeps the rest', async (t) => {
  for (const base of ['/', '/sub/']) {
    const { origin } = await otherServer(t, base)
    const cases: [path: string, isLive: boolean][] = [
      [`${base}_waymark/status.json`, true],
      [`${base}_waymark/status.json?of=erp`, true],
      [`${base}_waymark/probes/erp.ping.json`, true],
      [`${base}_waymark/badges/erp.svg`, true],
      [`${base}_waymark/site.json`, false],
      [`${base}_waymark/`, false],
      [base, false],
      ['/%', false],
      [`${base}erp/_waymark/status.json`, false],
    ]
    for (const [path, isLive] of cases) {
      const response = await fetch(`${origin}${path}`)
      expect((await response.text()) !== 'from elsewhere', path).toBe(isLive)
      const policy = path.endsWith('.svg') ? pictureContentSecurityPolicy : contentSecurityPolicy
      if (isLive) expect(response.headers.get('Content-Security-Policy')).toBe(policy)
    }
  }
})

test('events stream through another server', async (t) => {
  const { origin, found, live } = await otherServer(t, '/')
  const stop = new AbortController()
  const events = eventsOf(await fetch(`${origin}/_waymark/events`, { signal: stop.signal }))
  expect((await events.next()).value?.event).toBe('snapshot')
  found.set('erp.ping', 'down')
  await live.status.monitor.runNow('erp.ping')
  const change = (await events.next()).value
  expect([change?.event, Object(change?.data).id]).toStrictEqual(['change', 'erp.ping'])
  stop.abort()
})
