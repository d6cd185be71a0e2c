import { isIP, type Socket } from 'node:net'
import { Failure } from '../../finding/failure.ts'
import { decoded } from '../../text/decoded.ts'
import { isInRange, parseRange } from '../address-range.ts'
import { normalizeHost } from '../allow-list.ts'
import type { Endpoint, WebEndpoint } from '../endpoint.ts'
import { codeOf, type NetworkFailure } from '../network-failure.ts'
import { clientOn } from './client.ts'

/** Where requests are sent in place of the host itself. */
export interface ProxyServer extends WebEndpoint {
  /** Value of `Proxy-Authorization`, which is secret. */
  authorization?: string
}

/** The proxies of an environment, as curl(1) reads them. */
export class Proxies {
  readonly #http: ProxyServer | undefined
  readonly #https: ProxyServer | undefined
  readonly #exceptions: readonly Exception[]

  /**
   * `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`; of two writings the one in lower case counts.
   *
   * @throws Failure where one is no proxy that Waymark can speak to
   */
  constructor(env: Readonly<Record<string, string | undefined>>) {
    const read = (name: string) => env[name.toLowerCase()] ?? env[name] ?? ''
    this.#http = parseProxy('HTTP_PROXY', read('HTTP_PROXY'))
    this.#https = parseProxy('HTTPS_PROXY', read('HTTPS_PROXY'))
    this.#exceptions = read('NO_PROXY')
      .split(/[,\s]+/)
      .filter(Boolean)
      .map(parseException)
  }

  /** The proxy for an address; `undefined` when its host is connected to itself. */
  of({ secure, host, port }: WebEndpoint): ProxyServer | undefined {
    const proxy = secure ? this.#https : this.#http
    return proxy && !this.#exceptions.some((exception) => excepts(exception, normalizeHost(host), port))
      ? proxy
      : undefined
  }
}

function parseProxy(variable: string, value: string): ProxyServer | undefined {
  if (value.trim() === '') return undefined
  const written = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`
  const url = URL.canParse(written) ? new URL(written) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw new Failure(
      `Unexpected value of \`${variable}\`, expected a proxy such as \`http://proxy.example.org:3128\``,
      'Set it to the address of an HTTP proxy, or unset it',
    )
  }
  const secure = url.protocol === 'https:'
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const login = url.username === '' ? undefined : [url.username, url.password].map(decoded).join(':')
  const authorization = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`
  const port = Number(url.port) || (secure ? 443 : 80)
  return { secure, host, port, ...(authorization !== undefined && { authorization }) }
}

/** A host, with the hosts below it; `*` for all; or a range of addresses. */
interface Exception {
  name: string
  port: number | undefined
  isBelowOnly: boolean
}

function parseException(entry: string): Exception {
  const [, bracketed, plain = '', digits] = /^(?:\[(.+)\]|([^:]*|.*:.*:.*))(?::(\d{1,5}))?$/.exec(entry) ?? []
  const host = bracketed ?? plain
  const isBelowOnly = host.startsWith('*.')
  return { name: normalizeHost(host.replace(/^\*?\./, '')), port: digits ? Number(digits) : undefined, isBelowOnly }
}

function excepts({ name, port, isBelowOnly }: Exception, host: string, wanted: number): boolean {
  if (port !== undefined && port !== wanted) return false
  if (name === '*') return true
  const range = isIP(host) > 0 ? parseRange(name) : undefined
  if (range) return isInRange(range, host)
  return name !== '' && ((!isBelowOnly && host === name) || host.endsWith(`.${name}`))
}

/** Opens a tunnel through a proxy to a host: RFC 9110, section 9.3.6. `socket` is connected to the proxy. */
export async function openTunnel(
  socket: Socket,
  proxy: ProxyServer,
  target: Endpoint,
  deadline: AbortSignal,
): Promise<Socket | NetworkFailure> {
  const client = clientOn(socket, 'http://proxy.invalid')
  const authority = `${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}`
  try {
    const answer = await client.connect({
      path: authority,
      headers: {
        host: authority,
        ...(proxy.authorization !== undefined && { 'proxy-authorization': proxy.authorization }),
      },
      signal: deadline,
    })
    if (answer.statusCode === 200) return socket
    socket.destroy()
    return tunnelFailure(`answer ${answer.statusCode} of the proxy`)
  } catch (error) {
    socket.destroy()
    if (deadline.aborted) throw deadline.reason
    return tunnelFailure(`proxy that does not let through (${codeOf(error)})`)
  }
}

function tunnelFailure(reason: string): NetworkFailure {
  return { phase: 'connect', kind: 'proxy', reason }
}
