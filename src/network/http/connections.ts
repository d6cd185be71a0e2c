import type { Client } from 'undici'
import type { Connection, Dialer } from '../dialer.ts'
import { webEndpointOf } from '../endpoint.ts'
import { isFailure, type NetworkFailure } from '../network-failure.ts'
import { clientOn } from './client.ts'
import { exchangeHttp, type HttpAnswer, type HttpRequest } from './exchange.ts'
import type { ProxyServer } from './proxy.ts'

/** A request by its address. */
export interface WebRequest extends Omit<HttpRequest, 'path'> {
  url: URL
  /** Longest time to connect, and longest time for the answer after that, together; in milliseconds. */
  timeout: number
}

/** What was answered, and over what. */
export interface WebAnswer extends HttpAnswer {
  certificateEnds?: number
}

interface Open {
  client: Client
  certificateEnds: number | undefined
  forward: ProxyServer | undefined
}

/** Connections that wait for another request; more are closed. */
const mostIdle = 256

/** HTTP requests, on connections that are used again. */
export class HttpConnections {
  readonly #dialer: Dialer
  readonly #idle = new Map<string, Open[]>()
  #idleCount = 0

  constructor(dialer: Dialer) {
    this.#dialer = dialer
  }

  /** Makes one request, over `http:` or `https:`. Redirects are not followed. Throws for `signal` alone. */
  async request(request: WebRequest, signal: AbortSignal): Promise<WebAnswer | NetworkFailure> {
    const waiting = this.#takeIdle(request.url.origin)
    if (waiting) {
      const answered = await this.#exchange(waiting, request, request.timeout, signal)
      // It may have been closed at this moment, or hold the rest of an answer: a fresh one shows it.
      if (!isFailure(answered) || answered.kind === 'timeout') return answered
    }
    const start = performance.now()
    const connection = await this.#dialer.dial(webEndpointOf(request.url), request.timeout, signal)
    if (isFailure(connection)) return connection
    // Looking a name up does not count.
    const left = Math.max(request.timeout - (performance.now() - start), request.timeout / 2)
    return this.#exchange(openOn(connection, request.url.origin), request, left, signal)
  }

  /** Closes all connections. */
  async close(): Promise<void> {
    const clients = [...this.#idle.values()].flat().map(({ client }) => client)
    this.#idle.clear()
    this.#idleCount = 0
    await Promise.all(clients.map((client) => client.destroy()))
  }

  async #exchange(open: Open, request: WebRequest, milliseconds: number, signal: AbortSignal) {
    const exchanged = await exchangeHttp(open.client, requestOn(open, request), milliseconds, signal).catch((error) => {
      void open.client.destroy().catch(() => {})
      throw error
    })
    if (isFailure(exchanged) || !exchanged.isReusable || open.client.destroyed) await open.client.destroy()
    else this.#keep(request.url.origin, open)
    if (isFailure(exchanged)) return exchanged
    return { ...exchanged.answer, ...(open.certificateEnds !== undefined && { certificateEnds: open.certificateEnds }) }
  }

  #takeIdle(origin: string): Open | undefined {
    const open = this.#idle.get(origin)?.pop()
    if (open) this.#idleCount--
    return open
  }

  #keep(origin: string, open: Open): void {
    if (this.#idleCount >= mostIdle) return void open.client.destroy().catch(() => {})
    const list = this.#idle.get(origin) ?? []
    this.#idle.set(origin, list)
    list.push(open)
    this.#idleCount++
  }
}

function openOn({ socket, certificateEnds, forward }: Connection, origin: string): Open {
  return { client: clientOn(socket, origin), certificateEnds, forward }
}

/** A proxy that forwards wants the whole address: RFC 9112, section 3.2.2. */
function requestOn({ forward }: Open, { url, method, headers, body }: WebRequest): HttpRequest {
  const path = `${url.pathname}${url.search}`
  const sent = { method, path, headers, ...(body !== undefined && { body }) }
  if (!forward) return sent
  const login = forward.authorization === undefined ? {} : { 'proxy-authorization': forward.authorization }
  return { ...sent, path: `${url.origin}${path}`, headers: { ...headers, host: url.host, ...login } }
}
