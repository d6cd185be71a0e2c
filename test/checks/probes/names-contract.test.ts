import { randomBytes } from 'node:crypto'
import type { TestContext } from 'node:test'
import { type Meddle, serveDns, type Zone } from '../network/dns-server.ts'
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
    told: 'down dns http/no-such-name: Unexpected lack of the name `a.lab` in DNS, expected an address',
  },
  {
    fault: 'NXDOMAIN (dns)',
    meet: dns(asked('A a.lab'), {}),
    told: 'down conditions dns/unfit-answer: Unexpected `rcode` of `NXDOMAIN`, expected an answer',
  },
  {
    fault: 'a name without an address (http)',
    meet: dns(named, { 'a.lab': 'TXT' }),
    told: 'down dns http/no-address: Unexpected name `a.lab` without an address, expected an address',
  },
  {
    fault: 'a name without a record of the type (dns)',
    meet: dns(asked('MX a.lab'), { 'a.lab': '127.0.0.1' }),
    told: 'down conditions dns/unfit-answer: Unexpected lack of MX records, expected an answer',
  },
  {
    fault: 'SERVFAIL for the name alone (http)',
    meet: dns(named, { 'a.lab': 'SERVFAIL' }),
    told: 'down dns http/lookup: Unexpected failure of DNS for `a.lab` (SERVFAIL), expected an address',
  },
  {
    fault: 'SERVFAIL (dns)',
    meet: dns(asked('A a.lab'), { 'a.lab': 'SERVFAIL' }),
    told: 'down conditions dns/unfit-answer: Unexpected `rcode` of `SERVFAIL`, expected an answer',
  },
  {
    fault: 'no answer for the name alone (http)',
    meet: dns(named, {}, muteFor('a\x03lab')),
    told: 'down dns http/lookup: Unexpected failure of DNS for `a.lab` (no answer), expected an address',
  },
  {
    fault: 'no answer for the name alone (dns)',
    meet: dns(asked('A a.lab'), {}, muteFor('a\x03lab')),
    told: 'down dns dns/timeout: Unexpected failure of DNS (no answer), expected an answer',
  },
  {
    fault: 'a resolver that lies about the question (http)',
    meet: dns(named, { 'a.lab': '127.0.0.1' }, otherId),
    told: 'unknown dns http/lookup: No DNS server answers anything, so the network of this machine may be at fault: Unexpected failure of DNS for `a.lab` (nonsense), expected an address',
  },
  {
    fault: 'noise in place of DNS (dns)',
    meet: dns(asked('A a.lab'), {}, () => randomBytes(200)),
    told: 'unknown dns dns/malformed: No DNS server answers anything, so the network of this machine may be at fault: Unexpected failure of DNS (nonsense), expected an answer',
  },
  {
    fault: 'a resolver that says nothing at all (http)',
    meet: dns(named, {}, () => undefined),
    told: 'unknown dns http/lookup: No DNS server answers anything, so the network of this machine may be at fault: Unexpected failure of DNS for `a.lab` (no answer), expected an address',
  },
  {
    fault: 'a resolver that says nothing at all (dns)',
    meet: dns(asked('A a.lab'), {}, () => undefined),
    told: 'unknown dns dns/timeout: No DNS server answers anything, so the network of this machine may be at fault: Unexpected failure of DNS (no answer), expected an answer',
  },
  {
    fault: 'a name that leads to the metadata of a cloud',
    meet: dns(named, { 'a.lab': '169.254.169.254' }),
    told: 'unknown dns http/forbidden-address: Not asked: `169.254.169.254` is a metadata address',
  },
]

hold('Each fault of names has its state, its phase, its code and its reason, within the time', cases)
