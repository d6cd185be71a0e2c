import { randomBytes } from 'node:crypto'
import { assert, describe, expect, type TestContext, test } from 'vitest'
import { CachingResolver, DnsResolver, type Resolution } from '../../../src/network/dns/resolver.ts'
import { parseDots, parseHosts, parseSearch } from '../../../src/network/dns/system-dns.ts'
import { closedPort } from '../servers.ts'
import { type Meddle, serveDns, type Zone } from './dns-server.ts'

const { signal } = new AbortController()
/** Milliseconds: long enough for a busy machine, since what answers nonsense is waited for to the end. */
const timeout = 500

const addresses = (...found: string[]): Resolution => ({ kind: 'addresses', addresses: found })

async function resolve(t: TestContext, zone: Zone, name: string, meddle?: Meddle): Promise<Resolution> {
  const { server } = await serveDns(t, zone, meddle)
  return new DnsResolver({ servers: [server], hosts: new Map(), search: [], timeout, rounds: 1 }).resolve(name, signal)
}

describe('What DNS says of a name', () => {
  const circle = { 'a.lab': '->b.lab', 'b.lab': '->a.lab' }
  const cases: [string, Zone, string, Resolution][] = [
    ['an address', { 'a.lab': '10.0.0.1' }, 'a.lab', addresses('10.0.0.1')],
    ['capitals and a dot at the end', { 'a.lab': '10.0.0.1' }, 'A.Lab.', addresses('10.0.0.1')],
    ['both families, IPv4 first', { 'a.lab': ['fd00::1', '10.0.0.1'] }, 'a.lab', addresses('10.0.0.1', 'fd00::1')],
    ['IPv6 alone', { 'a.lab': 'fd00::1' }, 'a.lab', addresses('fd00::1')],
    ['an alias', { 'a.lab': '->b.lab', 'b.lab': '10.0.0.2' }, 'a.lab', addresses('10.0.0.2')],
    ['an alias of nothing', { 'a.lab': '->b.lab' }, 'a.lab', { kind: 'no-such-name' }],
    ['aliases in a circle', circle, 'a.lab', { kind: 'failure', reason: 'aliases in a circle' }],
    ['no such name', {}, 'a.lab', { kind: 'no-such-name' }],
    ['a name without an address', { 'a.lab': 'TXT' }, 'a.lab', { kind: 'no-address' }],
    ['a server that fails', { 'a.lab': 'SERVFAIL' }, 'a.lab', { kind: 'failure', reason: 'SERVFAIL' }],
    ['a server that refuses', { 'a.lab': 'REFUSED' }, 'a.lab', { kind: 'failure', reason: 'REFUSED' }],
    ['an address of IPv4', {}, '10.0.0.9', addresses('10.0.0.9')],
    ['an address of IPv6 in brackets', {}, '[fd00::9]', addresses('fd00::9')],
    ['localhost', {}, 'localhost', addresses('127.0.0.1', '::1')],
    ['a label that is too long', {}, `${'a'.repeat(64)}.lab`, { kind: 'no-such-name' }],
  ]
  for (const [title, zone, name, expected] of cases) {
    test(title, async (t) => expect(await resolve(t, zone, name)).toStrictEqual(expected))
  }

  test('an answer that does not fit is asked for over TCP', async (t) => {
    const truncate: Meddle = (bytes, _, transport) => {
      if (transport === 'udp') bytes.writeUInt16BE(bytes.readUInt16BE(2) | 0x200, 2)
      return bytes
    }
    expect(await resolve(t, { 'a.lab': '10.0.0.1' }, 'a.lab', truncate)).toStrictEqual(addresses('10.0.0.1'))
  })
})

describe('A DNS server that cannot be relied on', () => {
  const zone = { 'a.lab': '10.0.0.1' }
  const other = Buffer.from([0, 1, 1, 0x62, 3, 0x6c, 0x61, 0x62, 0])
  const cases: [string, Meddle, string][] = [
    ['says nothing', () => undefined, 'no answer'],
    ['sends noise', () => randomBytes(300), 'nonsense'],
    ['sends nothing in a packet', () => Buffer.alloc(0), 'nonsense'],
    ['sends 60 KB of zeros', () => Buffer.alloc(60_000), 'nonsense'],
    ['sends the question back', (_, question) => question, 'nonsense'],
    [
      'answers with another id',
      (bytes) => Buffer.concat([Buffer.from([bytes[0] ?? 0, (bytes[1] ?? 0) ^ 1]), bytes.subarray(2)]),
      'nonsense',
    ],
    [
      'answers another question',
      (bytes) => Buffer.concat([bytes.subarray(0, 12), Buffer.from([1, 0x62]), other]),
      'nonsense',
    ],
    ['breaks off', (bytes) => bytes.subarray(0, 20), 'nonsense'],
    [
      'is cut off over TCP',
      (bytes, _, by) => {
        if (by === 'tcp') return Buffer.alloc(3)
        bytes.writeUInt16BE(bytes.readUInt16BE(2) | 0x200, 2)
        return bytes
      },
      'an answer that does not fit into a packet, and none over TCP',
    ],
  ]
  for (const [title, meddle, reason] of cases) {
    test(title, async (t) => expect(await resolve(t, zone, 'a.lab', meddle)).toStrictEqual({ kind: 'failure', reason }))
  }

  test('an answer that is forged does not keep the true one out', async (t) => {
    const { createSocket } = await import('node:dgram')
    const { decode, encode } = await import('dns-packet')
    const udp = createSocket('udp4', (bytes, from) => {
      const { id = 0, questions = [] } = decode(bytes)
      const name = 'a.lab'
      const reply = (answered: number, data: string) =>
        encode({
          type: 'response',
          id: answered,
          questions,
          answers: questions[0]?.type === 'A' ? [{ type: 'A', name, data }] : [],
        })
      udp.send(reply(id ^ 1, '6.6.6.6'), from.port, from.address)
      udp.send(reply(id, '10.0.0.1'), from.port, from.address)
    })
    await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve))
    t.onTestFinished(async () => {
      await udp.close()
    })
    const servers = [`127.0.0.1:${udp.address().port}`]
    const resolver = new DnsResolver({ servers, hosts: new Map(), search: [], timeout, rounds: 1 })
    expect(await resolver.resolve('a.lab', signal)).toStrictEqual(addresses('10.0.0.1'))
  })

  test('the next server is asked when one is silent, out of reach, or fails', async (t) => {
    const silent = await serveDns(t, {}, () => undefined)
    const failing = await serveDns(t, { 'a.lab': 'SERVFAIL' })
    const sound = await serveDns(t, { 'a.lab': '10.0.0.1' })
    const servers = [`127.0.0.1:${await closedPort()}`, silent.server, failing.server, sound.server]
    const resolver = new DnsResolver({ servers, hosts: new Map(), search: [], timeout })
    expect(await resolver.resolve('a.lab', signal)).toStrictEqual(addresses('10.0.0.1'))
  })

  test('a lost packet is sent again', async (t) => {
    let count = 0
    const { server } = await serveDns(t, { 'a.lab': '10.0.0.1' }, (bytes) => (++count <= 2 ? undefined : bytes))
    const resolver = new DnsResolver({ servers: [server], hosts: new Map(), search: [], timeout })
    expect(await resolver.resolve('a.lab', signal)).toStrictEqual(addresses('10.0.0.1'))
  })

  test('no server at all', async () => {
    const resolver = new DnsResolver({ servers: [], hosts: new Map(), search: [], timeout })
    expect(await resolver.resolve('a.lab', signal)).toStrictEqual({ kind: 'failure', reason: 'no server to ask' })
  })

  test('aborted, it throws at once', async (t) => {
    const { server } = await serveDns(t, {}, () => undefined)
    const controller = new AbortController()
    const resolver = new DnsResolver({ servers: [server], hosts: new Map(), search: [], timeout: 60_000 })
    const pending = resolver.resolve('a.lab', controller.signal)
    controller.abort(new Error('enough'))
    await expect(pending).rejects.toThrow(/enough/)
  })
})

describe('What the machine knows by itself', () => {
  test('the hosts file comes before DNS', async (t) => {
    const { server, asked } = await serveDns(t, { 'a.lab': '10.0.0.1' })
    const hosts = parseHosts('# none\n127.0.0.7\tA.lab alias # 1.1.1.1 b.lab\nfd00::7 a.lab\nno-address b.lab\n')
    const resolver = new DnsResolver({ servers: [server], hosts, search: [], timeout })
    expect(await resolver.resolve('a.lab', signal)).toStrictEqual(addresses('127.0.0.7', 'fd00::7'))
    expect(await resolver.resolve('alias', signal)).toStrictEqual(addresses('127.0.0.7'))
    expect(asked).toStrictEqual([])
    expect(await resolver.resolve('b.lab', signal)).toStrictEqual({ kind: 'no-such-name' })
  })

  test('search domains are for names without a dot', async (t) => {
    const { server } = await serveDns(t, { 'wiki.corp.lab': '10.0.0.1', 'wiki.lab.corp.lab': '10.0.0.2' })
    const search = parseSearch('nameserver 10.0.0.1\nsearch old.lab\nsearch none.lab corp.lab.\n')
    const resolver = new DnsResolver({ servers: [server], hosts: new Map(), search, timeout })
    expect(await resolver.resolve('wiki', signal)).toStrictEqual(addresses('10.0.0.1'))
    expect(await resolver.resolve('wiki.lab', signal)).toStrictEqual({ kind: 'no-such-name' })
    expect(await resolver.resolve('wiki.', signal)).toStrictEqual({ kind: 'no-such-name' })
  })

  test('and for names with a few dots where the system says so', async (t) => {
    const { server } = await serveDns(t, { 'erp.prod.svc.cluster.lab': '10.0.0.1', 'a.b.lab': '10.0.0.2' })
    const settings = 'search prod.svc.cluster.lab svc.cluster.lab\noptions timeout:1 ndots:3 rotate\n'
    const [search, ndots] = [parseSearch(settings), parseDots(settings)]
    expect(ndots).toBe(3)
    const resolver = new DnsResolver({ servers: [server], hosts: new Map(), search, ndots, timeout })
    expect(await resolver.resolve('erp.prod', signal)).toStrictEqual(addresses('10.0.0.1'))
    expect(await resolver.resolve('a.b.lab', signal)).toStrictEqual(addresses('10.0.0.2'))
    expect(await resolver.resolve('a.b.c.lab', signal)).toStrictEqual({ kind: 'no-such-name' })
    for (const odd of ['', 'options ndots:x', '# options ndots:5', 'options xndots:5']) expect(parseDots(odd)).toBe(1)
    expect(parseDots('options ndots:99')).toBe(15)
  })

  test('a domain that cannot be looked at leaves open whether there is such a name', async (t) => {
    const { server } = await serveDns(t, {
      'erp.old.lab': 'SERVFAIL',
      'crm.old.lab': 'SERVFAIL',
      'crm.corp.lab': '10.0.0.1',
    })
    const search = ['old.lab', 'corp.lab']
    const resolver = new DnsResolver({ servers: [server], hosts: new Map(), search, timeout })
    expect(await resolver.resolve('erp', signal)).toStrictEqual({ kind: 'failure', reason: 'SERVFAIL' })
    expect(await resolver.resolve('crm', signal)).toStrictEqual(addresses('10.0.0.1'))
    expect(await resolver.resolve('wiki', signal)).toStrictEqual({ kind: 'no-such-name' })
  })

  test('a name in other letters is looked up as DNS has it', async (t) => {
    const { server, asked } = await serveDns(t, { 'xn--bcher-kva.lab': '10.0.0.1' })
    const resolver = new DnsResolver({ servers: [server], hosts: new Map(), search: [], timeout })
    expect(await resolver.resolve('Bücher.lab', signal)).toStrictEqual(addresses('10.0.0.1'))
    assert.ok(
      asked.every((one) => one.includes(' xn--bcher-kva.lab ')),
      asked.join(),
    )
  })
})

describe('Names that are looked up once', () => {
  const failure: Resolution = { kind: 'failure', reason: 'SERVFAIL' }

  test('what is known is not asked again; what failed is', async () => {
    const asked: string[] = []
    const script: Record<string, Resolution[]> = {
      'a.lab': [addresses('10.0.0.1')],
      'b.lab': [failure, addresses('10.0.0.2')],
    }
    const inner = {
      resolve: async (host: string) => {
        asked.push(host)
        return script[host]?.shift() ?? failure
      },
    }
    const resolver = new CachingResolver(inner)
    await Promise.all(['a.lab', 'A.lab', 'b.lab'].map((name) => resolver.resolve(name, signal)))
    expect(await resolver.resolve('b.lab', signal)).toStrictEqual(addresses('10.0.0.2'))
    expect(asked).toStrictEqual(['a.lab', 'b.lab', 'b.lab'])
  })

  test('servers that never answered are given up', async () => {
    let asked = 0
    const inner = {
      resolve: async () => {
        asked++
        return failure
      },
    }
    const resolver = new CachingResolver(inner)
    for (let count = 0; count < 20; count++) await resolver.resolve(`${count}.lab`, signal)
    expect(asked).toBe(10)
    expect(resolver.isOutOfReach).toBe(true)
  })
})
