import type { Socket } from 'node:net'
import { parseEndpoint } from '../../src/config/target.ts'
import { isInRange, kindOf } from '../network/address-range.ts'
import type { Patience } from '../network/dns-turns.ts'
import { isFailure, type NetworkFailure } from '../network/network-failure.ts'
import { DnsResolver, type Resolution } from '../network/resolver.ts'
import { connectTcp } from '../network/tcp-connection.ts'
import type { Means } from './asked.ts'
import { type Fault, faultOf } from './fault.ts'
import type { Surroundings } from './surroundings.ts'

/** A host without brackets, and a port. */
export interface Endpoint {
  host: string
  port: number
}

/** What a probe itself says of the way. */
export interface WayOptions {
  connect?: string
  ip?: 4 | 6
}

/** Where an endpoint is asked: what the probe says comes first, then the environment, as curl's `--connect-to`. */
export function wayTo(endpoint: Endpoint, { connect }: WayOptions, surroundings: Surroundings): Endpoint {
  const { host, port } = endpoint
  const key = `${host.includes(':') ? `[${host}]` : host.toLowerCase()}:${port}`
  const instead = connect ?? surroundings.connect.get(key)
  return instead === undefined ? endpoint : (parseEndpoint(instead) ?? endpoint)
}

/** Opens a connection: looks the host up, judges each of its addresses, and connects to one of them. */
export async function openWay(
  endpoint: Endpoint,
  options: WayOptions,
  means: Means,
  signal: AbortSignal,
): Promise<Socket | Fault> {
  const way = wayTo(endpoint, options, means.surroundings)
  const addresses = await addressesOf(way.host, options, means, signal)
  if (!Array.isArray(addresses)) return addresses
  means.stopwatch.enter('connect')
  const left = Math.max(1, means.timeout - means.stopwatch.elapsed)
  const socket = await connectTcp(addresses, way.port, left, signal)
  return isFailure(socket) ? withoutRoute(socket, addresses, means.surroundings) : socket
}

/** A machine without IPv6 cannot reach a host of IPv6, whatever the host does. */
function withoutRoute(failure: NetworkFailure, [address = '']: readonly string[], { canary }: Surroundings): Fault {
  const family = address.includes(':') ? 6 : 4
  if (failure.errno !== 'ENETUNREACH' || canary.hasFamily(family)) return faultOf(failure)
  return { what: 'prober', reason: `Not asked: this machine has no IPv${family}`, blame: 'prober' }
}

/** The addresses of a host that may be asked. */
export async function addressesOf(
  host: string,
  { ip }: WayOptions,
  { surroundings, stopwatch, timeout }: Means,
  signal: AbortSignal,
): Promise<string[] | Fault> {
  stopwatch.enter('dns')
  const resolver = new DnsResolver({ ...surroundings.dns, ...patience(timeout) })
  const resolution = await resolver.resolveIn(ip === undefined ? [4, 6] : [ip], host, signal)
  if (resolution.kind !== 'addresses') return faultOf(lookupFailure(resolution))
  const ofFamily = resolution.addresses.filter((address) => ip === undefined || (ip === 6) === address.includes(':'))
  if (ofFamily.length === 0) return faultOf(lookupFailure({ kind: 'no-address' }))
  const permitted = ofFamily.filter((address) => isPermitted(address, surroundings))
  return permitted.length > 0 ? permitted : forbidden(ofFamily[0] ?? '', surroundings)
}

/** Six rounds fit into the time of a probe: a lost packet, or a resolver that has to look around, is no fault. */
export function patience(timeout: number): Patience {
  return { timeout: Math.max(20, timeout / 22), rounds: 6, growth: 1.5 }
}

/** Metadata of clouds and neighbours on the link are never asked, whatever a file says. */
function isPermitted(address: string, { networks }: Surroundings): boolean {
  const kind = kindOf(address)
  if (kind === 'metadata' || kind === 'link-local') return false
  return networks === undefined || networks.some((range) => isInRange(range, address))
}

function forbidden(address: string, { networks }: Surroundings): Fault {
  const kind = kindOf(address)
  const isAlways = kind === 'metadata' || kind === 'link-local'
  const what = isAlways ? `${kind} address` : `address outside of ${networks?.map(({ text }) => text).join(', ')}`
  return {
    what: 'forbidden-address',
    reason: `Not asked: \`${address.slice(0, 60)}\` is ${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}`,
    // Nothing was learnt of the service.
    blame: 'prober',
  }
}

function lookupFailure(resolution: Exclude<Resolution, { kind: 'addresses' }>): NetworkFailure {
  if (resolution.kind === 'no-such-name')
    return { phase: 'dns', kind: 'no-such-name', reason: 'lack of the name in DNS' }
  if (resolution.kind === 'no-address') return { phase: 'dns', kind: 'no-address', reason: 'name without an address' }
  return { phase: 'dns', kind: 'lookup', reason: `failure of DNS (${resolution.reason})` }
}
