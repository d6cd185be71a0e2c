import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { assert, describe, expect, test } from 'vitest'
import { type Ending, get, handshake, labOf, reach } from './client.ts'
import type { FaultName } from './fault.ts'

const host = 'crm.example.org'
/** Milliseconds after which nothing more is waited for. */
const soon = 400

describe('A host that is well', () => {
  test('speaks TLS with a good certificate, and HTTP inside', async (t) => {
    const lab = await labOf(t)
    const socket = await handshake(lab, host)
    expect(socket.authorized).toBe(true)
    expect(await get(socket, host, '/healthz')).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\{"status":"ok"\}\n/)
    expect(lab.asked).toStrictEqual(['GET https://crm.example.org/healthz'])
  })

  test('leads from HTTP to HTTPS', async (t) => {
    const answer = await get(await reach(await labOf(t), host), host, '/healthz?a=1')
    expect(answer).toMatch(/^HTTP\/1\.1 308 [\s\S]*\r\nlocation: https:\/\/crm\.example\.org\/healthz\?a=1\r\n/)
  })
})

describe('Faults of the connection', () => {
  test('down: connections are refused, those that stand are closed, and others are well', async (t) => {
    const lab = await labOf(t)
    const before = await handshake(lab, host)
    const closed = once(before, 'close')
    await lab.break('crm', 'down')
    await closed
    await expect(reach(lab, host)).rejects.toThrow(expect.objectContaining({ code: 'ECONNREFUSED' }))
    await reach(lab, 'erp.arcodange.lab').then((socket) => socket.destroy())
    await lab.mend('crm')
    await reach(lab, host).then((socket) => socket.destroy())
  })

  test('silent: a connection is neither accepted nor refused', async (t) => {
    const lab = await labOf(t)
    await lab.break('crm', 'silent')
    await expect(reach(lab, host, soon)).rejects.toThrow(/Nothing within the time/)
    await lab.break('crm', 'down')
    await expect(reach(lab, host)).rejects.toThrow(expect.objectContaining({ code: 'ECONNREFUSED' }))
    await lab.mend('crm')
    await reach(lab, host).then((socket) => socket.destroy())
  })

  test('connect-slow: each connection comes, but not at once; none is refused, and those that stand go on', async (t) => {
    const lab = await labOf(t)
    await lab.break('crm', 'connect-slow')
    const knock = async () => {
      const begin = performance.now()
      const socket = await handshake(lab, host)
      return { socket, isLate: performance.now() - begin > 700 }
    }
    await expect(reach(lab, host, soon)).rejects.toThrow(/Nothing within the time/)
    // All at once, and one after the other.
    const [first, ...others] = await Promise.all([knock(), knock(), knock()])
    for (const { socket, isLate } of [first, ...others]) expect(isLate && !socket.destroyed).toBe(true)
    // Who comes right behind them is let in with them.
    let isLate = false
    for (let times = 0; !isLate && times < 20; times++) {
      await pause(200)
      const next = await knock()
      isLate = next.isLate
      next.socket.destroy()
    }
    expect(isLate).toBe(true)
    expect(await get(first.socket, host, '/healthz')).toMatch(/ 200 OK/)
    for (const { socket } of others) socket.destroy()
    await lab.mend('crm')
    await reach(lab, host, soon).then((socket) => socket.destroy())
  })

  test('reset: a connection is accepted, and reset when something comes', async (t) => {
    const lab = await labOf(t)
    await lab.break('crm', 'reset')
    await reach(lab, host).then((socket) => socket.destroy())
    await expect(handshake(lab, host)).rejects.toThrow(expect.objectContaining({ code: 'ECONNRESET' }))
  })

  test('packet-loss: what is lost is sent again, a second later', async (t) => {
    const lab = await labOf(t, { random: () => 0 })
    await lab.break('crm', 'packet-loss', { percent: 1 })
    await expect(handshake(lab, host, soon)).rejects.toThrow(/Nothing within the time/)
    const socket = await handshake(lab, host)
    expect(await get(socket, host, '/healthz')).toMatch(/ 200 OK/)
  })
})

describe('Faults of TLS', () => {
  const wrong: [FaultName, string | undefined][] = [
    ['certificate-expired', 'CERT_HAS_EXPIRED'],
    ['certificate-wrong-name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['certificate-self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['certificate-expiring', undefined],
  ]
  for (const [fault, code] of wrong) {
    test(`${fault}: ${code ?? 'good, for 10 days more'}`, async (t) => {
      const lab = await labOf(t)
      await lab.break('crm', fault)
      const socket = await handshake(lab, host)
      const error: unknown = socket.authorizationError
      expect(error && typeof error === 'object' && 'code' in error ? error.code : (error ?? undefined)).toBe(code)
      const days = (Date.parse(socket.getPeerCertificate().valid_to) - Date.now()) / 86_400_000
      expect(days < 0).toBe(fault === 'certificate-expired')
      expect(days > 0 && days < 11).toBe(fault === 'certificate-expiring')
      socket.destroy()
      await lab.mend()
      const again = await handshake(lab, host)
      expect(again.authorized).toBe(true)
      again.destroy()
    })
  }

  test('tls-slow: the connection stands, the handshake does not come', async (t) => {
    const lab = await labOf(t)
    await lab.break('crm', 'tls-slow')
    await reach(lab, host).then((socket) => socket.destroy())
    await expect(handshake(lab, host, soon)).rejects.toThrow(/Nothing within the time/)
    await lab.break('crm', 'tls-slow', { milliseconds: 100 })
    await handshake(lab, host).then((socket) => socket.destroy())
  })

  test('tls-missing: plain HTTP where TLS should be', async (t) => {
    const lab = await labOf(t)
    await lab.break('crm', 'tls-missing')
    await expect(handshake(lab, host)).rejects.toThrow(
      expect.objectContaining({ code: 'ERR_SSL_WRONG_VERSION_NUMBER' }),
    )
  })
})

describe('Faults of the answer', () => {
  async function answerWith(t: Ending, fault: FaultName, path: string, patience?: number) {
    const lab = await labOf(t)
    await lab.break('crm', fault)
    return get(await handshake(lab, host), host, path, patience)
  }

  test('error-500', async (t) => {
    expect(await answerWith(t, 'error-500', '/healthz')).toMatch(/^HTTP\/1\.1 500 /)
  })

  test('first-byte-slow: nothing at all', async (t) => {
    expect(await answerWith(t, 'first-byte-slow', '/healthz', soon)).toBe('')
  })

  test('slow: nothing, and then all of it', async (t) => {
    const lab = await labOf(t)
    await lab.break('crm', 'slow', { milliseconds: 300 })
    const begin = performance.now()
    expect(await get(await handshake(lab, host), host, '/healthz')).toMatch(/ 200 OK/)
    assert.ok(performance.now() - begin > 250)
  })

  test('body-dripping: the head, and never the end', async (t) => {
    const lab = await labOf(t)
    await lab.break('crm', 'body-dripping', { milliseconds: 20 })
    const answer = await get(await handshake(lab, host), host, '/healthz', soon)
    const [head = '', body = ''] = answer.split('\r\n\r\n')
    expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*chunked/)
    expect(body).toMatch(/^(?:1\r\n \r\n){2,}$/)
  })

  test('body-cut-off: less than was promised', async (t) => {
    const [head = '', body = ''] = (await answerWith(t, 'body-cut-off', '/healthz')).split('\r\n\r\n')
    const promised = Number(/content-length: (\d+)/i.exec(head)?.[1])
    assert.ok(body.length > 0 && body.length < promised)
  })

  test('body-wrong: another page, with a status as if all were well', async (t) => {
    expect(await answerWith(t, 'body-wrong', '/healthz')).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*Welcome to nginx!/)
  })

  test('redirect-loop: to itself', async (t) => {
    expect(await answerWith(t, 'redirect-loop', '/healthz')).toMatch(
      /^HTTP\/1\.1 302 [\s\S]*\r\nlocation: \/healthz\r\n/,
    )
  })

  test('a fault of an application on a host leaves the others there alone', async (t) => {
    const lab = await labOf(t)
    await lab.break('ops', 'error-500')
    const ask = async (path: string) =>
      (await get(await handshake(lab, 'erp.gigafibre.ca'), 'erp.gigafibre.ca', path)).slice(9, 12)
    expect([await ask('/ops/'), await ask('/api/method/ping')]).toStrictEqual(['500', '200'])
    await lab.mend()
    await lab.break('erpnext', 'error-500')
    expect([await ask('/ops/'), await ask('/api/method/ping')]).toStrictEqual(['302', '500'])
  })
})
