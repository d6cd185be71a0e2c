import { acceptedCodings } from '../../../../src/network/http/body.ts'
import type { HttpConnections, WebAnswer } from '../../../../src/network/http/connections.ts'
import { isFailure, type NetworkFailure } from '../../../../src/network/network-failure.ts'
import type { FetchClock } from './fetch-clock.ts'
import type { HostHealth } from './host-health.ts'
import type { HostLimiter } from './host-limiter.ts'

export interface RetryingClientOptions {
  connections: HttpConnections
  limiter: HostLimiter
  health: HostHealth
  clock: FetchClock
  /** Milliseconds since 1970. */
  now: () => number
  /** For one request, in milliseconds. */
  timeout: number
  retries: number
  userAgent: string
  signal: AbortSignal
}

/** One request for a page, or for what it redirects to. */
export interface PageRequest {
  url: URL
  /** Whether the page's text is wanted. */
  wantsText: boolean
  headers: Record<string, string>
}

/** The first wait before another try is at most this long, and each later one twice as long; in milliseconds. */
const [firstWait, longestWait] = [500, 8000]

/** A server that asks for a longer rest than this is left alone, in milliseconds. */
const longestRest = 30_000

/** The text of a page is read up to this size, in bytes, before and after decompression. */
const largestText = 4 * 1024 * 1024

/** What Firefox sends where somebody opens an address. */
const browserHeaders: Readonly<Record<string, string>> = {
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'accept-language': 'en-US,en;q=0.5',
  'upgrade-insecure-requests': '1',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-site': 'none',
  'sec-fetch-user': '?1',
}

/** Statuses of `HEAD` that are believed: the server, not the page, gives them. */
const believed = new Set([401, 407, 429, 999])

/** Codes of trouble that often passes. */
const passing = new Set([408, 425, 429, 500, 502, 503, 504])

/** Sends a request until there is an answer to rely on: `HEAD`, then `GET`, then again with growing waits. */
export class RetryingClient {
  readonly #options: RetryingClientOptions

  constructor(options: RetryingClientOptions) {
    this.#options = options
  }

  async fetch(request: PageRequest): Promise<WebAnswer | NetworkFailure> {
    const { health } = this.#options
    const { origin } = request.url
    const shared = health.shared(origin)
    if (shared) return shared
    const answer = await this.#retry(request)
    health.learn(origin, answer)
    return answer
  }

  /** As a browser asks that somebody opens the page in: once. */
  fetchAsBrowser(request: PageRequest): Promise<WebAnswer | NetworkFailure> {
    return this.#send({ ...request, headers: { ...browserHeaders, ...request.headers } }, 'GET')
  }

  async #retry(request: PageRequest): Promise<WebAnswer | NetworkFailure> {
    const { health, retries, signal, limiter, clock } = this.#options
    let answer = await this.#send(request, request.wantsText ? 'GET' : 'HEAD')
    if (!request.wantsText && !isBelieved(answer)) answer = await this.#send(request, 'GET')
    for (let attempt = 0; attempt < retries && isPassing(answer); attempt++) {
      if (!health.isWorthRetrying(request.url.origin)) return answer
      const { isForHost, wait } = this.#waitAfter(answer, attempt)
      if (wait > longestRest) return answer
      if (isForHost) limiter.rest(request.url.hostname, wait)
      else await clock.sleep(wait, signal)
      answer = await this.#send(request, 'GET')
    }
    return answer
  }

  /** How long to wait, and whether all of the host has to: as the server asks, else with full jitter, so that many do not come back at once. */
  #waitAfter(answer: WebAnswer | NetworkFailure, attempt: number): { isForHost: boolean; wait: number } {
    const { clock, now } = this.#options
    const told = isFailure(answer) ? undefined : retryAfter(answer.headers, now())
    if (told !== undefined) return { isForHost: true, wait: told }
    const wait = clock.random() * Math.min(longestWait, firstWait * 2 ** attempt)
    return { isForHost: !isFailure(answer) && answer.status === 429, wait }
  }

  #send({ url, wantsText, headers }: PageRequest, method: 'GET' | 'HEAD'): Promise<WebAnswer | NetworkFailure> {
    const { connections, limiter, timeout, userAgent, signal } = this.#options
    const sent = {
      'user-agent': userAgent,
      accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8',
      'accept-language': 'en, *;q=0.5',
      ...(wantsText && { 'accept-encoding': acceptedCodings }),
      ...headers,
    }
    const body = wantsText && method === 'GET' ? { body: largestText } : {}
    return limiter.run(url.hostname, signal, () =>
      connections.request({ url, method, headers: sent, timeout, ...body }, signal),
    )
  }
}

/** Many servers know `GET` alone: what `HEAD` says against a page, `GET` may not. */
function isBelieved(answer: WebAnswer | NetworkFailure): boolean {
  if (isFailure(answer)) return answer.phase !== 'first-byte'
  const asksForRest = answer.status === 503 && answer.headers.has('retry-after')
  return answer.status < 400 || believed.has(answer.status) || asksForRest
}

function isPassing(answer: WebAnswer | NetworkFailure): boolean {
  if (!isFailure(answer)) return passing.has(answer.status)
  return !['private', 'no-such-name', 'certificate', 'malformed'].includes(answer.kind)
}

/**
 * How long a server asks to be left alone, in milliseconds; `undefined` when it does not say. Seconds or a date: RFC 9110,
 * section 10.2.3. `now` in milliseconds since 1970, where the server does not tell its own time.
 */
export function retryAfter(headers: ReadonlyMap<string, string>, now: number): number | undefined {
  const written = headers.get('retry-after')?.trim().slice(0, 100)
  if (written === undefined) return undefined
  if (/^\d+$/.test(written)) return Number(written) * 1000
  const [until, sent] = [Date.parse(written), Date.parse(headers.get('date') ?? '')]
  return Number.isNaN(until) ? undefined : Math.max(0, until - (Number.isNaN(sent) ? now : sent))
}
