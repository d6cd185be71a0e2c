import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { z } from 'zod'
import { type AddressRange, addressKind, isInRange, isLinkLocalOrMetadata } from '../../network/address-range.ts'
import type { QuerySchedule } from '../../network/dns/query.ts'
import { DnsResolver, lookupFailure } from '../../network/dns/resolver.ts'
import { type Endpoint, endpointKey, parseEndpoint } from '../../network/endpoint.ts'
import { isFailure } from '../../network/network-failure.ts'
import { connectTcp, startTls } from '../../network/transport.ts'
import { validateEndpoint } from '../../schema/network.ts'
import { text } from '../../schema/text.ts'
import type { ProbeContext, ProbeMachine } from '../context.ts'
import { type Fault, faultOf, isFault, notProbed } from '../fault.ts'
import { type Certificate, certificateOf } from './certificate.ts'

/** The key of a probe that says which version of IP is used. */
export const ip = z
  .literal([4, 6])
  .optional()
  .describe('Version of IP to use, `4` or `6`; when absent 4, or 6 where the name has no IPv4 address')

/** The keys of a probe that say how a connection is made. */
export const connectionKeys = {
  connect: text(validateEndpoint)
    .optional()
    .describe(
      'Where to connect to in place of the target’s own `host:port`, as with curl’s `--connect-to`; a redirect to another `host:port` goes its own way',
    ),
  ip,
}

/** What a probe itself says of its connection. */
export interface ConnectionOptions {
  connect?: string | undefined
  ip?: 4 | 6 | undefined
}

/** Opens a connection: looks the host up, leaves out the addresses that are forbidden, and connects to one of the others. */
export async function connect(
  endpoint: Endpoint,
  options: ConnectionOptions,
  context: ProbeContext,
  signal: AbortSignal,
): Promise<Socket | Fault> {
  // What the probe says comes first, then the environment, as curl's `--connect-to`.
  const instead = options.connect ?? context.connect.get(endpointKey(endpoint))
  // What is to be probed in place of another must never become that other.
  const { host, port = 0 } = instead === undefined ? endpoint : (parseEndpoint(instead) ?? {})
  if (host === undefined) return notProbed('invalid-target', '`connect` is no `host:port`')
  const addresses = await addressesOf(host, options, context, signal)
  if (isFault(addresses)) return addresses
  const [first = ''] = addresses
  context.stopwatch.enter('connect', endpointText(first, port))
  const left = Math.max(1, context.timeout - context.stopwatch.elapsed)
  const socket = await connectTcp(addresses, port, left, signal)
  if (!isFailure(socket)) return socket
  const { address = first } = socket
  const fault = faultOf(socket, endpointText(address, port))
  return noRoute.has(socket.errno ?? '') ? withoutFamily(fault, address, context) : fault
}

/** A connection with TLS, whatever its certificate is worth. */
export interface SecureConnection {
  socket: TLSSocket
  /** What the server has shown, if anything. */
  certificate: Certificate | undefined
}

/** Speaks TLS over a connection, as the environment trusts. Whether the certificate holds is for the caller to say. */
export async function secure(
  plain: Socket,
  host: string,
  { trust, stopwatch, now }: ProbeContext,
  signal: AbortSignal,
  protocols?: readonly string[],
): Promise<SecureConnection | Fault> {
  stopwatch.enter('tls')
  const anchors = await trust.anchors()
  if ('trouble' in anchors) {
    plain.destroy()
    return notProbed('prober', anchors.trouble)
  }
  const socket = await startTls(plain, host, anchors.context, signal, protocols)
  return isFailure(socket) ? faultOf(socket) : { socket, certificate: certificateOf(socket, host, now()) }
}

/** What the system says where it does not even try. */
const noRoute = new Set(['ENETUNREACH', 'EAFNOSUPPORT'])

function endpointText(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

/** A machine without IPv6 cannot reach a host of IPv6, whatever the host does. */
export function withoutFamily(fault: Fault, address: string, { hasFamily }: ProbeMachine): Fault {
  const family = address.includes(':') ? 6 : 4
  return hasFamily(family) ? fault : notProbed('prober', `this machine has no IPv${family}`)
}

/** The addresses of a host that may be connected to. */
export async function addressesOf(
  host: string,
  { ip }: ConnectionOptions,
  { dns, networks, stopwatch, timeout }: ProbeContext,
  signal: AbortSignal,
): Promise<string[] | Fault> {
  stopwatch.enter('dns', host)
  const resolver = new DnsResolver({ ...dns, ...querySchedule(timeout, dns.servers.length) })
  const resolution = await resolver.resolveIn(ip === undefined ? [4, 6] : [ip], host, signal)
  if (resolution.kind !== 'addresses') return faultOf(lookupFailure(resolution, host))
  const ofFamily = resolution.addresses.filter((address) => ip === undefined || (ip === 6) === address.includes(':'))
  if (ofFamily.length === 0) return faultOf(lookupFailure({ kind: 'no-address' }, host))
  const permitted = ofFamily.filter((address) => isPermitted(address, networks))
  return permitted.length > 0 ? permitted : forbiddenAddress(ofFamily[0] ?? '', networks)
}

/**
 * Six rounds over all servers fit into the time of a probe: a lost packet, or a resolver that has to look around, is no
 * fault.
 */
export function querySchedule(timeout: number, servers: number): QuerySchedule {
  return { timeout: Math.max(20, timeout / 24 / Math.max(1, servers)), rounds: 6, growth: 1.5 }
}

/**
 * Whether an address may be connected to: never neighbours on the link and the metadata of clouds, whatever a file says.
 * `networks` are the ranges that an environment is kept to, if it is.
 */
export function isPermitted(address: string, networks: readonly AddressRange[] | undefined): boolean {
  if (isLinkLocalOrMetadata(address)) return false
  return networks === undefined || networks.some((range) => isInRange(range, address))
}

export function forbiddenAddress(address: string, networks: readonly AddressRange[] | undefined): Fault {
  const kind = isLinkLocalOrMetadata(address)
    ? `${addressKind(address)} address`
    : `address outside of ${networks?.map(({ text }) => text).join(', ')}`
  const article = /^[aeiou]/.test(kind) ? 'an' : 'a'
  return notProbed('forbidden-address', `\`${address.slice(0, 60)}\` is ${article} ${kind}`)
}
