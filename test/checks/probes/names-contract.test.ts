import { randomBytes } from 'node:crypto'
import type { TestContext } from 'vitest'
import { type Meddle, serveDns, type Zone } from '../../network/dns/dns-server.ts'
import { type Case, hold } from './contract.ts'

const dns = (probe: (server: string) => string, zone: Zone, meddle?: Meddle) => {
  return async (t: TestContext) => {
    const { server } = await serveDns(t, zone, meddle)
    return { probe: probe(server), setting: { environment: { resolvers: [server] } } }
  }
}

const named = () => '{ http: "http://a.lab/", timeout: 2s }'
const asked = (text: string) => () => `{ dns: ${text}, timeout: 2s }`

/** Mute for a name, well for all others: the resolver lives. */
const muteFor =
  (name: string): Meddle =>
  (bytes, question) =>
    question.includes(Buffer.from(name)) ? undefined : bytes

const otherId: Meddle = (bytes) => Buffer.concat([Buffer.from([bytes[0] ?? 0, (bytes[1] ?? 0) ^ 1]), bytes.subarray(2)])

const cases: Case[] = [
  {
    fault: 'NXDOMAIN (http)',
    meet: dns(named, {}),
    told: 'down dns http/no-such-name: `a.lab` does not exist in DNS',
  },
  {
    fault: 'NXDOMAIN (dns)',
    meet: dns(asked('A a.lab'), {}),
    told: 'down conditions dns/unfit-answer: DNS says NXDOMAIN',
  },
  {
    fault: 'a name without an address (http)',
    meet: dns(named, { 'a.lab': 'TXT' }),
    told: 'down dns http/no-address: `a.lab` has no address in DNS',
  },
  {
    fault: 'a name without a record of the type (dns)',
    meet: dns(asked('MX a.lab'), { 'a.lab': '127.0.0.1' }),
    told: 'down conditions dns/unfit-answer: DNS has no MX record of this name',
  },
  {
    fault: 'SERVFAIL for the name alone (http)',
    meet: dns(named, { 'a.lab': 'SERVFAIL' }),
    told: 'down dns http/lookup: DNS lookup of `a.lab` failed: SERVFAIL',
  },
  {
    fault: 'SERVFAIL (dns)',
    meet: dns(asked('A a.lab'), { 'a.lab': 'SERVFAIL' }),
    told: 'down conditions dns/unfit-answer: DNS says SERVFAIL',
  },
  {
    fault: 'no answer for the name alone (http)',
    meet: dns(named, {}, muteFor('a\x03lab')),
    told: 'down dns http/lookup: DNS lookup of `a.lab` failed: no answer',
  },
  {
    fault: 'no answer for the name alone (dns)',
    meet: dns(asked('A a.lab'), {}, muteFor('a\x03lab')),
    told: 'down dns dns/timeout: DNS gives no answer',
  },
  {
    fault: 'a resolver that lies about the question (http)',
    meet: dns(named, { 'a.lab': '127.0.0.1' }, otherId),
    told: 'unknown dns http/lookup: The network here fails, no DNS server answers: DNS lookup of `a.lab` failed: nonsense',
  },
  {
    fault: 'noise in place of DNS (dns)',
    meet: dns(asked('A a.lab'), {}, () => randomBytes(200)),
    told: 'unknown dns dns/malformed: The network here fails, no DNS server answers: DNS gives no answer that can be used: nonsense',
  },
  {
    fault: 'a resolver that says nothing at all (http)',
    meet: dns(named, {}, () => undefined),
    told: 'unknown dns http/lookup: The network here fails, no DNS server answers: DNS lookup of `a.lab` failed: no answer',
  },
  {
    fault: 'a resolver that says nothing at all (dns)',
    meet: dns(asked('A a.lab'), {}, () => undefined),
    told: 'unknown dns dns/timeout: The network here fails, no DNS server answers: DNS gives no answer',
  },
  {
    fault: 'a name that leads to the metadata of a cloud',
    meet: dns(named, { 'a.lab': '169.254.169.254' }),
    told: 'unknown dns http/forbidden-address: Not probed: `169.254.169.254` is a metadata address',
  },
]

hold('Each fault of names has its state, its phase, its code and its reason, within the time', cases)
