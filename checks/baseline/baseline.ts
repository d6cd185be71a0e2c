import { z } from 'zod'
import type { Finding } from '../../src/finding/finding.ts'
import { type FindingIdentity, identityKey, identityOf } from '../since/finding-identity.ts'

const text = z.string().min(1).max(4096)

const knownFinding = z.strictObject({
  file: text,
  code: text,
  finding: text,
  /** How many of it the file has; one when absent. */
  count: z.int().min(1).max(1_000_000).optional(),
})

/** A file of known findings. */
export const baselineSchema = z.strictObject({
  waymark: z.literal('baseline'),
  version: z.literal(1),
  findings: z.array(knownFinding).max(1_000_000),
})

/** What is known to be wrong, and how often. */
export type KnownFinding = z.infer<typeof knownFinding>

export interface Comparison {
  /** Those that are not known, in their order. */
  fresh: Finding[]
  /** How many are known. */
  known: number
  /** What is known, but is not there any more, in the order of the baseline. */
  mended: KnownFinding[]
  /** The baseline without what is mended. */
  pruned: KnownFinding[]
  /** The baseline with all that was found now, and without what is mended. */
  renewed: KnownFinding[]
}

/** What a run can tell of. */
export interface Reach {
  /** Whether it would find what is known, if it were there still. */
  isLookedFor: (known: KnownFinding) => boolean
  /** Whether a file is there. */
  isThere: (file: string) => boolean
}

/**
 * Holds findings against those that are known. They are matched by what they are; those of a file that is gone also by
 * the same ones in another file, since pages are moved. Of more than are known, the last ones are new.
 */
export function compare(
  findings: readonly Finding[],
  baseline: readonly KnownFinding[],
  { isLookedFor, isThere }: Reach,
): Comparison {
  const inPlace = new Stock(baseline.filter(isLookedFor), identityKey)
  const unknown = findings.filter((finding) => !inPlace.take(identityOf(finding)))
  const { there = [], gone = [] } = Object.groupBy(inPlace.rest(), ({ file }) => (isThere(file) ? 'there' : 'gone'))
  const moved = new Stock(gone, (identity) => identityKey({ ...identity, file: '' }))
  const fresh = unknown.filter((finding) => !moved.take(identityOf(finding)))
  const isFresh = new Set(fresh)
  const others = baseline.filter((known) => !isLookedFor(known))
  return {
    fresh,
    known: findings.length - fresh.length,
    mended: inOrder([...there, ...moved.rest()]),
    pruned: inOrder([...others, ...counted(findings.filter((finding) => !isFresh.has(finding)))]),
    renewed: inOrder([...others, ...counted(findings)]),
  }
}

/** Known findings, of which each is taken as often as it is known. */
class Stock {
  readonly #keyOf: (identity: FindingIdentity) => string
  readonly #entries: ReadonlyMap<string, { known: KnownFinding; left: number }[]>

  constructor(all: readonly KnownFinding[], keyOf: (identity: FindingIdentity) => string) {
    this.#keyOf = keyOf
    this.#entries = Map.groupBy(
      all.map((known) => ({ known, left: known.count ?? 1 })),
      ({ known }) => keyOf(known),
    )
  }

  take(identity: FindingIdentity): boolean {
    const entry = this.#entries.get(this.#keyOf(identity))?.find(({ left }) => left > 0)
    if (entry) entry.left -= 1
    return entry !== undefined
  }

  rest(): KnownFinding[] {
    const entries = [...this.#entries.values()].flat().filter(({ left }) => left > 0)
    return entries.map(({ known: { file, code, finding }, left }) => entryOf({ file, code, finding }, left))
  }
}

function counted(findings: readonly Finding[]): KnownFinding[] {
  const alike = Map.groupBy(findings.map(identityOf), identityKey)
  return [...alike.values()].flatMap(([first, ...rest]) => (first ? [entryOf(first, rest.length + 1)] : []))
}

function entryOf(identity: FindingIdentity, count: number): KnownFinding {
  return count === 1 ? identity : { ...identity, count }
}

/** By code units, which is the same everywhere. */
export function inOrder(known: readonly KnownFinding[]): KnownFinding[] {
  return known.toSorted((a, b) => less(a.file, b.file) || less(a.code, b.code) || less(a.finding, b.finding))
}

function less(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
