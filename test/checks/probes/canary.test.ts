import { describe, expect, test } from 'vitest'
import { Canary } from '../../../checks/probes/environment/canary.ts'
import { parseRange } from '../../../src/network/address-range.ts'
import { serveDns } from '../../network/dns/dns-server.ts'
import { closedPort, serveTcp } from '../../network/servers.ts'
import { tell } from './asking.ts'

const system = (servers: string[] = [], hosts: Record<string, string[]> = {}) => ({
  servers,
  hosts: new Map(Object.entries(hosts)),
  search: [],
})

async function serveCounted(t: Parameters<typeof serveTcp>[0]) {
  let count = 0
  const { at } = await serveTcp(t, () => void count++)
  return { at, connections: () => count }
}

function canaryWith(options: Partial<ConstructorParameters<typeof Canary>[0]>) {
  return new Canary({ dns: system(), ticks: () => 0, connect: new Map(), ...options })
}

const silence = 'The network here fails, no DNS server answers'
const named = (target: string) => `The network here fails, canary \`${target}\` does not answer`

describe('Without a canary of its own, an environment has its DNS servers', () => {
  const answers: [what: string, reply: string | undefined, trouble: string | undefined][] = [
    ['one that answers', 'NXDOMAIN', undefined],
    ['one that refuses, but speaks', 'REFUSED', undefined],
    ['one that is cut off itself', 'SERVFAIL', silence],
    ['one that says nothing', undefined, silence],
  ]
  for (const [what, reply, trouble] of answers) {
    test(what, async (t) => {
      const { server } = await serveDns(
        t,
        reply === undefined ? {} : { '.': reply },
        reply === undefined ? () => undefined : undefined,
      )
      expect(await canaryWith({ dns: system([server]) }).trouble()).toBe(trouble)
    })
  }

  test('of several, one is enough', async (t) => {
    const { server } = await serveDns(t, {})
    const servers = [`127.0.0.1:${await closedPort()}`, server]
    expect(await canaryWith({ dns: system(servers) }).trouble()).toBe(undefined)
  })

  test('of none, nothing can be said', async () => {
    expect(await canaryWith({}).trouble()).toBe(undefined)
  })
})

describe('A canary', () => {
  test('may be a name', async (t) => {
    const { server } = await serveDns(t, { 'canary.lab': '127.0.0.1' })
    const dns = system([server])
    expect(await canaryWith({ dns, target: 'canary.lab' }).trouble()).toBe(undefined)
    expect(await canaryWith({ dns, target: 'other.lab' }).trouble()).toBe(named('other.lab'))
  })

  test('may be a port, which need not take the connection', async (t) => {
    const { at } = await serveTcp(t, () => {})
    expect(await canaryWith({ target: at }).trouble()).toBe(undefined)
    expect(await canaryWith({ target: `127.0.0.1:${await closedPort()}` }).trouble()).toBe(undefined)
    expect(await canaryWith({ target: 'gone.lab:80' }).trouble()).toBe(named('gone.lab:80'))
  })

  test('is asked where the environment says', async (t) => {
    const { at } = await serveTcp(t, () => {})
    expect(await canaryWith({ target: 'Canary.lab:443', connect: new Map([['canary.lab:443', at]]) }).trouble()).toBe(
      undefined,
    )
  })

  test('is no metadata of a cloud, and nothing outside of the networks of its environment', async (t) => {
    const { at, connections } = await serveCounted(t)
    const networks = [parseRange('10.0.0.0/8')].filter((range) => range !== undefined)
    expect(await canaryWith({ target: at, networks }).trouble()).toBe(named(at))
    expect(connections()).toBe(0)
    expect(await canaryWith({ target: '169.254.169.254:80' }).trouble()).toBe(named('169.254.169.254:80'))
  })

  test('is asked once for all that fail at one time', async (t) => {
    const { server, asked } = await serveDns(t, {})
    let now = 0
    const canary = canaryWith({ dns: system([server]), ticks: () => now })
    await Promise.all(Array.from({ length: 50 }, () => canary.trouble()))
    expect(asked.length).toBe(1)
    now = 2000
    await canary.trouble()
    expect(asked.length).toBe(2)
  })
})

describe('A fault of the machine’s own is no outage', () => {
  test('where the canary is silent too', async (t) => {
    const { server } = await serveDns(t, {}, () => undefined)
    const environment = { resolvers: [server], canary: 'canary.lab' }
    expect(await tell('{ http: "http://a.lab/", timeout: 500ms }', { environment })).toMatch(
      /^unknown dns http\/\w+: The network here fails, canary `canary\.lab` does not answer: /,
    )
  })

  test('where it answers, the service is down', async (t) => {
    const { server } = await serveDns(t, { 'canary.lab': '127.0.0.1', 'a.lab': 'SERVFAIL' })
    const environment = { resolvers: [server], canary: 'canary.lab' }
    expect(await tell('{ http: "http://a.lab/" }', { environment })).toMatch(
      /^down dns http\/lookup: DNS lookup of `a\.lab` failed: SERVFAIL/,
    )
  })

  test('nor is a certificate authority that is no file', async (t) => {
    const { at } = await serveTcp(t, () => {})
    expect(await tell(`{ tls: "${at}" }`, { environment: { certificateAuthority: '/dev/zero' } })).toBe(
      'unknown tls tls/prober: Not probed: the certificate authority `/dev/zero` is no PEM file',
    )
  })

  test('nor is a certificate authority that cannot be read', async (t) => {
    const { at } = await serveTcp(t, () => {})
    const environment = { certificateAuthority: '/nowhere/ca.pem' }
    expect(await tell(`{ tls: "${at}" }`, { environment })).toBe(
      'unknown tls tls/prober: Not probed: the certificate authority `/nowhere/ca.pem` cannot be read (ENOENT)',
    )
  })
})
