import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
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
    expect(response.status).toBe(200)
    expect(text).toMatch(/Every service is well/)
    expect(text).toMatch(/href="http:\/\/127\.0\.0\.1:4321\/"/)
    const buttons = [...text.matchAll(/name="fault" value="([^"]+)"/g)]
    expect(buttons.length).toBe(services.flatMap(({ faults }) => faults).length)
    expect(text).not.toMatch(/<script|https:\/\//)
    expect(response.headers.get('Content-Security-Policy') ?? '').toMatch(/default-src 'none'/)
  })

  test('breaks and mends', async (t) => {
    const { lab, app, press } = await pageOf(t)
    const broken = await press('break', { service: 'crm', fault: 'slow', milliseconds: '1200' })
    expect([broken.status, broken.headers.get('Location')]).toStrictEqual([303, '/#crm'])
    expect(lab.faults.of('crm')).toStrictEqual({ name: 'slow', milliseconds: 1200, percent: 0 })
    await press('break', { service: 'odoo', fault: 'down' })
    expect(await (await app.request(`${here}/`)).text()).toMatch(/2 of 14 are broken/)
    await press('mend', { service: 'crm' })
    expect(lab.faults.of('crm')).toBe(undefined)
    expect(lab.faults.of('odoo')?.name).toBe('down')
    expect((await press('mend', {})).headers.get('Location')).toBe('/')
    const states: unknown = await (await app.request(`${here}/state.json`)).json()
    expect(states).toStrictEqual(services.map(({ id }) => ({ id, fault: null })))
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
    for (const [action, fields] of wrong) expect((await press(action, fields)).status, JSON.stringify(fields)).toBe(400)
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
      expect((await press('break', fields, headers)).status, who).toBe(status)
      expect(lab.faults.of('crm') !== undefined, who).toBe(status === 303)
    }
    const rebound = await app.request('http://evil.example:18400/', { headers: { Host: 'evil.example:18400' } })
    expect(rebound.status).toBe(403)
  })

  test('is served on loopback, and ends with its signal', async (t) => {
    const ended = new AbortController()
    const { url, closed } = await servePage(await labOf(t), { port: 0, signal: ended.signal })
    const text = await (await fetch(url)).text()
    expect(text).toMatch(/Waymark lab/)
    ended.abort()
    await closed
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    await expect(new Promise((_, reject) => socket.on('error', reject))).rejects.toThrow(
      expect.objectContaining({ code: 'ECONNREFUSED' }),
    )
  })
})
