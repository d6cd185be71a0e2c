import { createHash } from 'node:crypto'
import { z } from 'zod'
import { codeDigest } from '../../../src/files/code-digest.ts'
import type { Cache, Section } from '../../../src/files/section-cache.ts'
import { type GoodPage, goodPage, timestamp } from './link-outcome.ts'

const entry = z.strictObject({
  /** When it was fetched. */
  at: timestamp,
  /** The version of the code that says so. */
  code: z.string(),
  answer: goodPage,
})

/** Since when a server says that it will be back. */
const outage = z.strictObject({ since: timestamp })

/** The last good answers of addresses, over many runs, and since when some are out of service. */
export class LinkCache {
  readonly #outages: Section<z.infer<typeof outage>>
  readonly #section: Section<z.infer<typeof entry>>
  readonly #trust: number
  readonly #now: number
  /** Computed before anything is fetched, since it takes a moment in which no answer is heard. */
  readonly #code = codeDigest()

  /** `trust` in milliseconds, `now` in milliseconds since 1970. */
  constructor(cache: Cache, trust: number, now: number) {
    this.#section = cache.section('external links', entry)
    this.#outages = cache.section('external links out of service', outage)
    this.#trust = trust
    this.#now = now
  }

  /** A good answer that is still believed: it is young, of this code, and tells of all these fragments. */
  get(url: string, fragments: readonly string[]): GoodPage | undefined {
    const entry = this.#entry(url)
    if (!entry || entry.code !== this.#code || this.#now >= this.#trustEnds(url, entry.at)) return undefined
    return fragments.every((fragment) => entry.answer.fragments[fragment] === true) ? entry.answer : undefined
  }

  /** When an address was last good, and until when that was believed. */
  lastGood(url: string): { lastGood: number; believedUntil: number } | undefined {
    const entry = this.#entry(url)
    return entry && { lastGood: entry.at, believedUntil: this.#trustEnds(url, entry.at) }
  }

  #trustEnds(url: string, at: number): number {
    return at + Math.floor(this.#trust * shareOf(url))
  }

  set(url: string, answer: GoodPage): void {
    // What was missing may be there tomorrow.
    const present = Object.entries(answer.fragments).filter(([, isThere]) => isThere)
    this.#section.set(url, {
      at: this.#now,
      code: this.#code,
      answer: { ...answer, fragments: Object.fromEntries(present) },
    })
  }

  /** Takes note that a server says that it will be back; since when it has said so, without a good answer in between. */
  outageSince(url: string): number {
    const known = this.#outages.get(url)?.since
    const isGoing = known !== undefined && known <= this.#now && known >= (this.#entry(url)?.at ?? 0)
    const since = isGoing ? known : this.#now
    this.#outages.set(url, { since })
    return since
  }

  /** An answer from the future was kept under a clock that was wrong. */
  #entry(url: string) {
    const entry = this.#section.get(url)
    return entry && entry.at <= this.#now ? entry : undefined
  }
}

/** From three quarters to the whole, by the address alone: what was fetched together is not fetched again together. */
function shareOf(url: string): number {
  return 0.75 + (createHash('sha256').update(url).digest().readUInt32BE(0) / 2 ** 32) * 0.25
}
