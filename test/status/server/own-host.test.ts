import { describe, expect, test } from 'vitest'
import { listen } from '../../../src/status/server/listen.ts'
import { isOwnHost } from '../../../src/status/server/own-host.ts'
import { liveSite } from '../api/live-site.ts'
import { rawRequest } from '../raw-request.ts'

describe('Who came in by loopback means this server', () => {
  const loopback = '127.0.0.1'
  const cases: [what: string, headers: Record<string, string>, localAddress: string | undefined, isOwn: boolean][] = [
    ['by its address', { host: '127.0.0.1:4321' }, loopback, true],
    ['by its address of IPv6', { host: '[::1]:4321' }, '::1', true],
    ['by `localhost`', { host: 'localhost:4321' }, loopback, true],
    ['by a name below that', { host: 'docs.LOCALHOST' }, loopback, true],
    ['by the name of the site', { host: 'docs.example.org' }, loopback, true],
    ['by a name that somebody has led here', { host: 'evil.example:4321' }, loopback, false],
    ['nor by way of IPv6', { host: 'evil.example:4321' }, '::ffff:127.0.0.1', false],
    ['nor by a name that only looks like it', { host: 'localhost.evil.example' }, loopback, false],
    ['nor without a name', {}, loopback, false],
    ['nor where something says that it is a proxy', { host: 'evil.example', 'x-forwarded-host': 'x' }, loopback, false],
    ['by a name with a certificate', { host: 'other.example', 'sec-fetch-site': 'same-origin' }, loopback, true],
    ['by whatever name, over the network', { host: 'other.example' }, '10.0.0.5', true],
    ['where there is no connection', { host: 'other.example' }, undefined, true],
  ]
  for (const [what, headers, localAddress, isOwn] of cases) {
    test(what, () =>
      expect(isOwnHost({ header: (name) => headers[name], localAddress }, ['docs.example.org'])).toBe(isOwn),
    )
  }
})

test('a page whose name was led here reads nothing of the live status, and asks for nothing', async (t) => {
  for (const trustProxy of [false, true]) {
    const site = await liveSite(t, { trustProxy })
    const stop = new AbortController()
    t.onTestFinished(() => stop.abort())
    const { port } = await listen(site.app, { host: '127.0.0.1', port: 0, signal: stop.signal })
    const evil = ['Host: evil.example', 'Origin: http://evil.example']
    for (const path of ['status.json', 'status.json?of=erp', 'changes.json', 'probes/erp.ping.json']) {
      const { status, body } = await rawRequest(port, `GET /_waymark/${path}`, evil)
      expect(status, path).toBe(trustProxy ? 200 : 421)
      if (!trustProxy) expect(body).not.toMatch(/erp/)
      expect((await rawRequest(port, `GET /_waymark/${path}`)).status, path).toBe(200)
    }
    if (trustProxy) continue
    expect((await rawRequest(port, 'GET /_waymark/events', evil)).status).toBe(421)
    expect((await rawRequest(port, 'GET /metrics', evil)).status).toBe(421)
    expect((await rawRequest(port, 'POST /_waymark/probes/erp.ping/run', evil)).status).toBe(421)
    expect((await rawRequest(port, 'GET /_waymark/badges/erp.svg', evil)).status).toBe(200)
  }
})
