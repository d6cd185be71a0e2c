import type { Socket } from 'node:net'
import { kindOf } from '../../../src/network/address-range.ts'
import { DnsResolver, type Resolution } from '../../../src/network/dns/resolver.ts'
import type { Patience } from '../../../src/network/dns/turns.ts'
import { isFailure, type NetworkFailure } from '../../../src/network/network-failure.ts'
import { endpointKey, parseEndpoint } from '../../../src/network/target.ts'
import { connectTcp } from '../../../src/network/tcp-connection.ts'
import { inWhole } from '../conditions/plain.ts'
import { type Fault, faultOf, isFault } from '../fault.ts'
import type { Means } from '../result.ts'
import type { Surroundings } from '../surroundings.ts'
import { isNeverAsked, isPermitted } from './permitted.ts'

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
function wayTo(endpoint: Endpoint, { connect }: WayOptions, surroundings: Surroundings): Endpoint | Fault {
  const instead = connect ?? surroundings.connect.get(endpointKey(endpoint))
  if (instead === undefined) return endpoint
  // Whoever is to be asked in place of another must never become that other.
  return parseEndpoint(instead) ?? noEndpoint
}

const noEndpoint: Fault = {
  what: 'invalid-target',
  reason: 'Not asked: `connect` is no `host:port`',
  blame: 'prober',
}

/** Opens a connection: looks the host up, judges each of its addresses, and connects to one of them. */
export async function openWay(
  endpoint: Endpoint,
  options: WayOptions,
  means: Means,
  signal: AbortSignal,
): Promise<Socket | Fault> {
  const way = wayTo(endpoint, options, means.surroundings)
  if (isFault(way)) return way
  const addresses = await addressesOf(way.host, options, means, signal)
  if (!Array.isArray(addresses)) return addresses
  const [first = ''] = addresses
  means.stopwatch.enter('connect', written(first, way.port))
  const left = Math.max(1, means.timeout - means.stopwatch.elapsed)
  const socket = await connectTcp(addresses, way.port, left, signal)
  if (!isFailure(socket)) return socket
  const { address = first } = socket
  const fault = faultOf(socket, written(address, way.port))
  return noWay.has(socket.errno ?? '') ? withoutFamily(fault, address, means.surroundings) : fault
}

/** What the system says where it does not even try. */
const noWay = new Set(['ENETUNREACH', 'EAFNOSUPPORT'])

function written(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

/** A machine without IPv6 cannot reach a host of IPv6, whatever the host does. */
export function withoutFamily(fault: Fault, address: string, { canary }: Surroundings): Fault {
  const family = address.includes(':') ? 6 : 4
  if (canary.hasFamily(family)) return fault
  return { what: 'prober', reason: `Not asked: this machine has no IPv${family}`, blame: 'prober' }
}

/** The addresses of a host that may be asked. */
export async function addressesOf(
  host: string,
  { ip }: WayOptions,
  { surroundings, stopwatch, timeout }: Means,
  signal: AbortSignal,
): Promise<string[] | Fault> {
  stopwatch.enter('dns', host)
  const resolver = new DnsResolver({ ...surroundings.dns, ...patience(timeout, surroundings.dns.servers.length) })
  const resolution = await resolver.resolveIn(ip === undefined ? [4, 6] : [ip], host, signal)
  if (resolution.kind !== 'addresses') return faultOf(lookupFailure(resolution, host))
  const ofFamily = resolution.addresses.filter((address) => ip === undefined || (ip === 6) === address.includes(':'))
  if (ofFamily.length === 0) return faultOf(lookupFailure({ kind: 'no-address' }, host))
  const permitted = ofFamily.filter((address) => isPermitted(address, surroundings.networks))
  return permitted.length > 0 ? permitted : forbidden(ofFamily[0] ?? '', surroundings)
}

/**
 * Six rounds over all servers fit into the time of a probe: a lost packet, or a resolver that has to look around, is no
 * fault.
 */
export function patience(timeout: number, servers: number): Patience {
  return { timeout: Math.max(20, timeout / 24 / Math.max(1, servers)), rounds: 6, growth: 1.5 }
}

export function forbidden(address: string, { networks }: Pick<Surroundings, 'networks'>): Fault {
  const what = isNeverAsked(address)
    ? `${kindOf(address)} address`
    : `address outside of ${networks?.map(({ text }) => text).join(', ')}`
  return {
    what: 'forbidden-address',
    reason: `Not asked: \`${address.slice(0, 60)}\` is ${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}`,
    // Nothing was learnt of the service.
    blame: 'prober',
  }
}

function lookupFailure(resolution: Exclude<Resolution, { kind: 'addresses' }>, host: string): NetworkFailure {
  const { kind } = resolution
  if (kind === 'no-such-name')
    return { phase: 'dns', kind, reason: '', plainly: `${inWhole(host)} does not exist in DNS` }
  if (kind === 'no-address')
    return { phase: 'dns', kind, reason: '', plainly: `${inWhole(host)} has no address in DNS` }
  const { reason, errno } = resolution
  const plainly = `DNS lookup of ${inWhole(host)} failed: ${reason}`
  return { phase: 'dns', kind: 'lookup', reason, plainly, ...(errno !== undefined && { errno }) }
}
