import type { AddressRange } from '../../../src/network/address-range.ts'
import { withDeadline } from '../../../src/network/deadline.ts'
import { makeQuestion, type QueryResult, queryServer, queryServers } from '../../../src/network/dns/query.ts'
import { DnsResolver } from '../../../src/network/dns/resolver.ts'
import type { SystemDns } from '../../../src/network/dns/system-dns.ts'
import { endpointKey, parseEndpoint } from '../../../src/network/endpoint.ts'
import { isFailure } from '../../../src/network/network-failure.ts'
import { connectTcp } from '../../../src/network/transport.ts'
import { isPermitted } from '../../../src/probe-kinds/connection/connect.ts'

export interface CanaryOptions {
  dns: SystemDns
  /** A name, or a `host:port`; the DNS servers themselves are queried when absent. */
  target?: string
  /** The target as it may be shown; itself when absent. */
  shownAs?: string
  /** As those of the environment. */
  networks?: readonly AddressRange[] | undefined
  /** As those of the environment. */
  ticks: () => number
  connect: ReadonlyMap<string, string>
}

/** Milliseconds that the canary may take. */
const longest = 1000
/** Milliseconds that its answer holds for those that fall silent after it was queried. */
const holds = 250
/** A packet that is lost is no fault of a network: all DNS servers are queried so often within the time. */
const rounds = 3

/**
 * Tells a fault of this machine from one of a service: where a service does not answer, the canary is queried, and
 * where that does not answer either the service is unknown. Unless the environment names one, it is whether any DNS server
 * answers anything at all, since that bothers nobody whom the machine does not query anyway.
 */
export class Canary {
  readonly #options: CanaryOptions
  #last: { at: number; trouble: Promise<string | undefined> } | undefined

  constructor(options: CanaryOptions) {
    this.#options = options
  }

  /**
   * What is wrong with this machine's network, as a sentence; `undefined` when nothing is. Whoever has heard nothing since
   * a tick gets what was found since then, so that for all that fall silent together it is queried once.
   */
  trouble(since = Number.POSITIVE_INFINITY): Promise<string | undefined> {
    const now = this.#options.ticks()
    if (this.#last && (this.#last.at >= since || now - this.#last.at < holds)) return this.#last.trouble
    const trouble = this.#query()
    this.#last = { at: now, trouble }
    return trouble
  }

  async #query(): Promise<string | undefined> {
    // Whoever called first may be gone; the answer is for all.
    const { signal } = new AbortController()
    try {
      return await withDeadline(longest, signal, (deadline) => this.#troubleWithin(deadline))
    } catch {
      return this.#silence()
    }
  }

  async #troubleWithin(signal: AbortSignal): Promise<string | undefined> {
    const { target, dns } = this.#options
    if (target !== undefined) return (await this.#isAlive(target, signal)) ? undefined : this.#silence()
    if (dns.servers.length === 0) return undefined
    const query = (server: string, milliseconds: number, inner: AbortSignal) =>
      queryServer(server, makeQuestion('.', 'NS'), milliseconds, inner)
    const isAnswer = (result: QueryResult) => 'reply' in result && result.reply.responseCode !== serverFailure
    const schedule = { timeout: longest / rounds, rounds, growth: 1 }
    const all = dns.servers.map(async (server) => {
      const last = await queryServers([server], schedule, query, isAnswer, signal)
      if (!last || !isAnswer(last.result)) throw new Error('No answer')
    })
    return Promise.any(all).then(
      () => undefined,
      () => this.#silence(),
    )
  }

  async #isAlive(target: string, signal: AbortSignal): Promise<boolean> {
    const { dns, connect, networks } = this.#options
    const written = parseEndpoint(target)
    const endpoint = parseEndpoint((written && connect.get(endpointKey(written))) ?? target)
    const resolver = new DnsResolver({ ...dns, timeout: longest / 4, rounds: 2 })
    const resolution = await resolver.resolveIn([4, 6], endpoint?.host ?? target, signal)
    if (resolution.kind !== 'addresses') return endpoint === undefined && resolution.kind === 'no-address'
    if (!endpoint) return true
    const permitted = resolution.addresses.filter((address) => isPermitted(address, networks))
    const socket = await connectTcp(permitted, endpoint.port, longest, signal)
    // Who refuses is there.
    if (isFailure(socket)) return socket.kind === 'refused'
    socket.destroy()
    return true
  }

  #silence(): string {
    const { target, shownAs = target } = this.#options
    const who = shownAs === undefined ? 'no DNS server answers' : `canary \`${shownAs}\` does not answer`
    return `The network here fails, ${who}`
  }
}

/** SERVFAIL of RFC 1035: a resolver that is cut off answers everything with it. */
const serverFailure = 2
