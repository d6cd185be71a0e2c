import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { parseAccept } from 'hono/utils/accept'
import { LRUCache } from 'lru-cache'

/** How a body may be compressed on its way, the better first. */
export type Encoding = 'br' | 'gzip'

const encodings: readonly Encoding[] = ['br', 'gzip']

/** Chooses by an `Accept-Encoding` header (RFC 9110, 12.5.3). Undefined is the body as it is. */
export function negotiateEncoding(header: string | undefined): Encoding | undefined {
  const quality = new Map(parseAccept(header ?? '').map(({ type, q }) => [type.toLowerCase(), q]))
  let best: Encoding | undefined
  let most = quality.get('identity') ?? 0
  for (const encoding of encodings) {
    const weight = quality.get(encoding) ?? quality.get('*') ?? 0
    // Browsers weigh all alike: then the better one is taken, and either over none.
    if (weight > most || (weight === most && weight > 0 && !best)) {
      best = encoding
      most = weight
    }
  }
  return best
}

type Bytes = Uint8Array<ArrayBuffer>

const compressWithBrotli = promisify(brotliCompress)
const compressWithGzip = promisify(gzip)

/** Quality 5 is about gzip's speed and a fifth smaller; 11 would hold the first reader up for seconds. */
async function compress(bytes: Bytes, encoding: Encoding): Promise<Bytes> {
  if (encoding === 'gzip') return compressWithGzip(bytes)
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants
  return compressWithBrotli(bytes, { params: { [BROTLI_PARAM_QUALITY]: 5, [BROTLI_PARAM_SIZE_HINT]: bytes.length } })
}

/** Compressed bodies, the least recently used dropped first. */
export class CompressedBodies {
  readonly #bodies: LRUCache<string, Bytes>
  readonly #pending = new Map<string, Promise<Bytes>>()

  /** `maxBytes`: bytes of compressed bodies that are kept. */
  constructor(maxBytes: number) {
    this.#bodies = new LRUCache({ maxSize: maxBytes, sizeCalculation: ({ length }) => length })
  }

  /** Bytes kept now. */
  get size(): number {
    return this.#bodies.calculatedSize
  }

  /** The compressed body of the content that `tag` names; compressed once, however many requests come at the same time. */
  async get(tag: string, encoding: Encoding, bytes: Bytes): Promise<Bytes> {
    const key = `${tag}-${encoding}`
    const kept = this.#bodies.get(key)
    if (kept) return kept
    const pending = this.#pending.get(key) ?? this.#compress(key, encoding, bytes)
    this.#pending.set(key, pending)
    return pending
  }

  async #compress(key: string, encoding: Encoding, bytes: Bytes): Promise<Bytes> {
    try {
      const body = await compress(bytes, encoding)
      this.#bodies.set(key, body)
      return body
    } finally {
      this.#pending.delete(key)
    }
  }
}
