import { once } from 'node:events'
import { connect } from 'node:net'
import { assert, expect, type TestContext, test } from 'vitest'
import { listen } from '../../../src/status/server/listen.ts'
import { rawRequest } from '../raw-request.ts'
import { liveSite } from './live-site.ts'

const second = 1000

async function listening(t: TestContext) {
  const site = await liveSite(t, { base: '/sub/' })
  await site.clock.pass(70 * second)
  const stop = new AbortController()
  const { port, closed } = await listen(site.app, { host: '127.0.0.1', port: 0, signal: stop.signal })
  t.onTestFinished(async () => {
    stop.abort()
    await closed
  })
  return { ...site, port }
}

test('what no browser asks for is answered shortly, and never by a fault', async (t) => {
  const { port, log, asked } = await listening(t)
  asked.length = 0
  const api = '/sub/_waymark'
  const cases: [line: string, status: number][] = [
    [`GET //evil.example${api}/status.json`, 404],
    ['GET /sub//_waymark/status.json', 404],
    [`GET ${api}/../_waymark/status.json`, 200],
    [`GET ${api}/%2e%2e/index.html`, 400],
    [`GET ${api}/probes/%00.json`, 404],
    [`GET ${api}/probes/%E0%A4%A.json`, 404],
    [`GET ${api}/probes/__proto__.json`, 404],
    [`GET ${api}/probes/constructor.json`, 404],
    [`GET ${api}/badges/__proto__.svg`, 404],
    [`GET ${api}/badges/toString.json`, 404],
    [`GET ${api}/badges/erp.svg%0d%0aX-Evil:1`, 404],
    [`GET ${api}/probes/${'x'.repeat(10_000)}.json`, 404],
    [`GET ${api}/probes/${'x'.repeat(40_000)}.json`, 431],
    [`GET ${api}/status.json?of=__proto__,constructor,%,%00`, 200],
    [`GET ${api}/status.json?of=${','.repeat(10_000)}`, 200],
    [`GET ${api}/probes/erp.ping.json?only=__proto__`, 200],
    [`GET ${api}/probes/erp.ping/run`, 404],
    [`POST ${api}/probes/a/b/run`, 405],
    [`POST ${api}/status.json`, 405],
    [`DELETE ${api}/probes/erp.ping.json`, 405],
    ['TRACE /sub/', 405],
    ['POST /metrics', 405],
    ['GET /metrics/', 404],
    ['GET /sub/metrics', 404],
    ['GET *', 400],
  ]
  for (const [line, status] of cases) {
    const { status: found, body, headers } = await rawRequest(port, line)
    expect(found, line.slice(0, 80)).toBe(status)
    expect(headers.get('x-evil')).toBe(undefined)
    expect(body).not.toMatch(/at file:|node_modules/)
  }
  expect([asked, log]).toStrictEqual([[], []])
})

test('two lengths, two hosts, and none are refused', async (t) => {
  const { port, asked } = await listening(t)
  asked.length = 0
  const own = ['Origin: http://localhost']
  const cases: [headers: string[], status: number[]][] = [
    [['Host: localhost', 'Transfer-Encoding: chunked', 'Content-Length: 5', ...own], [400]],
    [['Host: localhost', 'Content-Length: 5', 'Content-Length: 6', ...own], [400]],
    [['Host: localhost', 'Content-Length: -1', ...own], [400]],
    [
      ['Host: evil.example', 'Host: localhost', ...own],
      [400, 403, 421],
    ],
    [['Host: ex ample', ...own], [400]],
    [own, [400]],
    [['Host: localhost', `Cookie: ${'x'.repeat(40_000)}`, ...own], [431]],
  ]
  for (const [headers, statuses] of cases) {
    const { status } = await rawRequest(port, 'POST /sub/_waymark/probes/erp.ping/run', headers)
    assert.ok(statuses.includes(status), `${headers.join(', ').slice(0, 80)}: ${status}`)
    expect(asked, headers.join(', ').slice(0, 80)).toStrictEqual([])
  }
  expect(asked).toStrictEqual([])
})

test('a body is not waited for, nor kept', async (t) => {
  const { port, asked, clock } = await listening(t)
  asked.length = 0
  const socket = connect(port, '127.0.0.1')
  t.onTestFinished(async () => {
    await socket.destroy()
  })
  socket.on('error', () => {})
  const head = ['POST /sub/_waymark/probes/erp.ping/run HTTP/1.1', 'Host: localhost', 'Origin: http://localhost']
  socket.write(`${[...head, 'Content-Length: 2000000000'].join('\r\n')}\r\n\r\n{`)
  const [answer] = await once(socket, 'data')
  expect(String(answer)).toMatch(/^HTTP\/1\.1 202 /)
  await clock.pass(0)
  expect(asked).toStrictEqual(['erp.ping'])
  // Whoever goes on to send is cut off at some time; two thousand million bytes are never read.
  const closed = new Promise((resolve) => socket.once('close', resolve))
  const chunk = Buffer.alloc(64 * 1024)
  let sent = 0
  while (!socket.destroyed && sent < 1_000_000_000) {
    sent += chunk.length
    if (!socket.write(chunk)) await Promise.race([closed, once(socket, 'drain').catch(() => {})])
  }
  assert.ok(sent < 1_000_000_000, `${sent} bytes were taken`)
})
