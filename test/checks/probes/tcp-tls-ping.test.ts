import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, describe, test } from 'node:test'
import { serveDns } from '../network/dns-server.ts'
import { serveHttps, serveTcp } from '../network/servers.ts'
import { ask, tell } from './asking.ts'

describe('tcp', () => {
  test('is up where a port takes connections', async (t) => {
    const { at } = await serveTcp(t, () => {})
    assert.equal(await tell(`{ tcp: "${at}" }`), 'up')
  })

  test('hears who speaks first', async (t) => {
    const { at } = await serveTcp(t, (socket) => socket.write('220 mail.lab ESMTP\r\n'))
    assert.equal(await tell(`{ tcp: "${at}", expect: ["received.startsWith('220 ')"] }`), 'up')
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
    assert.equal(state, 'up')
    assert.deepEqual(Object.keys(phases), ['dns', 'connect', 'send', 'first-byte', 'body'])
  })

  test('takes what was said before the other side closes', async (t) => {
    const { at } = await serveTcp(t, (socket) => socket.end('bye'))
    const told = await tell(`{ tcp: "${at}", expect: ["received == 'hello'"] }`)
    assert.equal(told, "down conditions tcp/expect: Unexpected `received` of `bye`, expected `received == 'hello'`")
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
    assert.equal(told.code, 'tcp/expect')
  })

  test('goes where the environment says', async (t) => {
    const { at } = await serveTcp(t, () => {})
    assert.equal(await tell('{ tcp: "db.lab:5432" }', { environment: { connect: { 'DB.lab:5432': at } } }), 'up')
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
      assert.equal(await tell(`{ tls: "secure.lab:${port}", expect: [${JSON.stringify(condition)}] }`, { hosts }), 'up')
    })
  }

  test('judges each virtue of a certificate by itself', async (t) => {
    const { port } = await serveHttps(t, () => {}, 'expired')
    const expect = '["certificate.expired", "certificate.trusted", "certificate.daysLeft < 0"]'
    assert.equal(await tell(`{ tls: "secure.lab:${port}", expect: ${expect} }`, { hosts }), 'up')
  })

  test('does not judge by itself what conditions judge', async (t) => {
    const { port } = await serveHttps(t, () => {}, 'self-signed')
    assert.equal(await tell(`{ tls: "127.0.0.1:${port}", expect: ["certificate.daysLeft > 14"] }`), 'up')
  })
})

describe('ping', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'waymark-ping-'))
  after(() => rmSync(folder, { recursive: true }))

  /** A program that notes what it is given, says something, and ends so. */
  const program = (name: string, says: string, code: number) => {
    const file = path.join(folder, `${name}-${code}-${says.length}`)
    writeFileSync(file, `#!/bin/sh\necho "$@" > "${file}.given"\n${says}\nexit ${code}\n`)
    chmodSync(file, 0o755)
    const given = () => readFileSync(`${file}.given`, 'utf8').trim()
    return { given, changes: { program: async (asked: string) => (asked === name ? file : undefined) } }
  }

  test('asks the address that the name leads to, and nothing else', async (t) => {
    const { server } = await serveDns(t, { 'a.lab': '127.0.0.9' })
    const { changes, given } = program('ping', "echo '64 bytes from 127.0.0.9: icmp_seq=1 ttl=64 time=0.042 ms'", 0)
    const told = await ask('{ ping: a.lab, timeout: 3s, expect: ["rtt < duration(\'1ms\')"] }', {
      changes,
      environment: { resolvers: [server] },
    })
    assert.equal(told.state, 'up')
    assert.equal(given(), '-4 -n -c 1 -W 3 127.0.0.9')
    assert.equal(told.conditions[0]?.found, '0.042 ms')
  })

  test('understands BusyBox', async () => {
    const { changes } = program('ping', "echo '64 bytes from 127.0.0.1: seq=0 ttl=64 time=0.080 ms'", 0)
    assert.equal(await tell('{ ping: 127.0.0.1 }', { changes }), 'up')
  })

  test('understands fping', async () => {
    const { changes, given } = program('fping', "echo '::1 : 0.03' >&2", 0)
    assert.equal(await tell('{ ping: "::1", timeout: 2s }', { changes }), 'up')
    assert.equal(given(), '-6 -C 1 -r 0 -t 2000 ::1')
  })

  test('silence is down', async () => {
    const { changes } = program('ping', "echo '1 packets transmitted, 0 received, 100% packet loss'", 1)
    assert.equal(
      await tell('{ ping: 127.0.0.1 }', { changes }),
      'down first-byte ping/timeout: Unexpected silence of `127.0.0.1`, expected an ICMP echo',
    )
  })

  test('a program that hangs is ended', async () => {
    const { changes } = program('ping', 'exec sleep 30', 0)
    assert.equal(
      await tell('{ ping: 127.0.0.1, timeout: 300ms }', { changes }),
      'down first-byte ping/timeout: No first byte within 300 ms',
    )
  })

  test('without the right to, nothing is known', async () => {
    const { changes } = program('ping', "echo 'ping: socket: Operation not permitted' >&2", 2)
    const told = await ask('{ ping: 127.0.0.1 }', { changes })
    assert.deepEqual([told.state, told.code], ['unknown', 'ping/no-tool'])
    assert.match(told.reason ?? '', /has no right to send ICMP on this machine; install `iputils-ping`, or let /)
  })

  test('what a variable gives is no option', async () => {
    const { changes } = program('ping', 'true', 0)
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of services.yaml
    const told = await tell('{ ping: "${HOST}" }', { changes, env: { HOST: '-f' } })
    assert.equal(told, 'unknown ping/invalid-target: Not asked: the target is no host')
  })
})
