import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, type TestContext, test } from 'vitest'
import { AllowList } from '../../../src/network/allow-list.ts'
import { Dialer } from '../../../src/network/dialer.ts'
import type { Resolution } from '../../../src/network/dns/resolver.ts'
import { HttpConnections } from '../../../src/network/http/connections.ts'
import { Proxies } from '../../../src/network/http/proxy.ts'
import { authority, validEnds } from '../certificate.ts'
import { closedPort, serveHttp, serveHttps, serveTcp } from '../servers.ts'

const { signal } = new AbortController()

function connect(t: TestContext, addresses: string[] = ['127.0.0.1'], env: Record<string, string> = {}) {
  const asked: string[] = []
  const resolver = {
    resolve: async (host: string): Promise<Resolution> => {
      asked.push(host)
      return { kind: 'addresses', addresses }
    },
  }
  const allow = new AllowList(['127.0.0.0/8', '::1'])
  const dialer = new Dialer({ resolver, allow, proxies: new Proxies(env), secureContext: authority })
  const connections = new HttpConnections(dialer)
  t.onTestFinished(() => connections.close())
  const get = (url: string, timeout = 300, method: 'GET' | 'HEAD' = 'GET') =>
    connections.request({ url: new URL(url), method, headers: {}, timeout, body: 100 }, signal)
  return { get, asked, connections }
}

describe('Connections', () => {
  test('are used again, also after HEAD', async (t) => {
    const sockets = new Set<unknown>()
    const { port } = await serveHttp(t, (request, response) => response.end(String(sockets.add(request.socket).size)))
    const { get, asked } = connect(t)
    for (const method of ['HEAD', 'GET', 'GET'] as const) await get(`http://a.lab:${port}/`, 300, method)
    expect([sockets.size, asked]).toStrictEqual([1, ['a.lab']])
  })

  test('that were closed in between are replaced', async (t) => {
    let served = 0
    const { port } = await serveHttp(t, (request, response) => {
      response.end('x', () => setImmediate(() => request.socket.destroy()))
      served++
    })
    const { get } = connect(t)
    for (let count = 0; count < 3; count++) {
      expect('status' in (await get(`http://a.lab:${port}/`))).toStrictEqual(true)
      await delay(5)
    }
    expect(served).toBe(3)
  })

  test('of another origin are not taken', async (t) => {
    const [one, two] = [
      await serveHttp(t, (_, response) => response.end('1')),
      await serveHttp(t, (_, response) => response.end('2')),
    ]
    const { get } = connect(t)
    for (const [port, expected] of [
      [one.port, '1'],
      [two.port, '2'],
      [one.port, '1'],
    ] as const) {
      const answer = await get(`http://a.lab:${port}/`)
      expect('text' in answer && answer.text?.text).toBe(expected)
    }
  })

  test('fall back from an address that is out of reach to the next one', async (t) => {
    const { port } = await serveHttp(t, (_, response) => response.end())
    for (const first of ['::1', '127.0.0.7']) {
      const answer = await connect(t, [first, '127.0.0.1']).get(`http://a.lab:${port}/`)
      expect('status' in answer && answer.status, first).toBe(200)
    }
  })

  test('are made to permitted addresses alone', async (t) => {
    const { port } = await serveHttp(t, (_, response) => response.end())
    const answer = await connect(t, ['10.0.0.1', '169.254.169.254', '127.0.0.1']).get(`http://a.lab:${port}/`)
    expect('status' in answer && answer.status).toBe(200)
  })

  test('show when the certificate ends', async (t) => {
    const { port } = await serveHttps(t, (_, response) => response.end())
    const { get } = connect(t)
    for (let count = 0; count < 2; count++) {
      const answer = await get(`https://secure.lab:${port}/`)
      expect('certificateEnds' in answer && answer.certificateEnds).toBe(validEnds)
    }
  })

  test('end with the signal', async (t) => {
    const controller = new AbortController()
    const { at } = await serveTcp(t, () => controller.abort(new Error('stopped')))
    const { connections } = connect(t)
    const request = { url: new URL(`http://${at}/`), method: 'GET', headers: {}, timeout: 60_000 } as const
    await expect(connections.request(request, controller.signal)).rejects.toThrow(/stopped/)
  })
})

describe('Why there is no answer', () => {
  test('each phase has its name', async (t) => {
    const silent = await serveTcp(t, () => {})
    const closing = await serveTcp(t, (socket) => socket.destroy())
    const expired = await serveHttps(t, (_, response) => response.end(), 'expired')
    const cases: [string, string][] = [
      [`http://127.0.0.1:${await closedPort()}/`, 'connect refused'],
      [`http://${silent.at}/`, 'first-byte timeout'],
      [`https://${silent.at}/`, 'tls timeout'],
      [`http://${closing.at}/`, 'first-byte closed'],
      [`https://${closing.at}/`, 'tls handshake'],
      [`https://${expired.at}/`, 'tls certificate'],
      ['http://10.0.0.1/', 'dns private'],
    ]
    for (const [url, expected] of cases) {
      const { get } = connect(t, [new URL(url).hostname])
      const answer = await get(url, 100)
      expect('phase' in answer && `${answer.phase} ${answer.kind}`, url).toBe(expected)
    }
  })
})

describe('Which proxy', () => {
  const env = { HTTP_PROXY: 'http://one.lab:3128', https_proxy: 'https://two.lab', HTTPS_PROXY: 'http://three.lab' }
  const cases: [string, boolean, string, number, string | undefined][] = [
    ['', false, 'a.lab', 80, 'one.lab:3128'],
    ['', true, 'a.lab', 443, 'two.lab:443'],
    ['a.lab', true, 'a.lab', 443, undefined],
    ['a.lab', true, 'A.lab.', 443, undefined],
    ['a.lab', true, 'b.a.lab', 443, undefined],
    ['a.lab', true, 'ba.lab', 443, 'two.lab:443'],
    ['.a.lab', true, 'b.a.lab', 443, undefined],
    ['*.a.lab', true, 'b.a.lab', 443, undefined],
    ['*.a.lab', true, 'a.lab', 443, 'two.lab:443'],
    ['a.lab:8443', true, 'a.lab', 8443, undefined],
    ['a.lab:8443', true, 'a.lab', 443, 'two.lab:443'],
    ['x, a.lab  b.lab', true, 'b.lab', 443, undefined],
    ['*', true, 'b.lab', 443, undefined],
    ['10.0.0.0/8', true, '10.1.2.3', 443, undefined],
    ['10.0.0.0/8', true, '11.1.2.3', 443, 'two.lab:443'],
    ['::1,[fd00::1]:443', true, '::1', 443, undefined],
    ['::1,[fd00::1]:443', true, 'fd00::1', 443, undefined],
    ['::1,[fd00::1]:443', true, 'fd00::1', 8443, 'two.lab:443'],
  ]
  for (const [exceptions, secure, host, port, expected] of cases) {
    test(`${secure ? 'https' : 'http'} to ${host}:${port}, but not \`${exceptions}\`: ${expected ?? 'none'}`, () => {
      const proxy = new Proxies({ ...env, NO_PROXY: exceptions }).of({ secure, host, port })
      expect(proxy && `${proxy.host}:${proxy.port}`).toBe(expected)
    })
  }

  test('none without variables', () => {
    expect(new Proxies({ HTTP_PROXY: '' }).of({ secure: false, host: 'a.lab', port: 80 })).toBe(undefined)
  })
})
