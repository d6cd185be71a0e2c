import { createHash } from 'node:crypto'
import { z } from 'zod'
import { codeDigest } from '../../../src/files/code-digest.ts'
import type { Cache, Section } from '../../../src/files/section-cache.ts'
import { type Good, good, moment } from './outcome.ts'

const kept = z.strictObject({
  /** When it was asked. */
  at: moment,
  /** The code that judged it. */
  code: z.string(),
  answer: good,
})

/** The last good answers of addresses, over many runs. */
export class Memory {
  readonly #section: Section<z.infer<typeof kept>>
  readonly #trust: number
  readonly #now: number
  /** Computed before anything is asked, since it takes a moment in which no answer is heard. */
  readonly #code = codeDigest()

  /** `trust` in milliseconds, `now` in milliseconds since 1970. */
  constructor(cache: Cache, trust: number, now: number) {
    this.#section = cache.section('external links', kept)
    this.#trust = trust
    this.#now = now
  }

  /** A good answer that needs no asking again: it is young, of this code, and tells of all these fragments. */
  trusted(url: string, hashes: readonly string[]): Good | undefined {
    const entry = this.#entry(url)
    if (!entry || entry.code !== this.#code || this.#now >= this.#trustEnds(url, entry.at)) return undefined
    return hashes.every((hash) => entry.answer.fragments[hash] === true) ? entry.answer : undefined
  }

  /** When an address was last good, and until when that was believed. */
  lastGood(url: string): { lastGood: number; believedUntil: number } | undefined {
    const entry = this.#entry(url)
    return entry && { lastGood: entry.at, believedUntil: this.#trustEnds(url, entry.at) }
  }

  #trustEnds(url: string, at: number): number {
    return at + Math.floor(this.#trust * shareOf(url))
  }

  keep(url: string, answer: Good): void {
    // What was missing may be there tomorrow.
    const found = Object.entries(answer.fragments).filter(([, isThere]) => isThere)
    this.#section.set(url, {
      at: this.#now,
      code: this.#code,
      answer: { ...answer, fragments: Object.fromEntries(found) },
    })
  }

  /** An answer from the future was kept under a clock that was wrong. */
  #entry(url: string) {
    const entry = this.#section.get(url)
    return entry && entry.at <= this.#now ? entry : undefined
  }
}

/** From three quarters to the whole, by the address alone: what was asked together is not asked again together. */
function shareOf(url: string): number {
  return 0.75 + (createHash('sha256').update(url).digest().readUInt32BE(0) / 2 ** 32) * 0.25
}
