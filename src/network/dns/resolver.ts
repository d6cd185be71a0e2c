import { isIP } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { quoteWhole } from '../../text/quote.ts'
import { normalizeHost } from '../allow-list.ts'
import { asciiHost } from '../endpoint.ts'
import type { NetworkFailure } from '../network-failure.ts'
import {
  type AddressType,
  followAliases,
  isQueryable,
  makeQuestion,
  type QueryFailure,
  type QueryResult,
  type QuerySchedule,
  queryServer,
  queryServers,
  type Reply,
  responseCodes,
} from './query.ts'
import type { SystemDns } from './system-dns.ts'

/** Where a name leads. */
export type Resolution =
  | { kind: 'addresses'; addresses: string[] }
  /** No name like this: NXDOMAIN. */
  | { kind: 'no-such-name' }
  /** The name is there, but not for an address: NODATA. */
  | { kind: 'no-address' }
  /** No server gave an answer that can be used; `reason` in a few words: "no answer". */
  | { kind: 'failure'; reason: string; errno?: string }

type Failed = Extract<Resolution, { kind: 'failure' }>

export interface Resolver {
  /** Finds the addresses of a host: a name, or an IP address with brackets or without. Never throws but for `signal`. */
  resolve(host: string, signal: AbortSignal): Promise<Resolution>
}

export interface ResolverOptions extends SystemDns, Partial<QuerySchedule> {
  timeout: number
}

/** Nothing leads through more questions about one name than this. */
const mostAliases = 8

/** How long IPv6 may take when IPv4 is known, in milliseconds: RFC 8305, section 3. */
const resolutionDelay = 50

/**
 * Queries DNS servers itself, since `getaddrinfo` lets dead names hold up the others. The hosts file comes first; a name is
 * looked up as it is, and then, with few dots in it, in the domains of the system.
 */
export class DnsResolver implements Resolver {
  readonly #options: ResolverOptions & QuerySchedule

  constructor(options: ResolverOptions) {
    this.#options = { rounds: 2, growth: 1, ...options }
  }

  resolve(host: string, signal: AbortSignal): Promise<Resolution> {
    return this.#find(host, (name) => this.#lookUp(name, signal))
  }

  /** As `resolve`, with one question at a time: the addresses are those of the first of some families that has any. */
  resolveIn(families: readonly (4 | 6)[], host: string, signal: AbortSignal): Promise<Resolution> {
    return this.#find(host, async (name) => {
      let found: Resolution = { kind: 'no-address' }
      for (const family of families) {
        found = await this.#query(name, family === 4 ? 'A' : 'AAAA', signal)
        if (found.kind !== 'no-address') return found
      }
      return found
    })
  }

  async #find(host: string, lookUp: (name: string) => Promise<Resolution>): Promise<Resolution> {
    const name = asciiHost(normalizeHost(host.replace(/^\[(.*)\]$/, '$1')))
    if (isIP(name) > 0) return { kind: 'addresses', addresses: [name] }
    const known = this.#options.hosts.get(name)
    if (known) return { kind: 'addresses', addresses: known }
    if (/(^|\.)localhost$/.test(name)) return { kind: 'addresses', addresses: ['127.0.0.1', '::1'] }
    if (!isQueryable(name)) return { kind: 'no-such-name' }
    const found = await lookUp(name)
    const dots = name.split('.').length - 1
    if (host.endsWith('.') || dots >= (this.#options.ndots ?? 1) || found.kind === 'addresses') return found
    let failure: Resolution | undefined
    for (const domain of this.#options.search) {
      const inDomain = await lookUp(`${name}.${domain}`)
      if (inDomain.kind === 'addresses') return inDomain
      if (inDomain.kind === 'failure') failure ??= inDomain
    }
    // The name may well be in a domain that could not be looked at, as glibc's resolver takes it, too.
    return found.kind === 'failure' ? found : (failure ?? found)
  }

  async #lookUp(name: string, signal: AbortSignal): Promise<Resolution> {
    // IPv4 first: machines without IPv6 are many, those without IPv4 have it translated.
    const [first, second] = [this.#query(name, 'A', signal), this.#query(name, 'AAAA', signal)]
    second.catch(() => {})
    const four = await first
    if (four.kind !== 'addresses') return merge(four, await second)
    const six = await Promise.race([second, delay(resolutionDelay, four)])
    return six === four ? four : merge(four, six)
  }

  async #query(name: string, type: AddressType, signal: AbortSignal): Promise<Resolution> {
    let current = name
    for (let count = 0; count < mostAliases; count++) {
      const reply = await this.#reply(current, type, signal)
      if ('reason' in reply) return { kind: 'failure', ...reply }
      const led = followAliases(current, type, reply.answers)
      if (!led) return { kind: 'failure', reason: 'aliases in a circle' }
      if (led.addresses.length > 0)
        return { kind: 'addresses', addresses: led.addresses.filter((one) => isIP(one) > 0) }
      if (reply.responseCode === 3) return { kind: 'no-such-name' }
      if (led.end === current.toLowerCase()) return { kind: 'no-address' }
      if (!isQueryable(led.end)) return { kind: 'failure', reason: 'alias that is no name' }
      current = led.end
    }
    return { kind: 'failure', reason: 'aliases without end' }
  }

  /** The first reply that says something, or why there is none. */
  async #reply(name: string, type: AddressType, signal: AbortSignal): Promise<Reply | Omit<Failed, 'kind'>> {
    const { servers } = this.#options
    const query = (server: string, milliseconds: number, inner: AbortSignal) =>
      queryServer(server, makeQuestion(name, type), milliseconds, inner)
    const { result } = (await queryServers(servers, this.#options, query, isConclusive, signal)) ?? {}
    if (!result) return { reason: 'no server to ask' }
    if ('failure' in result)
      return { reason: failureReasons[result.failure], ...(result.errno !== undefined && { errno: result.errno }) }
    const { reply } = result
    if (isConclusive(result)) return reply
    return { reason: responseCodes[reply.responseCode] ?? `error ${reply.responseCode}` }
  }
}

/** Whether a server says something of a name: what it leads to, or that it is not there. */
function isConclusive(result: QueryResult): boolean {
  return 'reply' in result && [0, 3].includes(result.reply.responseCode)
}

/** Why a server gave no answer, in a few words. */
export const failureReasons: Readonly<Record<QueryFailure['failure'], string>> = {
  timeout: 'no answer',
  nonsense: 'nonsense',
  unreachable: 'server out of reach',
  truncated: 'an answer that does not fit into a packet, and none over TCP',
}

/** Why a host cannot be connected to, by what came of looking it up. */
export function lookupFailure(resolution: Exclude<Resolution, { kind: 'addresses' }>, host: string): NetworkFailure {
  const { kind } = resolution
  const name = quoteWhole(host)
  if (kind === 'no-such-name')
    return { phase: 'dns', kind, reason: 'unknown host', plainly: `${name} does not exist in DNS` }
  if (kind === 'no-address')
    return { phase: 'dns', kind, reason: 'host without an address', plainly: `${name} has no address in DNS` }
  const { reason, errno } = resolution
  return {
    phase: 'dns',
    kind: 'lookup',
    reason: `failure of DNS (${reason})`,
    plainly: `DNS lookup of ${name} failed: ${reason}`,
    ...(errno !== undefined && { errno }),
  }
}

/** What both families say together; that a name is not there holds for both. */
function merge(four: Resolution, six: Resolution): Resolution {
  if (four.kind === 'addresses' && six.kind === 'addresses') {
    return { kind: 'addresses', addresses: [...four.addresses, ...six.addresses] }
  }
  const order = ['addresses', 'no-such-name', 'failure', 'no-address'] as const
  const kind = order.find((one) => one === four.kind || one === six.kind)
  return six.kind === kind && four.kind !== kind ? six : four
}

/** After so many failures and nothing else, the servers themselves are out of reach. */
const mostFailures = 10

/** Looks each name up once. What failed is tried again at the next call, while anything works at all. */
export class CachingResolver implements Resolver {
  readonly #inner: Resolver
  readonly #known = new Map<string, Promise<Resolution>>()
  #failures = 0
  #answers = 0

  constructor(inner: Resolver) {
    this.#inner = inner
  }

  resolve(host: string, signal: AbortSignal): Promise<Resolution> {
    const name = host.toLowerCase()
    const known = this.#known.get(name)
    if (known) return known
    if (this.isOutOfReach) return Promise.resolve({ kind: 'failure', reason: 'no server answers' })
    const resolution = this.#resolve(name, signal)
    this.#known.set(name, resolution)
    return resolution
  }

  /** Whether no server has ever answered. */
  get isOutOfReach(): boolean {
    return this.#answers === 0 && this.#failures >= mostFailures
  }

  async #resolve(name: string, signal: AbortSignal): Promise<Resolution> {
    const resolution = await this.#inner.resolve(name, signal)
    if (resolution.kind !== 'failure') this.#answers++
    else {
      this.#failures++
      this.#known.delete(name)
    }
    return resolution
  }
}
