import { randomBytes } from 'node:crypto'
import { Semaphore } from '../../src/concurrency/semaphore.ts'
import { DeadlineExceeded, withDeadline } from '../../src/network/deadline.ts'
import { CachingResolver, DnsResolver, type Resolution } from '../../src/network/dns/resolver.ts'
import type { SystemDns } from '../../src/network/dns/system-dns.ts'
import { zoneOf } from './zones.ts'

/** More hosts than these stand on pages that list them; what is left over is said. */
const mostHosts = 500
/** So many questions are open at once. */
const concurrency = 16
/** How long one server is waited for, and all of it together, in milliseconds. */
const patience = { query: 2000, all: 60_000 }
/** In so many folders of the name tree a wildcard is looked for. */
const mostParents = 50

/** What came of asking DNS about hosts. */
export interface LookupResult {
  /** Hosts that do not exist, in domains that do. */
  missing: ReadonlySet<string>
  /** Hosts of which no server said anything, with the reason in a few words: "SERVFAIL". */
  unanswered: ReadonlyMap<string, string>
  /** How many hosts were not asked about, since they are too many. */
  left: number
  /** Domains that do not exist for the servers that were asked, with the hosts in them. */
  absentZones: ReadonlyMap<string, readonly string[]>
  /** Where every name has an address, so that one says nothing: parents such as `acme.dev`, with the hosts below. */
  wildcards: ReadonlyMap<string, readonly string[]>
}

/** Asks DNS about hosts, each name once in a run. */
export class HostLookups {
  readonly #resolver: CachingResolver

  constructor(dns: SystemDns) {
    this.#resolver = new CachingResolver(new DnsResolver({ ...dns, timeout: patience.query }))
  }

  /**
   * Looks hosts up, as many as there is time for. Never throws but for `signal`.
   *
   * @param isCertain whether it is known without DNS that a host is there: a wildcard does not matter to it
   */
  async lookUp(
    hosts: readonly string[],
    { isCertain, signal }: { isCertain: (host: string) => boolean; signal: AbortSignal },
  ): Promise<LookupResult> {
    const asked = hosts.slice(0, mostHosts)
    const answers = new Map<string, Resolution>()
    const ask = async (names: Iterable<string>, deadline: AbortSignal) => {
      const places = new Semaphore(concurrency)
      await Promise.all(
        Array.from(new Set(names), (name) =>
          places.run(async () => {
            deadline.throwIfAborted()
            // With the dot at its end a name is not looked for in the domains of this machine.
            answers.set(name, await this.#resolver.resolve(`${name}.`, deadline))
          }),
        ),
      )
    }
    const isKind = (name: string, kind: Resolution['kind']) => answers.get(name)?.kind === kind
    const parents = new Map<string, { probe: string; hosts: string[] }>()
    await untilDeadline(signal, async (deadline) => {
      await ask(asked, deadline)
      const lost = asked.filter((host) => isKind(host, 'no-such-name'))
      const doubtful = asked.filter((host) => isKind(host, 'addresses') && !isCertain(host))
      for (const host of doubtful) {
        const parent = host.split('.').slice(1).join('.')
        const known = parents.get(parent) ?? { probe: `waymark-${randomBytes(6).toString('hex')}.${parent}`, hosts: [] }
        known.hosts.push(host)
        if (parents.size < mostParents || parents.has(parent)) parents.set(parent, known)
      }
      await ask(
        [...lost.flatMap((host) => zoneOf(host) ?? []), ...Array.from(parents.values(), (one) => one.probe)],
        deadline,
      )
    })
    const absentZones = new Map<string, string[]>()
    const unanswered = new Map<string, string>()
    const missing = new Set<string>()
    for (const host of asked) {
      const answer = answers.get(host)
      const zone = zoneOf(host) ?? host
      const ofZone = answers.get(zone)
      if (answer === undefined) unanswered.set(host, 'no time left')
      else if (answer.kind === 'failure') unanswered.set(host, answer.reason)
      else if (answer.kind === 'no-such-name' && ofZone?.kind === 'no-such-name')
        absentZones.set(zone, [...(absentZones.get(zone) ?? []), host])
      else if (answer.kind === 'no-such-name' && (ofZone === undefined || ofZone.kind === 'failure'))
        unanswered.set(host, `nothing is known of \`${zone}\``)
      else if (answer.kind === 'no-such-name') missing.add(host)
    }
    const wildcards = new Map(
      [...parents].flatMap(([parent, { probe, hosts: below }]) =>
        isKind(probe, 'addresses') ? [[parent, below] as const] : [],
      ),
    )
    return { missing, unanswered, left: hosts.length - asked.length, absentZones, wildcards }
  }
}

/** Runs work until its time is over: what it has found by then is kept. */
async function untilDeadline(signal: AbortSignal, work: (deadline: AbortSignal) => Promise<void>): Promise<void> {
  try {
    await withDeadline(patience.all, signal, work)
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof DeadlineExceeded)) throw error
  }
}
