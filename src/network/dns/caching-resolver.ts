import type { Resolution, Resolver } from './resolver.ts'

/** After so many failures and nothing else, the servers themselves are out of reach. */
const mostFailures = 10

/** Looks each name up once. What failed is tried again at the next call, while anything works at all. */
export class CachingResolver implements Resolver {
  readonly #inner: Resolver
  readonly #known = new Map<string, Promise<Resolution>>()
  #failures = 0
  #answers = 0

  constructor(inner: Resolver) {
    this.#inner = inner
  }

  resolve(host: string, signal: AbortSignal): Promise<Resolution> {
    const name = host.toLowerCase()
    const known = this.#known.get(name)
    if (known) return known
    if (this.isOutOfReach) return Promise.resolve({ kind: 'failure', reason: 'no server answers' })
    const resolution = this.#resolve(name, signal)
    this.#known.set(name, resolution)
    return resolution
  }

  /** Whether no server has ever answered. */
  get isOutOfReach(): boolean {
    return this.#answers === 0 && this.#failures >= mostFailures
  }

  async #resolve(name: string, signal: AbortSignal): Promise<Resolution> {
    const resolution = await this.#inner.resolve(name, signal)
    if (resolution.kind !== 'failure') this.#answers++
    else {
      this.#failures++
      this.#known.delete(name)
    }
    return resolution
  }
}
