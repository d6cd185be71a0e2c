import type { Answer } from 'dns-packet'
import { hosts, services } from './world.ts'

/** Where a host can be reached: a name of the lab's own, which leads to this machine. */
export function homeOf(host: string): string {
  return `${host}.${home}`
}

/** The host that a name is about: the name itself, or the one that it is the home of. */
export function hostOf(name: string): string {
  return name.endsWith(`.${home}`) ? name.slice(0, -home.length - 1) : name
}

/** No such name can exist elsewhere: RFC 6761, section 6.2. */
const home = 'lab.test'

const ttl = 60

/** Names of the guidebooks' domains that are no host of the lab. */
const elsewhere: readonly Answer[] = [
  { type: 'A', name: 'gitea.arcodange.lab', ttl, data: '192.168.1.202' },
  { type: 'A', name: 'gigafibre.ca', ttl, data: '96.125.196.67' },
  { type: 'MX', name: 'gigafibre.ca', ttl, data: { preference: 1, exchange: 'mail.gigafibre.ca' } },
  { type: 'A', name: 'mail.gigafibre.ca', ttl, data: '192.0.2.25' },
  { type: 'TXT', name: 'gigafibre.ca', ttl, data: ['v=spf1 -all'] },
  {
    type: 'CAA',
    name: 'gigafibre.ca',
    ttl,
    data: { flags: 0, tag: 'issue', value: 'letsencrypt.org', issuerCritical: false },
  },
  {
    type: 'SRV',
    name: '_ldap._tcp.arcodange.lab',
    ttl,
    data: { priority: 0, weight: 0, port: 389, target: 'gitea.arcodange.lab' },
  },
  { type: 'CNAME', name: 'gigafibre.gigafibre.ca', ttl, data: 'www.gigafibre.ca' },
]

const apexes = [
  'canary.example',
  'arcodange.lab',
  'insightpulseai.net',
  'example.org',
  'gigafibre.ca',
  'targo.ca',
  home,
]

const records: readonly Answer[] = [
  ...hosts.map(({ name, address }) => ({ type: 'A' as const, name, ttl, data: address })),
  ...hosts.map(({ name }) => ({ type: 'A' as const, name: homeOf(name), ttl, data: '127.0.0.1' })),
  ...elsewhere,
  ...apexes.flatMap((apex): Answer[] => [soa(apex), { type: 'NS', name: apex, ttl, data: `ns.${home}` }]),
  { type: 'A', name: `ns.${home}`, ttl, data: '127.0.0.1' },
]

/** What a name that should be gone says when it is back. */
const returned: readonly Answer[] = services.flatMap(({ retired }) =>
  retired === undefined ? [] : [{ type: 'A' as const, name: retired, ttl, data: '96.125.196.67' }],
)

/** What is known of a name. */
export interface Known {
  /** Whether it exists, for this type or another. */
  exists: boolean
  answers: Answer[]
  /** Who says that there is nothing: the zone's SOA. */
  authorities: Answer[]
}

/** Looks a name up; `isBack` tells of retired ones whether they exist again. */
export function lookUp(name: string, type: string, isBack: (retired: string) => boolean): Known {
  const all = [...records, ...returned.filter((record) => isBack(record.name))]
  const of = (owner: string) => all.filter((record) => record.name === owner)
  const alias = type === 'CNAME' ? undefined : of(name).find((record) => record.type === 'CNAME')
  const owner = alias?.type === 'CNAME' ? alias.data : name
  const answers = [...(alias ? [alias] : []), ...of(owner).filter((record) => record.type === type)]
  const apex = apexes.find((one) => name === one || name.endsWith(`.${one}`))
  return {
    exists: all.some((record) => record.name === name || record.name.endsWith(`.${name}`)),
    answers,
    authorities: answers.length === 0 && apex ? [soa(apex)] : [],
  }
}

function soa(name: string): Answer {
  const times = { serial: 2026112200, refresh: 3600, retry: 600, expire: 86_400, minimum: 60 }
  return { type: 'SOA', name, ttl, data: { mname: `ns.${home}`, rname: `hostmaster.${name}`, ...times } }
}
