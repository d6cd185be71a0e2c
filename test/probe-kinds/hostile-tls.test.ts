import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createServer, type TlsOptions } from 'node:tls'
import { afterAll, describe, expect, type TestContext, test } from 'vitest'
import { tell } from '../checks/probes/asking.ts'
import { Authority, type Credentials, daysFrom } from '../lab/authority.ts'
import { portOf } from '../network/port.ts'
import { serveTcp } from '../network/servers.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'waymark-tls-'))
afterAll(() => rmSync(folder, { recursive: true }))

const today = new Date()
const claims = {
  names: ['a.lab', 'xn--bcher-kva.lab', '127.0.0.1'],
  begins: daysFrom(today, -1),
  ends: daysFrom(today, 30),
}
const young = new Authority('Young', today)
/** Has ended ten years ago. */
const old = new Authority('Old', daysFrom(today, -7300))

const hosts = { 'a.lab': ['127.0.0.1'], 'xn--bcher-kva.lab': ['127.0.0.1'] }

function setting({ cert }: Authority) {
  const certificateAuthority = path.join(folder, 'authority.pem')
  writeFileSync(certificateAuthority, cert)
  return { hosts, environment: { certificateAuthority }, changes: { now: Date.now } }
}

/** Speaks TLS on loopback; notes the names that it was asked by. */
async function serveTls(t: TestContext, credentials: Credentials, options: TlsOptions = {}) {
  const names: string[] = []
  const server = createServer({
    ...credentials,
    SNICallback: (name, callback) => {
      names.push(name)
      callback(null)
    },
    ...options,
  })
  server.on('tlsClientError', () => {}).on('secureConnection', (socket) => socket.on('error', () => {}))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.onTestFinished(async () => {
    await server.close()
  })
  return { port: portOf(server), names }
}

const cases: [name: string, options: TlsOptions, told: string][] = [
  [
    'that speaks TLS 1.0 alone',
    { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' },
    'Server speaks only TLS older than 1.2',
  ],
  [
    'that wants a certificate of its visitors',
    { requestCert: true, rejectUnauthorized: true, maxVersion: 'TLSv1.2' },
    'Server refuses the TLS handshake: no common cipher, or it asks for a client certificate',
  ],
]

describe('A server', () => {
  for (const [name, options, told] of cases) {
    test(`${name} is told as one`, async (t) => {
      const { port } = await serveTls(t, young.issue(claims), options)
      expect(await tell(`{ tls: "a.lab:${port}" }`, setting(young))).toBe(`down tls tls/handshake: ${told}`)
    })
  }

  test('that asks for a certificate after the handshake, as with TLS 1.3, is told as one', async (t) => {
    const options: TlsOptions = { requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.3' }
    const { port } = await serveTls(t, young.issue(claims), options)
    expect(await tell(`{ http: "https://a.lab:${port}/" }`, setting(young))).toBe(
      'down tls http/handshake: Server asks for a client certificate',
    )
  })

  test('that speaks HTTP/2 alone is told as one', async (t) => {
    const { port } = await serveTls(t, young.issue(claims), { ALPNProtocols: ['h2'] })
    expect(await tell(`{ http: "https://a.lab:${port}/" }`, setting(young))).toBe(
      'down tls http/handshake: Server does not speak HTTP/1.1',
    )
  })

  test('that closes before anything is said is not waited for', async (t) => {
    const { at } = await serveTcp(t, (socket) => socket.end())
    expect(await tell(`{ tls: "${at}", timeout: 20s }`, setting(young))).toBe(
      'down tls tls/handshake: Connection closed in the TLS handshake',
    )
  })

  test('that speaks in the handshake without end is not heard to the end', async (t) => {
    // HelloRequest, which clients may pass over.
    const requests = Buffer.from('160303000400000000', 'hex').toString('latin1').repeat(2000)
    const { at } = await serveTcp(t, (socket) => {
      const more = () => void (socket.destroyed || socket.write(requests, 'latin1', more))
      socket.once('data', more)
    })
    expect(await tell(`{ tls: "${at}", timeout: 20s }`, setting(young))).toBe(
      'down tls tls/handshake: TLS handshake without end',
    )
  })

  test('whose authority has ended says that it is the authority', async (t) => {
    const { port } = await serveTls(t, old.issue(claims))
    expect(await tell(`{ tls: "a.lab:${port}" }`, setting(old))).toBe(
      'down tls tls/untrusted-certificate: Certificate of an authority that has ended',
    )
  })
})

describe('A name', () => {
  const asked = ['a.lab', 'A.Lab', 'a.lab.', 'bücher.lab', 'BÜCHER.lab', 'xn--bcher-kva.lab']
  for (const name of asked) {
    test(`written \`${name}\` is asked for as DNS and certificates have it`, async (t) => {
      const { port, names } = await serveTls(t, young.issue(claims))
      expect(await tell(`{ tls: "${name}:${port}" }`, setting(young))).toBe('up')
      expect(names.join()).toMatch(/^(?:a\.lab|xn--bcher-kva\.lab)$/i)
    })
  }

  test('that pretends to be several in a certificate is one', async (t) => {
    const { port } = await serveTls(t, young.issue({ ...claims, names: ['b.lab, DNS:a.lab, DNS:c.lab'] }))
    const probe = `{ tls: "a.lab:${port}", expect: ["!('a.lab' in certificate.names) && size(certificate.names) == 1"] }`
    expect(await tell(probe, setting(young))).toBe('up')
  })

  test('that is an address needs no name, and one of its own in the certificate', async (t) => {
    const { port, names } = await serveTls(t, young.issue(claims))
    expect(await tell(`{ tls: "127.0.0.1:${port}" }`, setting(young))).toBe('up')
    expect(names).toStrictEqual([])
  })
})
