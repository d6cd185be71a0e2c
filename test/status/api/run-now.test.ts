import { assert, expect, test } from 'vitest'
import { isSameOrigin } from '../../../src/status/server/same-origin.ts'
import { liveSite } from './live-site.ts'

const second = 1000
const own = { 'Sec-Fetch-Site': 'same-origin', Origin: 'http://localhost' }

test('a page of this site may have a probe asked now', async (t) => {
  const site = await liveSite(t)
  await site.clock.pass(10 * second)
  site.asked.length = 0
  const response = await site.app.request('/_waymark/probes/erp.ping/run', { method: 'POST', headers: own })
  expect([response.status, await response.json()]).toStrictEqual([202, { asked: 'erp.ping' }])
  await site.clock.pass(0)
  expect(site.asked).toStrictEqual(['erp.ping'])
})

test('a probe is not asked again and again by hand', async (t) => {
  const site = await liveSite(t)
  const run = (id: string) => site.app.request(`/_waymark/probes/${id}/run`, { method: 'POST', headers: own })
  expect((await run('erp.ping')).status).toBe(202)
  await site.clock.pass(2 * second)
  const refused = await run('erp.ping')
  expect([refused.status, refused.headers.get('Retry-After')]).toStrictEqual([429, '3'])
  expect((await run('crm.healthz')).status, 'another may be').toBe(202)
  await site.clock.pass(3 * second)
  expect((await run('erp.ping')).status).toBe(202)
  site.clock.set(site.clock.now() - 3600 * second)
  expect((await run('erp.ping')).status, 'a clock that is set back keeps nobody waiting').toBe(202)
})

test('what is not declared cannot be asked', async (t) => {
  const { app, asked } = await liveSite(t)
  for (const id of ['erp', 'nobody.ping', 'https:%2F%2Fevil.example', '__proto__']) {
    expect((await app.request(`/_waymark/probes/${id}/run`, { method: 'POST', headers: own })).status, id).toBe(404)
  }
  expect(asked).toStrictEqual([])
})

test('nothing can be asked from elsewhere, nor where that is turned off', async (t) => {
  const site = await liveSite(t)
  const cases: Record<string, string>[] = [
    {},
    { Origin: 'https://evil.example' },
    { 'Sec-Fetch-Site': 'cross-site', ...{ Origin: 'http://localhost' } },
  ]
  for (const headers of cases) {
    const response = await site.app.request('/_waymark/probes/erp.ping/run', { method: 'POST', headers })
    expect(response.status, JSON.stringify(headers)).toBe(403)
  }
  const closed = await liveSite(t, { readOnly: true })
  const refused = await closed.app.request('/_waymark/probes/erp.ping/run', { method: 'POST', headers: own })
  expect([refused.status, refused.headers.get('Allow')]).toStrictEqual([405, 'GET, HEAD'])
  expect([...site.asked, ...closed.asked]).toStrictEqual([])
  for (const method of ['GET', 'PUT', 'DELETE']) {
    const response = await site.app.request('/_waymark/probes/erp.ping/run', { method, headers: own })
    assert.ok([404, 405].includes(response.status), method)
  }
})

test('where a request comes from', () => {
  const cases: [headers: Record<string, string>, trustProxy: boolean, isOwn: boolean][] = [
    [{ 'sec-fetch-site': 'same-origin' }, false, true],
    [{ 'sec-fetch-site': 'same-site', origin: 'https://docs.example.org', host: 'docs.example.org' }, false, false],
    [{ 'sec-fetch-site': 'none' }, false, false],
    [{ origin: 'http://127.0.0.1:4321', host: '127.0.0.1:4321' }, false, true],
    [{ origin: 'https://docs.example.org', host: 'docs.example.org' }, false, true],
    [{ origin: 'https://docs.example.org', host: 'DOCS.example.org' }, false, true],
    [{ origin: 'https://docs.example.org', host: 'docs.example.org:8080' }, false, false],
    [{ origin: 'https://evil.example', host: 'docs.example.org' }, false, false],
    [{ origin: 'null', host: 'docs.example.org' }, false, false],
    [{ host: 'docs.example.org' }, false, false],
    [{}, false, false],
    // Behind a proxy, the host is what the proxy was asked for, if it is ours.
    [{ origin: 'https://docs.example.org', host: '10.0.0.5:4321', 'x-forwarded-host': 'docs.example.org' }, true, true],
    [
      { origin: 'https://docs.example.org', host: '10.0.0.5:4321', 'x-forwarded-host': 'docs.example.org' },
      false,
      false,
    ],
    [{ origin: 'https://evil.example', host: 'docs.example.org', 'x-forwarded-host': 'evil.example' }, false, false],
  ]
  for (const [headers, trustProxy, isOwn] of cases) {
    expect(isSameOrigin({ header: (name) => headers[name], trustProxy }), JSON.stringify(headers)).toBe(isOwn)
  }
})
