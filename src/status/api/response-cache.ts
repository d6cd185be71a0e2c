import { LRUCache } from 'lru-cache'
import type { JsonBody } from './json-response.ts'

interface CachedResponse {
  revision: number | string
  /** In milliseconds. */
  at: number
  body: JsonBody
}

interface Moment {
  /** Changes with what is shown. */
  revision: number | string
  /** In milliseconds. */
  now: number
}

type Make = () => JsonBody | undefined | Promise<JsonBody | undefined>

/** How long a body is sent again though something has changed, in milliseconds. */
const changedMaxAgeMs = 200
/** How long one is sent again because nothing has changed: verdicts grow old by themselves. */
const maxAgeMs = 1000

/** Bodies that were made a moment ago, for all requests at the same time: requests that always differ fill no memory. */
export class ResponseCache {
  readonly #responses: LRUCache<string, CachedResponse>
  readonly #pending = new Map<string, Promise<JsonBody | undefined>>()

  /** `maxBytes`: bytes that are kept. */
  constructor(maxBytes: number) {
    // A key may be long, too: it comes with the request.
    const sizeCalculation = ({ body }: CachedResponse, key: string) => 2 * key.length + body.bytes.length
    this.#responses = new LRUCache({ maxSize: maxBytes, sizeCalculation })
  }

  /** Bytes kept now. */
  get size(): number {
    return this.#responses.calculatedSize
  }

  /** The body of a key; undefined where there is none. */
  async get(key: string, moment: Moment, make: Make): Promise<JsonBody | undefined> {
    const { revision, now } = moment
    const cached = this.#responses.get(key)
    const age = cached ? now - cached.at : Number.NaN
    if (cached && age >= 0 && age < (cached.revision === revision ? maxAgeMs : changedMaxAgeMs)) return cached.body
    const pending = this.#pending.get(key) ?? this.#make(key, moment, make)
    this.#pending.set(key, pending)
    return pending
  }

  async #make(key: string, { revision, now }: Moment, make: Make): Promise<JsonBody | undefined> {
    try {
      // A request that comes meanwhile is to find that it is being made.
      await undefined
      const body = await make()
      if (body) this.#responses.set(key, { revision, at: now, body })
      else this.#responses.delete(key)
      return body
    } finally {
      this.#pending.delete(key)
    }
  }
}
