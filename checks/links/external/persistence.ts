import { understoodCodings } from '../../../src/network/http/body.ts'
import type { HttpConnections, WebAnswer } from '../../../src/network/http/connections.ts'
import { isFailure, type NetworkFailure } from '../../../src/network/network-failure.ts'
import type { Clock } from './clock.ts'
import type { HostHealth } from './host-health.ts'
import type { HostLimiter } from './host-limiter.ts'
import { retryAfter } from './retry-after.ts'

export interface PersistenceOptions {
  connections: HttpConnections
  lanes: HostLimiter
  health: HostHealth
  clock: Clock
  /** Milliseconds since 1970. */
  now: () => number
  /** For one request, in milliseconds. */
  timeout: number
  retries: number
  userAgent: string
  signal: AbortSignal
}

/** How one hop is asked. */
export interface Hop {
  url: URL
  /** Whether the page's text is wanted. */
  wantsText: boolean
  headers: Record<string, string>
}

/** The first wait before another try is at most this long, and each later one twice as long; in milliseconds. */
const [firstWait, longestWait] = [500, 8000]

/** A server that asks for more patience than this is left alone. */
const longestRest = 30_000

/** The text of a page is read up to this size, in bytes, before and after decompression. */
const largestText = 4 * 1024 * 1024

/** Statuses of `HEAD` that are believed: the server, not the page, gives them. */
const believed = new Set([401, 407, 429, 999])

/** Codes of trouble that often passes. */
const passing = new Set([408, 425, 429, 500, 502, 503, 504])

/** Asks for one hop until there is an answer to rely on: `HEAD`, then `GET`, then again with growing waits. */
export class Persistence {
  readonly #options: PersistenceOptions

  constructor(options: PersistenceOptions) {
    this.#options = options
  }

  async ask(hop: Hop): Promise<WebAnswer | NetworkFailure> {
    const { health } = this.#options
    const { origin } = hop.url
    const shared = health.shared(origin)
    if (shared) return shared
    const answer = await this.#askAgain(hop)
    health.learn(origin, answer)
    return answer
  }

  async #askAgain(hop: Hop): Promise<WebAnswer | NetworkFailure> {
    const { health, retries, signal, lanes, clock } = this.#options
    let answer = await this.#askOnce(hop, hop.wantsText ? 'GET' : 'HEAD')
    if (!hop.wantsText && !isBelieved(answer)) answer = await this.#askOnce(hop, 'GET')
    for (let attempt = 0; attempt < retries && isPassing(answer); attempt++) {
      if (!health.isWorthRetrying(hop.url.origin)) return answer
      const { inScope, wait } = this.#waitAfter(answer, attempt)
      if (wait > longestRest) return answer
      if (inScope) lanes.rest(hop.url.hostname, wait)
      else await clock.sleep(wait, signal)
      answer = await this.#askOnce(hop, 'GET')
    }
    return answer
  }

  /** How long to wait: as the server asks, else with full jitter, so that many do not come back at once. */
  #waitAfter(answer: WebAnswer | NetworkFailure, attempt: number): { inScope: boolean; wait: number } {
    const { clock, now } = this.#options
    const asked = isFailure(answer) ? undefined : retryAfter(answer.headers, now())
    if (asked !== undefined) return { inScope: true, wait: asked }
    const wait = clock.random() * Math.min(longestWait, firstWait * 2 ** attempt)
    return { inScope: !isFailure(answer) && answer.status === 429, wait }
  }

  #askOnce({ url, wantsText, headers }: Hop, method: 'GET' | 'HEAD'): Promise<WebAnswer | NetworkFailure> {
    const { connections, lanes, timeout, userAgent, signal } = this.#options
    const sent = {
      'user-agent': userAgent,
      accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8',
      'accept-language': 'en, *;q=0.5',
      ...(wantsText && { 'accept-encoding': understoodCodings }),
      ...headers,
    }
    const body = wantsText && method === 'GET' ? { body: largestText } : {}
    return lanes.run(url.hostname, signal, () =>
      connections.request({ url, method, headers: sent, timeout, ...body }, signal),
    )
  }
}

/** Many servers know `GET` alone: what `HEAD` says against a page is asked again. */
function isBelieved(answer: WebAnswer | NetworkFailure): boolean {
  if (isFailure(answer)) return answer.phase !== 'first-byte'
  const asksForPatience = answer.status === 503 && answer.headers.has('retry-after')
  return answer.status < 400 || believed.has(answer.status) || asksForPatience
}

function isPassing(answer: WebAnswer | NetworkFailure): boolean {
  if (!isFailure(answer)) return passing.has(answer.status)
  return !['private', 'no-such-name', 'certificate', 'malformed'].includes(answer.kind)
}
