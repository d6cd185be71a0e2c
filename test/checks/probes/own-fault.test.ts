import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { serveDns } from '../../network/dns/dns-server.ts'
import { serveHttp } from '../../network/servers.ts'
import { countTurns } from '../../turn-clock.ts'
import { type Setting, tell as tellBy } from './asking.ts'

const ticks = countTurns()
const tell = (probe: string, setting: Setting = {}) =>
  tellBy(probe, { ...setting, changes: { ticks, idle: ticks, ...setting.changes } })

describe('Out of sockets', () => {
  test('nothing is down, and the reason says why', { skip: process.platform === 'win32' }, async (t) => {
    const { at, port } = await serveHttp(t, (_, response) => response.end('fine'))
    const { server } = await serveDns(t, { 'a.lab': '127.0.0.1' })
    const probes = [
      `{ http: "http://${at}/" }`,
      `{ http: "http://a.lab:${port}/" }`,
      '{ dns: A a.lab }',
      '{ ping: 127.0.0.1 }',
    ]
    const script = fileURLToPath(import.meta.resolve('./fixtures/out-of-sockets.ts'))
    const command = 'ulimit -n 256 && exec "$0" "$@"'
    const given = ['-c', command, process.execPath, script, server, ...probes]
    const { stdout } = await promisify(execFile)('/bin/sh', given, { timeout: 600_000 })
    const why = 'Not probed: this process has too many open files (EMFILE)'
    expect(JSON.parse(stdout)).toStrictEqual([
      `unknown connect http/prober: ${why}`,
      `unknown dns http/prober: ${why}`,
      `unknown dns dns/prober: ${why}`,
      `unknown first-byte ping/prober: ${why}`,
    ])
  })
})

describe('A process that is busy all the time', () => {
  const silent = '{ http: "http://AT/", timeout: 200ms }'

  test('cannot tell whether an answer came in time', async (t) => {
    const { at } = await serveHttp(t, () => {})
    expect(await tell(silent.replace('AT', at), { changes: { idle: () => 0 } })).toBe(
      'unknown first-byte http/timeout: This machine was too busy to listen: no first byte within 200 ms',
    )
  })

  test('can, where it had a little time to listen', async (t) => {
    const { at } = await serveHttp(t, () => {})
    const idle = () => ticks() / 4
    expect(await tell(silent.replace('AT', at), { changes: { idle } })).toMatch(/^down first-byte http\/timeout: No /)
  })

  test('believes an answer that it has', async (t) => {
    const { at } = await serveHttp(t, (_, response) => response.end('fine'))
    expect(await tell(silent.replace('AT', at), { changes: { idle: () => 0 } })).toBe('up')
  })
})

describe('A process that stood still, as on a laptop that sleeps', () => {
  /** Clocks that leap by a minute whenever the service is asked; `asleep` is that of the day alone, as of a machine. */
  function leaping(isAsleep: boolean) {
    let leap = 0
    const leapt = () => ticks() + (isAsleep ? 0 : leap)
    return { changes: { ticks: leapt, idle: leapt, now: () => ticks() + leap }, stop: () => (leap += 60_000) }
  }

  for (const [what, isAsleep] of [
    ['a process', false],
    ['a machine', true],
  ] as const) {
    test(`asks again what it has missed: ${what}`, async (t) => {
      const { changes, stop } = leaping(isAsleep)
      let count = 0
      const { at } = await serveHttp(t, (_, response) => {
        if (++count === 1) stop()
        else response.end('fine')
      })
      expect(await tell(`{ http: "http://${at}/", timeout: 1s }`, { changes })).toBe('up')
      expect(count).toBe(2)
    })

    test(`and knows nothing when that happens again: ${what}`, async (t) => {
      const { changes, stop } = leaping(isAsleep)
      const { at } = await serveHttp(t, stop)
      expect(await tell(`{ http: "http://${at}/", timeout: 300ms }`, { changes })).toBe(
        'unknown first-byte http/timeout: This machine stood still (suspended, or asleep): no first byte within 300 ms',
      )
    })
  }

  test('believes what was answered', async (t) => {
    const { changes, stop } = leaping(false)
    const { at } = await serveHttp(t, (_, response) => {
      stop()
      response.writeHead(500).end()
    })
    expect(await tell(`{ http: "http://${at}/" }`, { changes })).toMatch(/^down conditions http\/unfit-answer/)
  })

  test('does not take its own pause for slowness', async (t) => {
    const { changes, stop } = leaping(false)
    let count = 0
    const { at } = await serveHttp(t, (_, response) => {
      if (++count === 1) stop()
      response.end()
    })
    expect(await tell(`{ http: "http://${at}/", degraded: ["duration > duration('10s')"] }`, { changes })).toBe('up')
    expect(count).toBe(2)
  })
})

describe('SERVFAIL', () => {
  const cutOff = /^unknown dns \w+\/lookup: The network here fails, no DNS server answers: /
  const root = { '.': 'SERVFAIL', 'a.lab': 'SERVFAIL' }

  test('of a resolver that says it to everything is no word about the name', async (t) => {
    const { server } = await serveDns(t, root)
    const environment = { resolvers: [server] }
    for (const probe of [
      '{ dns: A a.lab }',
      `{ dns: A a.lab, expect: ["rcode == 'NXDOMAIN'"] }`,
      '{ http: "http://a.lab/" }',
    ])
      expect((await tell(probe, { environment })).replace('conditions', 'dns')).toMatch(cutOff)
  })

  test('of a resolver that knows other names is the fault of this one', async (t) => {
    const { server } = await serveDns(t, { 'a.lab': 'SERVFAIL' })
    const told = await tell('{ dns: A a.lab }', { environment: { resolvers: [server] } })
    expect(told).toMatch(/^down conditions dns\/unfit-answer: /)
  })

  test('of a resolver that the probe is about is its own fault', async (t) => {
    const { server } = await serveDns(t, root)
    expect(await tell(`{ dns: A a.lab, resolvers: ["${server}"] }`)).toMatch(/^down conditions dns\/unfit-answer: /)
  })

  test('may be what is expected', async (t) => {
    const { server } = await serveDns(t, root)
    const environment = { resolvers: [server] }
    expect(await tell(`{ dns: A a.lab, expect: ["rcode == 'SERVFAIL'"] }`, { environment })).toBe('up')
  })

  test('of one resolver is told though the other one is dead', async (t) => {
    const [knows, dead] = [await serveDns(t, root), await serveDns(t, {}, () => undefined)]
    for (const resolvers of [
      [knows.server, dead.server],
      [dead.server, knows.server],
    ]) {
      const told = await tell(`{ dns: A a.lab, timeout: 2s, resolvers: ${JSON.stringify(resolvers)} }`)
      expect(told).toBe('down conditions dns/unfit-answer: DNS says SERVFAIL')
    }
  })
})

describe('A condition that takes too long', () => {
  const list = JSON.stringify(Array.from({ length: 5000 }, (_, index) => index))
  const slow = 'json.all(x, json.all(y, json.all(z, x + y + z >= 0.0)))'

  test('says nothing of the service', async (t) => {
    const { at } = await serveHttp(t, (_, response) => response.end(list))
    expect(await tell(`{ http: "http://${at}/", expect: ["status == 200", "${slow}"] }`)).toBe(
      `unknown body http/condition: Cannot judge \`${slow}\`: it takes too long for this answer`,
    )
  })

  test('does not hide another one that fails', async (t) => {
    const { at } = await serveHttp(t, (_, response) => response.end(list))
    expect(await tell(`{ http: "http://${at}/", expect: ["${slow}", "status == 201"] }`)).toMatch(
      /^down conditions http\/expect/,
    )
  })
})
