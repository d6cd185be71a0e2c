import { type Answer, decode, encode } from 'dns-packet'
import { assert, describe, expect, type TestContext, test } from 'vitest'
import { ask, lineOf, tell } from '../checks/probes/asking.ts'
import { type Meddle, serveDns } from '../network/dns/dns-server.ts'
import { closedPort } from '../network/servers.ts'

/** A server that answers with these records, whatever is asked. */
const answering =
  (answers: Answer[], flags = 0x180): Meddle =>
  (_, question) => {
    const { id = 0, questions = [] } = decode(question)
    return encode({ type: 'response', id, flags, questions, answers })
  }

async function valuesOf(t: TestContext, question: string, answers: Answer[], condition: string) {
  const { server } = await serveDns(t, {}, answering(answers))
  return ask(`{ dns: ${question}, resolvers: ["${server}"], expect: [${JSON.stringify(condition)}] }`)
}

const name = 'a.lab'

describe('Records, as zone files write them', () => {
  const cases: [question: string, answers: Answer[], expected: string[]][] = [
    ['A a.lab', [{ type: 'A', name, ttl: 60, data: '10.0.0.1' }], ['10.0.0.1']],
    ['AAAA a.lab', [{ type: 'AAAA', name, ttl: 60, data: 'fd00::1' }], ['fd00::1']],
    ['CNAME a.lab', [{ type: 'CNAME', name, ttl: 60, data: 'b.lab' }], ['b.lab']],
    ['MX a.lab', [{ type: 'MX', name, ttl: 60, data: { preference: 10, exchange: 'mail.lab' } }], ['10 mail.lab']],
    ['NS a.lab', [{ type: 'NS', name, ttl: 60, data: 'ns.lab' }], ['ns.lab']],
    ['TXT a.lab', [{ type: 'TXT', name, ttl: 60, data: ['v=spf1 ', '-all'] }], ['v=spf1 -all']],
    [
      'SRV a.lab',
      [{ type: 'SRV', name, ttl: 60, data: { priority: 1, weight: 2, port: 5060, target: 'sip.lab' } }],
      ['1 2 5060 sip.lab'],
    ],
    [
      'CAA a.lab',
      [{ type: 'CAA', name, ttl: 60, data: { flags: 0, tag: 'issue', value: 'ca.lab' } }],
      ['0 issue "ca.lab"'],
    ],
    [
      'SOA a.lab',
      [
        {
          type: 'SOA',
          name,
          ttl: 60,
          data: { mname: 'ns.lab', rname: 'root.lab', serial: 7, refresh: 1, retry: 2, expire: 3, minimum: 4 },
        },
      ],
      ['ns.lab root.lab 7 1 2 3 4'],
    ],
    [
      'A a.lab',
      [
        { type: 'CNAME', name: 'A.LAB', ttl: 60, data: 'b.lab' },
        { type: 'A', name: 'b.lab', ttl: 60, data: '10.0.0.2' },
        { type: 'A', name: 'c.lab', ttl: 60, data: '10.0.0.3' },
      ],
      ['10.0.0.2'],
    ],
  ]
  for (const [question, answers, expected] of cases) {
    test(`${question}: ${expected.join(', ')}`, async (t) => {
      const told = await valuesOf(t, question, answers, 'answers == []')
      expect(told.conditions[0]?.found).toStrictEqual(expected)
    })
  }
})

describe('What else conditions can name', () => {
  const answers: Answer[] = [
    { type: 'CNAME', name, ttl: 30, data: 'b.lab' },
    { type: 'A', name: 'b.lab', ttl: 300, data: '10.0.0.2' },
  ]
  for (const condition of [
    "rcode == 'NOERROR'",
    "aliases == ['b.lab']",
    'ttl == 30',
    '!authoritative',
    "resolver.startsWith('127.0.0.1:')",
    "duration < duration('1m')",
  ]) {
    test(condition, async (t) => expect((await valuesOf(t, 'A a.lab', answers, condition)).state).toBe('up'))
  }

  test('a record behind many that are of other names', async (t) => {
    const many: Answer[] = Array.from({ length: 25 }, (_, index) => ({
      type: 'A',
      name: `x${index}`,
      data: '10.0.0.9',
    }))
    const others = Array.from({ length: 12 }, () => many).flat()
    const told = await valuesOf(
      t,
      'A a.lab',
      [...others, { type: 'A', name, data: '10.0.0.2' }],
      "answers == ['10.0.0.2']",
    )
    expect(lineOf(told)).toBe('up')
  })

  test('a name that is retired may be gone', async (t) => {
    const { server } = await serveDns(t, {})
    expect(await tell(`{ dns: A gone.lab, resolvers: ["${server}"], expect: ["rcode == 'NXDOMAIN'"] }`)).toBe('up')
  })
})

describe('Whom it asks', () => {
  test('those of the environment', async (t) => {
    const { server, asked } = await serveDns(t, { 'a.lab': '10.0.0.1' })
    expect(await tell('{ dns: A a.lab. }', { environment: { resolvers: [server] } })).toBe('up')
    expect(asked).toStrictEqual(['A a.lab udp'])
  })

  test('those of the probe before them', async (t) => {
    const { server, asked } = await serveDns(t, { 'a.lab': '10.0.0.1' })
    const environment = { resolvers: [`127.0.0.1:${await closedPort()}`] }
    expect(await tell(`{ dns: A a.lab, resolvers: ["${server}"] }`, { environment })).toBe('up')
    expect(asked.length).toBe(1)
  })

  test('the next one where the first is dead, or knows nothing', async (t) => {
    const failing = await serveDns(t, { 'a.lab': 'SERVFAIL' })
    const refusing = await serveDns(t, { 'a.lab': 'REFUSED' })
    const { server } = await serveDns(t, { 'a.lab': '10.0.0.1' })
    const resolvers = [`127.0.0.1:${await closedPort()}`, failing.server, refusing.server, server]
    expect(await tell('{ dns: A a.lab }', { environment: { resolvers } })).toBe('up')
  })

  test('over TCP, where the answer does not fit', async (t) => {
    const truncate: Meddle = (bytes, _, transport) => {
      if (transport === 'udp') bytes.writeUInt16BE(bytes.readUInt16BE(2) | 0x200, 2)
      return bytes
    }
    const { server, asked } = await serveDns(t, { 'a.lab': '10.0.0.1' }, truncate)
    expect(await tell(`{ dns: A a.lab, resolvers: ["${server}"], expect: ["'10.0.0.1' in answers"] }`)).toBe('up')
    expect(asked).toStrictEqual(['A a.lab udp', 'A a.lab tcp'])
  })

  test('again, where a packet was lost', async (t) => {
    let packets = 0
    const { server } = await serveDns(t, { 'a.lab': '10.0.0.1' }, (bytes) => (packets++ < 2 ? undefined : bytes))
    expect(await tell(`{ dns: A a.lab, resolvers: ["${server}"], timeout: 2s }`)).toBe('up')
    expect(packets).toBe(3)
  })

  test('and hears who is late', async (t) => {
    const { server, asked } = await serveDns(t, { 'a.lab': '10.0.0.1' }, undefined, 400)
    expect(await tell(`{ dns: A a.lab, resolvers: ["${server}"], timeout: 2s }`)).toBe('up')
    assert.ok(asked.length >= 2, 'it was asked again meanwhile')
  })

  test('and names the answer where a condition does not hold', async (t) => {
    const { server } = await serveDns(t, { 'a.lab': 'SERVFAIL' })
    expect(await tell(`{ dns: A a.lab, resolvers: ["${server}"], expect: ["'10.0.0.1' in answers"] }`)).toBe(
      "down conditions dns/expect: `answers` is `[]`, expected `'10.0.0.1' in answers`; it says: SERVFAIL",
    )
  })

  test('nobody on the link, and no metadata', async () => {
    for (const server of ['169.254.169.254', '169.254.1.1:5353', '[fe80::1]:53', 'fe80::1']) {
      expect(await tell(`{ dns: A a.lab, resolvers: ["${server}"] }`)).toMatch(
        /^unknown dns\/forbidden-address: Not probed: /,
      )
    }
  })

  test('nobody outside of the networks of the environment', async (t) => {
    const { server } = await serveDns(t, { 'a.lab': '10.0.0.1' })
    const probe = `{ dns: A a.lab, resolvers: ["${server}"] }`
    expect(await tell(probe, { environment: { networks: ['127.0.0.0/8'] } })).toBe('up')
    expect(await tell(probe, { environment: { networks: ['10.0.0.0/8'] } })).toBe(
      'unknown dns/forbidden-address: Not probed: `127.0.0.1` is an address outside of 10.0.0.0/8',
    )
  })

  test('nobody, where nobody is known', async () => {
    expect(await tell('{ dns: A a.lab }')).toBe('unknown dns/prober: Not probed: this machine knows no DNS server')
  })
})
