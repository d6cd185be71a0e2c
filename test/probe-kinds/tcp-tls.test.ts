import { assert, describe, expect, test } from 'vitest'
import { Stopwatch } from '../../src/probe-kinds/stopwatch.ts'
import { tcp } from '../../src/probe-kinds/tcp.ts'
import { ask, environmentWith, probeOf, tell } from '../checks/probes/asking.ts'
import { serveHttps, serveTcp } from '../network/servers.ts'

describe('tcp', () => {
  test('is up where a port takes connections', async (t) => {
    const { at } = await serveTcp(t, () => {})
    expect(await tell(`{ tcp: "${at}" }`)).toBe('up')
  })

  test('hears who speaks first', async (t) => {
    const { at } = await serveTcp(t, (socket) => socket.write('220 mail.lab ESMTP\r\n'))
    expect(await tell(`{ tcp: "${at}", expect: ["received.startsWith('220 ')"] }`)).toBe('up')
  })

  test('sends, and waits until the conditions hold', async (t) => {
    const { at } = await serveTcp(t, (socket) => {
      socket.on('data', (bytes) => {
        socket.write('+PO')
        setTimeout(() => socket.write(`NG ${bytes}`), 30)
      })
    })
    const { state, phases } = await ask(
      `{ tcp: "${at}", send: "PING\\r\\n", expect: ["received.contains('+PONG PING')"] }`,
    )
    expect(state).toBe('up')
    expect(Object.keys(phases)).toStrictEqual(['dns', 'connect', 'send', 'first-byte', 'body'])
  })

  test('takes what was said before the other side closes', async (t) => {
    const { at } = await serveTcp(t, (socket) => socket.end('bye'))
    const told = await tell(`{ tcp: "${at}", expect: ["received == 'hello'"] }`)
    expect(told).toBe('down conditions tcp/expect: `received` is bye, expected hello')
  })

  test('says so where the other side closes without a word, unless that is expected', async (t) => {
    const { at } = await serveTcp(t, (socket) => setTimeout(() => socket.end(), 30))
    expect(await tell(`{ tcp: "${at}", expect: ["received.startsWith('220')"] }`)).toBe(
      'down first-byte tcp/closed: Connection closed, nothing received',
    )
    expect(await tell(`{ tcp: "${at}", expect: ["received == ''"] }`)).toBe('up')
  })

  test('does not listen for ever', async (t) => {
    const { at } = await serveTcp(t, (socket) => {
      const pour = () => {
        while (!socket.destroyed && socket.write('x'.repeat(10_000)));
      }
      socket.on('drain', pour)
      pour()
    })
    const told = await ask(`{ tcp: "${at}", timeout: 20s, expect: ["size(received) == 65536 && received == ''"] }`)
    expect(told.code).toBe('tcp/expect')
  })

  test('looks no more often than it has the time for, at what comes byte by byte', async (t) => {
    const { at } = await serveTcp(t, (socket) => {
      let left = 200
      const timer = setInterval(() => (left-- > 0 ? socket.write('x') : socket.end()), 1)
      socket.on('close', () => clearInterval(timer))
    })
    let looks = 0
    let clock = 0
    const told = await tcp.run(
      { ...probeOf(`{ tcp: "${at}" }`), kind: 'tcp' },
      {
        // Each look takes a second by this clock.
        ...(await environmentWith({ changes: { ticks: () => clock } })),
        stopwatch: new Stopwatch(() => 0),
        timeout: 20_000,
        isEnough: () => {
          clock += 1000
          return ++looks < 0
        },
        wants: () => true,
      },
      new AbortController().signal,
    )
    assert.ok('answer' in told && told.answer.values.received === 'x'.repeat(200))
    expect(looks).toBe(1)
  })

  test('goes where the environment says', async (t) => {
    const { at } = await serveTcp(t, () => {})
    expect(await tell('{ tcp: "db.lab:5432" }', { environment: { connect: { 'DB.lab:5432': at } } })).toBe('up')
  })
})

describe('tls', () => {
  const hosts = { 'secure.lab': ['127.0.0.1'] }
  const conditions = [
    'certificate.daysLeft > 14',
    'certificate.trusted && certificate.nameMatches && !certificate.expired',
    "certificate.validTo > timestamp('2100-01-01T00:00:00Z')",
    "protocol == 'TLSv1.3'",
    "cipher.startsWith('TLS_')",
    "address == '127.0.0.1'",
    'size(certificate.fingerprint) == 64',
  ]
  for (const condition of conditions) {
    test(condition, async (t) => {
      const { port } = await serveHttps(t, () => {})
      expect(await tell(`{ tls: "secure.lab:${port}", expect: [${JSON.stringify(condition)}] }`, { hosts })).toBe('up')
    })
  }

  test('judges each virtue of a certificate by itself', async (t) => {
    const { port } = await serveHttps(t, () => {}, 'expired')
    const conditions = '["certificate.expired", "certificate.trusted", "certificate.daysLeft < 0"]'
    expect(await tell(`{ tls: "secure.lab:${port}", expect: ${conditions} }`, { hosts })).toBe('up')
  })

  test('does not judge by itself what conditions judge', async (t) => {
    const { port } = await serveHttps(t, () => {}, 'self-signed')
    expect(await tell(`{ tls: "127.0.0.1:${port}", expect: ["certificate.daysLeft > 14"] }`)).toBe('up')
  })
})
