import type { Socket } from 'node:net'
import type { SecureContext } from 'node:tls'
import { type AllowList, normalizeHost } from './allow-list.ts'
import { DeadlineExceeded, withDeadline } from './deadline.ts'
import { lookupFailure, type Resolver } from './dns/resolver.ts'
import type { WebEndpoint } from './endpoint.ts'
import { openTunnel, type Proxies, type ProxyServer } from './http/proxy.ts'
import { isFailure, type NetworkFailure, type NetworkPhase } from './network-failure.ts'
import { connectTcp, startTrustedTls } from './transport.ts'

/** A connection that stands: of TCP, and of TLS where that was wanted. */
export interface Connection {
  socket: Socket
  certificateEnds?: number
  /** The proxy that requests must name the whole address to: set for plain HTTP alone. */
  forward?: ProxyServer
}

export interface DialerOptions {
  resolver: Resolver
  allow: AllowList
  proxies: Proxies
  /** Whom to trust; Node’s own authorities, and those of `NODE_EXTRA_CA_CERTS`, when absent. */
  secureContext?: SecureContext | undefined
}

/** Opens connections to hosts, at addresses that were checked and that nothing can change afterwards. */
export class Dialer {
  readonly #options: DialerOptions

  constructor(options: DialerOptions) {
    this.#options = options
  }

  /** `milliseconds` is for all but the look-up of names, which has limits of its own. */
  async dial(endpoint: WebEndpoint, milliseconds: number, signal: AbortSignal): Promise<Connection | NetworkFailure> {
    const proxy = this.#options.proxies.of(endpoint)
    const addresses = proxy
      ? await this.#throughProxy(endpoint, proxy, signal)
      : await this.#permitted(endpoint, signal)
    if (isFailure(addresses)) return addresses
    const reached: { phase: NetworkPhase } = { phase: 'connect' }
    try {
      return await withDeadline(milliseconds, signal, async (deadline) => {
        const port = (proxy ?? endpoint).port
        const socket = await connectTcp(addresses, port, milliseconds, deadline)
        if (isFailure(socket)) return proxy ? proxyFailure(`cannot be reached (${socket.reason})`) : socket
        if (proxy) return this.#overProxy(socket, endpoint, proxy, deadline)
        reached.phase = 'tls'
        return endpoint.secure
          ? startTrustedTls(socket, endpoint.host, this.#options.secureContext, deadline)
          : { socket }
      })
    } catch (error) {
      if (!(error instanceof DeadlineExceeded) || signal.aborted) throw error
      if (proxy) return proxyFailure('lets through too late')
      const { phase } = reached
      return {
        phase,
        kind: 'timeout',
        reason: phase === 'tls' ? 'time-out in the TLS handshake' : 'time-out before a connection',
      }
    }
  }

  /** Addresses of a host that may be connected to. */
  async #permitted({ host }: WebEndpoint, signal: AbortSignal): Promise<string[] | NetworkFailure> {
    const { allow, resolver } = this.#options
    if (!allow.permitsName(host)) return privateFailure('reserved name')
    const resolution = await resolver.resolve(host, signal)
    if (resolution.kind !== 'addresses') return lookupFailure(resolution, host)
    const permitted = resolution.addresses.filter((address) => allow.permits(host, address))
    if (permitted.length > 0) return permitted
    return privateFailure(`private address ${resolution.addresses[0]?.slice(0, 60)}`)
  }

  /** The proxy finds the host, so only what the name says by itself can be checked. */
  async #throughProxy(
    { host }: WebEndpoint,
    proxy: ProxyServer,
    signal: AbortSignal,
  ): Promise<string[] | NetworkFailure> {
    const { allow, resolver } = this.#options
    if (!allow.permitsName(host)) return privateFailure('reserved name')
    const isLiteral = /^[\d.]+$|:/.test(normalizeHost(host))
    if (isLiteral && !allow.permits(host, host)) return privateFailure(`private address ${host.slice(0, 60)}`)
    const resolution = await resolver.resolve(proxy.host, signal)
    if (resolution.kind === 'addresses') return resolution.addresses
    const { reason } = lookupFailure(resolution, proxy.host)
    return proxyFailure(`cannot be found (${reason})`)
  }

  async #overProxy(
    socket: Socket,
    endpoint: WebEndpoint,
    proxy: ProxyServer,
    deadline: AbortSignal,
  ): Promise<Connection | NetworkFailure> {
    const toProxy = proxy.secure
      ? await startTrustedTls(socket, proxy.host, this.#options.secureContext, deadline)
      : { socket }
    if (isFailure(toProxy)) return proxyFailure(`cannot be trusted (${toProxy.reason})`)
    if (!endpoint.secure) return { socket: toProxy.socket, forward: proxy }
    const tunnel = await openTunnel(toProxy.socket, proxy, endpoint, deadline)
    return isFailure(tunnel) ? tunnel : startTrustedTls(tunnel, endpoint.host, this.#options.secureContext, deadline)
  }
}

function privateFailure(reason: string): NetworkFailure {
  return { phase: 'dns', kind: 'private', reason }
}

/** `reason` says what the proxy does. */
function proxyFailure(reason: string): NetworkFailure {
  return { phase: 'connect', kind: 'proxy', reason: `proxy that ${reason}` }
}
