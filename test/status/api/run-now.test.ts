import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSameOrigin } from '../../../src/status/api/same-origin.ts'
import { liveSite } from './live-site.ts'

const second = 1000
const own = { 'Sec-Fetch-Site': 'same-origin', Origin: 'http://localhost' }

test('a page of this site may have a probe asked now', async (t) => {
  const site = await liveSite(t)
  await site.clock.pass(10 * second)
  site.asked.length = 0
  const response = await site.app.request('/_waymark/probes/erp.ping/run', { method: 'POST', headers: own })
  assert.deepEqual([response.status, await response.json()], [202, { asked: 'erp.ping' }])
  await site.clock.pass(0)
  assert.deepEqual(site.asked, ['erp.ping'])
})

test('a probe is not asked again and again by hand', async (t) => {
  const site = await liveSite(t)
  const run = (id: string) => site.app.request(`/_waymark/probes/${id}/run`, { method: 'POST', headers: own })
  assert.equal((await run('erp.ping')).status, 202)
  await site.clock.pass(2 * second)
  const refused = await run('erp.ping')
  assert.deepEqual([refused.status, refused.headers.get('Retry-After')], [429, '3'])
  assert.equal((await run('crm.healthz')).status, 202, 'another may be')
  await site.clock.pass(3 * second)
  assert.equal((await run('erp.ping')).status, 202)
  site.clock.set(site.clock.now() - 3600 * second)
  assert.equal((await run('erp.ping')).status, 202, 'a clock that is set back keeps nobody waiting')
})

test('what is not declared cannot be asked', async (t) => {
  const { app, asked } = await liveSite(t)
  for (const id of ['erp', 'nobody.ping', 'https:%2F%2Fevil.example', '__proto__']) {
    assert.equal((await app.request(`/_waymark/probes/${id}/run`, { method: 'POST', headers: own })).status, 404, id)
  }
  assert.deepEqual(asked, [])
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
    assert.equal(response.status, 403, JSON.stringify(headers))
  }
  const closed = await liveSite(t, { readOnly: true })
  const refused = await closed.app.request('/_waymark/probes/erp.ping/run', { method: 'POST', headers: own })
  assert.deepEqual([refused.status, refused.headers.get('Allow')], [405, 'GET, HEAD'])
  assert.deepEqual([...site.asked, ...closed.asked], [])
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
    assert.equal(isSameOrigin({ header: (name) => headers[name], trustProxy }), isOwn, JSON.stringify(headers))
  }
})
