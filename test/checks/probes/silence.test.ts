import { connect, type Socket } from 'node:net'
import { assert, describe, expect, type TestContext, test } from 'vitest'
import { serveDns } from '../../network/dns/dns-server.ts'
import { serveHttp, serveHttps, serveTcp } from '../../network/servers.ts'
import { countTurns, delay } from '../../turn-clock.ts'
import { type Setting, tell as tellBy } from './asking.ts'

const ticks = countTurns()
const tell = (probe: string, setting: Setting) => tellBy(probe, { ...setting, changes: { ticks, idle: ticks } })

/** A network in between that can be cut: nothing comes through then, and nobody is told. */
class Network {
  isOut = false
  readonly #carried: (() => void)[] = []

  cut(): void {
    this.isOut = true
  }

  /** What TCP sent meanwhile it sends again; of UDP it is lost. */
  mend(): void {
    this.isOut = false
    for (const deliver of this.#carried.splice(0)) deliver()
  }

  carry(deliver: () => void): void {
    if (this.isOut) this.#carried.push(deliver)
    else deliver()
  }
}

/** A port that leads to another one by way of a network. */
async function through(t: TestContext, network: Network, port: number): Promise<string> {
  const { at } = await serveTcp(t, (socket) => {
    const upstream = connect(port, '127.0.0.1').on('error', () => {})
    t.onTestFinished(async () => {
      await upstream.destroy()
    })
    const join = (from: Socket, to: Socket) => {
      from.on('data', (bytes) => network.carry(() => to.destroyed || to.write(bytes)))
      from.on('end', () => network.carry(() => to.end()))
    }
    join(socket, upstream)
    join(upstream, socket)
  })
  return at
}

/** A DNS server by way of a network; asked at the first silence where no canary is named. */
async function resolver(t: TestContext, network: Network, zone: Record<string, string> = {}) {
  return serveDns(t, { '.': 'NXDOMAIN', 'a.lab': '127.0.0.1', ...zone }, (bytes) => (network.isOut ? undefined : bytes))
}

const fails = 'The network here fails, no DNS server answers: '

type Phase = 'tls' | 'first-byte' | 'body'

/** A service that waits in a phase until it is let go; `reached` when it has come there. */
async function waitingIn(t: TestContext, phase: Phase) {
  const reached = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  if (phase === 'tls') {
    const { at } = await serveTcp(t, (socket) => void socket.once('data', () => reached.resolve()))
    return { target: `https://${at}/`, reached: reached.promise, released }
  }
  const { at } = await serveHttp(t, async (_, response) => {
    if (phase === 'body') response.writeHead(200, { 'content-length': '5' }).write('he')
    reached.resolve()
    await released.promise
    response.end(phase === 'body' ? 'llo' : 'hello')
  })
  t.onTestFinished(() => released.resolve())
  return { target: `http://${at}/`, reached: reached.promise, released }
}

describe('Silence that ends in mid-probe', () => {
  test('of a resolver for three of five parts of the time is no word about the service', async (t) => {
    const network = new Network()
    network.cut()
    const { server, asked } = await resolver(t, network)
    const told = tell('{ http: "http://a.lab:1/", timeout: 2s }', { environment: { resolvers: [server] } })
    while (!asked.some((question) => question.startsWith('NS'))) await delay(5)
    await delay(1200)
    network.mend()
    // Should a question still come through, the answer counts: nobody listens on that port.
    expect(await told).toMatch(/^unknown dns http\/\w+: The network here fails|^down connect http\/refused/)
  })

  for (const phase of ['tls', 'first-byte', 'body'] as const) {
    test(`in the phase ${phase}, while the network was out, is no word about the service`, async (t) => {
      const network = new Network()
      const { server, asked } = await resolver(t, network)
      const { target, reached } = await waitingIn(t, phase)
      const told = tell(`{ http: "${target}", timeout: 4s }`, { environment: { resolvers: [server] } })
      await reached
      network.cut()
      while (!asked.some((question) => question.startsWith('NS'))) await delay(5)
      // The canary is given up after a second; the rest of the time all is well again.
      await delay(1500)
      network.mend()
      expect(await told).toMatch(new RegExp(`^unknown ${phase} http/timeout: ${fails}no `))
    })

    test(`in the phase ${phase}, while the network was well, is the service’s own`, async (t) => {
      const { server, asked } = await resolver(t, new Network())
      const { target } = await waitingIn(t, phase)
      const told = await tell(`{ http: "${target}", timeout: 600ms }`, { environment: { resolvers: [server] } })
      expect(told).toMatch(new RegExp(`^down ${phase} http/timeout: No `))
      assert.ok(asked.length > 0, 'the canary was asked')
    })
  }

  test('after a part of a text, is no word about what is missing', async (t) => {
    const network = new Network()
    const { server } = await resolver(t, network)
    const greeted = Promise.withResolvers<void>()
    const { at } = await serveTcp(t, (socket) => void socket.write('220', () => greeted.resolve()))
    const probe = `{ tcp: "${at}", expect: ["received == '220 ready'"], timeout: 1s }`
    const told = tell(probe, { environment: { resolvers: [server] } })
    await greeted.promise
    network.cut()
    expect(await told).toMatch(
      /^unknown body tcp\/timeout: The network here fails, no DNS server answers: `received` is 220/,
    )
    network.mend()
    expect(await tell(probe, { environment: { resolvers: [server] } })).toMatch(
      /^down conditions tcp\/expect: `received` is 220/,
    )
  })

  test('but for an answer in the end, which is believed', async (t) => {
    const network = new Network()
    const { server, asked } = await resolver(t, network)
    const { port } = await serveHttp(t, (_, response) => response.writeHead(500).end())
    const at = await through(t, network, port)
    network.cut()
    const told = tell(`{ http: "http://${at}/", timeout: 5s }`, { environment: { resolvers: [server] } })
    while (!asked.some((question) => question.startsWith('NS'))) await delay(5)
    network.mend()
    expect(await told).toBe('down conditions http/unfit-answer: `status` is 500, expected below 400')
  })

  test('is no slowness of the service', async (t) => {
    const network = new Network()
    const { server } = await resolver(t, network)
    const { port } = await serveHttp(t, (_, response) => response.end())
    const at = await through(t, network, port)
    const probe = `{ http: "http://${at}/", timeout: 8s, degraded: ["duration > duration('1s')"] }`
    network.cut()
    const told = tell(probe, { environment: { resolvers: [server] } })
    await delay(3000)
    network.mend()
    expect(await told).toMatch(/^unknown conditions http\/degraded: The network here fails, .*`duration` is /)
  })

  test('over TLS, with an answer in the end, is up', async (t) => {
    const network = new Network()
    const { server } = await resolver(t, network)
    const { port } = await serveHttps(t, (_, response) => response.end('fine'))
    const at = await through(t, network, port)
    network.cut()
    const told = tell(`{ http: "https://secure.lab/", timeout: 8s, connect: "${at}" }`, {
      environment: { resolvers: [server] },
    })
    await delay(600)
    network.mend()
    expect(await told).toBe('up')
  })
})

test('Of thirty services behind a network that is out and in again, none that is up is down', async (t) => {
  const network = new Network()
  const { server } = await resolver(t, network)
  const { port } = await serveHttp(t, (_, response) => response.end('fine'))
  const at = await through(t, network, port)
  const flapping = new AbortController()
  const flap = (async () => {
    while (!flapping.signal.aborted) {
      network.cut()
      await delay(1800)
      network.mend()
      await delay(600)
    }
  })()
  const told = await Promise.all(
    Array.from({ length: 30 }, async (_, index) => {
      await delay(index * 90)
      return tell(`{ http: "http://${at}/", timeout: 1500ms }`, { environment: { resolvers: [server] } })
    }),
  )
  flapping.abort()
  await flap
  expect(told.filter((one) => one.startsWith('down'))).toStrictEqual([])
  assert.ok(told.includes('up'))
  assert.ok(told.some((one) => one.startsWith('unknown')))
})
