import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { describe, test } from 'node:test'
import { type Ending, labOf } from './client.ts'
import { createPage, servePage } from './page-server.ts'
import { services } from './world.ts'

const here = 'http://127.0.0.1:18400'

async function pageOf(t: Ending) {
  const lab = await labOf(t)
  const app = createPage(lab, { site: () => 'http://127.0.0.1:4321/' })
  const press = (action: string, fields: Record<string, string>, headers: Record<string, string> = { Origin: here }) =>
    app.request(`${here}/${action}`, { method: 'POST', headers, body: new URLSearchParams(fields) })
  return { lab, app, press }
}

describe('The page of the lab', () => {
  test('shows every service with each fault that it can have', async (t) => {
    const { app } = await pageOf(t)
    const response = await app.request(`${here}/`)
    const text = await response.text()
    assert.equal(response.status, 200)
    assert.match(text, /Every service is well/)
    assert.match(text, /href="http:\/\/127\.0\.0\.1:4321\/"/)
    const buttons = [...text.matchAll(/name="fault" value="([^"]+)"/g)]
    assert.equal(buttons.length, services.flatMap(({ faults }) => faults).length)
    assert.doesNotMatch(text, /<script|https:\/\//)
    assert.match(response.headers.get('Content-Security-Policy') ?? '', /default-src 'none'/)
  })

  test('breaks and mends', async (t) => {
    const { lab, app, press } = await pageOf(t)
    const broken = await press('break', { service: 'crm', fault: 'slow', milliseconds: '1200' })
    assert.deepEqual([broken.status, broken.headers.get('Location')], [303, '/#crm'])
    assert.deepEqual(lab.faults.of('crm'), { name: 'slow', milliseconds: 1200, percent: 0 })
    await press('break', { service: 'odoo', fault: 'down' })
    assert.match(await (await app.request(`${here}/`)).text(), /2 of 14 are broken/)
    await press('mend', { service: 'crm' })
    assert.equal(lab.faults.of('crm'), undefined)
    assert.equal(lab.faults.of('odoo')?.name, 'down')
    assert.equal((await press('mend', {})).headers.get('Location'), '/')
    const states: unknown = await (await app.request(`${here}/state.json`)).json()
    assert.deepEqual(
      states,
      services.map(({ id }) => ({ id, fault: null })),
    )
  })

  test('wants a service and a fault that belong together', async (t) => {
    const { press } = await pageOf(t)
    const wrong: [string, Record<string, string>][] = [
      ['break', { service: 'nothing', fault: 'down' }],
      ['break', { service: 'crm', fault: 'nothing' }],
      ['break', { service: 'crm', fault: 'toString' }],
      ['break', { service: 'oktopus', fault: 'down' }],
      ['break', {}],
      ['mend', { service: 'nothing' }],
    ]
    for (const [action, fields] of wrong)
      assert.equal((await press(action, fields)).status, 400, JSON.stringify(fields))
  })

  test('heeds its own buttons, and programs of this machine', async (t) => {
    const { lab, app, press } = await pageOf(t)
    const fields = { service: 'crm', fault: 'down' }
    const cases: [string, Record<string, string>, number][] = [
      ['its own page', { Origin: here, 'Sec-Fetch-Site': 'same-origin' }, 303],
      ['a program such as curl', {}, 303],
      ['a page of another origin', { Origin: 'https://evil.example' }, 403],
      ['a page of another port', { Origin: 'http://127.0.0.1:4321' }, 403],
      ['a page without an origin', { Origin: 'null' }, 403],
      ['a page that hides its origin', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ]
    for (const [who, headers, status] of cases) {
      await lab.mend()
      assert.equal((await press('break', fields, headers)).status, status, who)
      assert.equal(lab.faults.of('crm') !== undefined, status === 303, who)
    }
    const rebound = await app.request('http://evil.example:18400/', { headers: { Host: 'evil.example:18400' } })
    assert.equal(rebound.status, 403)
  })

  test('is served on loopback, and ends with its signal', async (t) => {
    const ended = new AbortController()
    const { url, closed } = await servePage(await labOf(t), { port: 0, signal: ended.signal })
    const text = await (await fetch(url)).text()
    assert.match(text, /Waymark lab/)
    ended.abort()
    await closed
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    await assert.rejects(new Promise((_, reject) => socket.on('error', reject)), { code: 'ECONNREFUSED' })
  })
})
