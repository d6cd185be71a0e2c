import { diffArrays } from 'diff'

/** Which entries of two lists are each other's: indices of both, both ascending. */
export type Pairs = [before: number, after: number][]

/** How much may still be compared by ways that cost more than the length of what they compare. In steps. */
export interface Budget {
  steps: number
  /** Whether something was left out for want of it. */
  isSpent: boolean
}

/** Two lists that differ in more entries than this are not compared entry by entry. */
const mostEdits = 1_000
/** Entries that stand once in a part of a list may divide that part again, down to here. */
const deepest = 24

/**
 * Pairs equal entries of two lists, in order. What stands once in both divides them (Cohen's "patience" order); between,
 * the shortest edit script is looked for (Myers), as long as the budget lasts. Takes about n log n.
 */
export function alignSequences(before: readonly number[], after: readonly number[], budget: Budget): Pairs {
  const pairs: Pairs = []
  alignRange(before, after, { b0: 0, b1: before.length, a0: 0, a1: after.length }, { pairs, budget, depth: 0 })
  return pairs.sort(([one], [other]) => one - other)
}

/** The same by the shortest edit script alone, which for sentences reads better than what stands in them once. */
export function alignShortest(before: readonly number[], after: readonly number[], budget: Budget): Pairs {
  const pairs: Pairs = []
  alignRange(before, after, { b0: 0, b1: before.length, a0: 0, a1: after.length }, { pairs, budget, depth: deepest })
  return pairs.sort(([one], [other]) => one - other)
}

interface Range {
  b0: number
  b1: number
  a0: number
  a1: number
}

function alignRange(
  before: readonly number[],
  after: readonly number[],
  whole: Range,
  state: { pairs: Pairs; budget: Budget; depth: number },
): void {
  let { b0, b1, a0, a1 } = whole
  while (b0 < b1 && a0 < a1 && before[b0] === after[a0]) state.pairs.push([b0++, a0++])
  while (b0 < b1 && a0 < a1 && before[b1 - 1] === after[a1 - 1]) state.pairs.push([--b1, --a1])
  if (b0 === b1 || a0 === a1) return
  const anchors = state.depth < deepest ? uniqueAnchors(before, after, { b0, b1, a0, a1 }) : []
  if (anchors.length === 0) {
    alignShared(before, after, { b0, b1, a0, a1 }, state)
    return
  }
  const next = { ...state, depth: state.depth + 1 }
  for (const [b, a] of anchors) {
    state.pairs.push([b, a])
    alignRange(before, after, { b0, b1: b, a0, a1: a }, next)
    b0 = b + 1
    a0 = a + 1
  }
  alignRange(before, after, { b0, b1, a0, a1 }, next)
}

/** Entries that stand once in both, the longest row of them that is in order. */
function uniqueAnchors(before: readonly number[], after: readonly number[], { b0, b1, a0, a1 }: Range): Pairs {
  const places = new Map<number, { b: number; a: number }>()
  for (let b = b0; b < b1; b++) {
    const entry = before[b] ?? -1
    places.set(entry, { b: places.has(entry) ? -1 : b, a: -1 })
  }
  for (let a = a0; a < a1; a++) {
    const place = places.get(after[a] ?? -1)
    if (place) place.a = place.a === -1 ? a : -2
  }
  const common: Pairs = []
  for (const { b, a } of places.values()) if (b >= 0 && a >= 0) common.push([b, a])
  common.sort(([one], [other]) => one - other)
  return longestAscending(common)
}

/** The longest part of some pairs whose second numbers ascend. */
function longestAscending(pairs: Pairs): Pairs {
  const ends: number[] = []
  const previous: number[] = []
  for (const [index, [, a]] of pairs.entries()) {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((pairs[ends[middle] ?? 0]?.[1] ?? 0) < a) low = middle + 1
      else high = middle
    }
    previous[index] = low > 0 ? (ends[low - 1] ?? -1) : -1
    ends[low] = index
  }
  const found: Pairs = []
  for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) {
    const pair = pairs[index]
    if (pair) found.push(pair)
  }
  return found.reverse()
}

/** The shortest edit script between entries that both ranges have at all. */
function alignShared(
  before: readonly number[],
  after: readonly number[],
  { b0, b1, a0, a1 }: Range,
  { pairs, budget }: { pairs: Pairs; budget: Budget },
): void {
  const inBefore = new Set(before.slice(b0, b1))
  const inAfter = new Set(after.slice(a0, a1))
  const bs = indices(b0, b1).filter((index) => inAfter.has(before[index] ?? -1))
  const as = indices(a0, a1).filter((index) => inBefore.has(after[index] ?? -1))
  if (bs.length === 0 || as.length === 0) return
  const affordable = Math.floor(Math.sqrt(Math.max(0, budget.steps)))
  const maxEditLength = Math.min(mostEdits, affordable)
  const parts = diffArrays(
    bs.map((index) => before[index]),
    as.map((index) => after[index]),
    { maxEditLength },
  )
  if (parts === undefined) {
    budget.steps -= maxEditLength ** 2
    budget.isSpent = true
    return
  }
  let [b, a, edits] = [0, 0, 0]
  for (const { added, removed, count } of parts) {
    if (added) a += count
    else if (removed) b += count
    else for (let index = 0; index < count; index++) pairs.push([bs[b++] ?? 0, as[a++] ?? 0])
    if (added || removed) edits += count
  }
  budget.steps -= edits ** 2 + bs.length + as.length
}

function indices(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index)
}

/** How entries of two lists that are not equal may be each other's. */
export interface Likeness {
  /** From 0 to 1; 0 where they may not be. */
  of(before: number, after: number): number
  /** What like entries mostly have in common. */
  keyBefore(index: number): number
  keyAfter(index: number): number
  /** What two have to reach. */
  least: number
  /** How much of the whole two that are each other's are; 1 where it is absent. */
  size?(before: number, after: number): number
}

/** Lists that differ in so few entries are compared each with each, equal ones and others. */
const mostWhole = 40_000

/**
 * Pairs equal entries of two lists and those that are like each other, in order, so that as much as possible is paired.
 * Undefined where the lists are too long for that: then equal ones are paired first, by `alignSequences`.
 */
export function pairAll(
  before: readonly number[],
  after: readonly number[],
  like: Likeness,
  budget: Budget,
): Pairs | undefined {
  let [b0, a0, b1, a1] = [0, 0, before.length, after.length]
  const pairs: Pairs = []
  while (b0 < b1 && a0 < a1 && before[b0] === after[a0]) pairs.push([b0++, a0++])
  while (b0 < b1 && a0 < a1 && before[b1 - 1] === after[a1 - 1]) pairs.push([--b1, --a1])
  const size = (b1 - b0) * (a1 - a0)
  if (size > mostWhole || size > budget.steps) return undefined
  budget.steps -= size
  const equalOrLike: Likeness = { ...like, of: (b, a) => (before[b] === after[a] ? 1.2 : like.of(b, a)) }
  return [...pairs, ...bestPairs(indices(b0, b1), indices(a0, a1), equalOrLike)].sort(([one], [other]) => one - other)
}

/** So many comparisons in one gap are made one by one. */
const mostComparisons = 2_500
/** In a gap that is larger, an entry is looked for among so many. */
const window = 6

/** Pairs entries of a gap that are like each other, in order, so that the sum of their likeness is the largest. */
export function pairLike(before: readonly number[], after: readonly number[], like: Likeness, budget: Budget): Pairs {
  if (before.length === 0 || after.length === 0) return []
  const size = before.length * after.length
  if (size <= mostComparisons && budget.steps > size) {
    budget.steps -= size
    return bestPairs(before, after, like)
  }
  return pairInLargeGap(before, after, like, budget)
}

function bestPairs(
  before: readonly number[],
  after: readonly number[],
  { of, least, size = () => 1 }: Likeness,
): Pairs {
  const width = after.length + 1
  const sums = new Float64Array((before.length + 1) * width)
  const likeness = new Float64Array(before.length * after.length)
  for (let b = before.length - 1; b >= 0; b--) {
    for (let a = after.length - 1; a >= 0; a--) {
      const [one, other] = [before[b] ?? 0, after[a] ?? 0]
      const found = of(one, other)
      const worth = found >= least ? found * size(one, other) : 0
      likeness[b * after.length + a] = worth
      const both = worth > 0 ? worth + (sums[(b + 1) * width + a + 1] ?? 0) : 0
      sums[b * width + a] = Math.max(both, sums[(b + 1) * width + a] ?? 0, sums[b * width + a + 1] ?? 0)
    }
  }
  const pairs: Pairs = []
  let [b, a] = [0, 0]
  while (b < before.length && a < after.length) {
    const sum = sums[b * width + a] ?? 0
    const found = likeness[b * after.length + a] ?? 0
    if (found > 0 && sum === found + (sums[(b + 1) * width + a + 1] ?? 0)) {
      pairs.push([before[b++] ?? 0, after[a++] ?? 0])
    } else if (sum === (sums[(b + 1) * width + a] ?? 0)) b++
    else a++
  }
  return pairs
}

/** By what they mostly have in common, and between these among those that stand near. */
function pairInLargeGap(before: readonly number[], after: readonly number[], like: Likeness, budget: Budget): Pairs {
  const byKey = alignSequences(before.map(like.keyBefore), after.map(like.keyAfter), budget).filter(
    ([b, a]) => like.of(before[b] ?? 0, after[a] ?? 0) >= like.least,
  )
  const pairs: Pairs = []
  let [b0, a0] = [0, 0]
  for (const [b, a] of [...byKey, [before.length, after.length] as const]) {
    for (const pair of pairNear(before.slice(b0, b), after.slice(a0, a), like, budget)) pairs.push(pair)
    if (b < before.length) pairs.push([before[b] ?? 0, after[a] ?? 0])
    b0 = b + 1
    a0 = a + 1
  }
  return pairs
}

function pairNear(before: readonly number[], after: readonly number[], like: Likeness, budget: Budget): Pairs {
  const size = before.length * after.length
  if (size === 0) return []
  if (size <= mostComparisons && budget.steps > size) {
    budget.steps -= size
    return bestPairs(before, after, like)
  }
  budget.isSpent = true
  const pairs: Pairs = []
  let next = 0
  for (const [index, b] of before.entries()) {
    let best: { at: number; found: number } | undefined
    const from = Math.max(next, Math.min(next + window, index - window))
    for (let at = from; at < Math.min(after.length, from + 2 * window); at++) {
      const found = like.of(b, after[at] ?? 0)
      if (found >= like.least && found > (best?.found ?? 0)) best = { at, found }
    }
    if (!best) continue
    pairs.push([b, after[best.at] ?? 0])
    next = best.at + 1
  }
  return pairs
}

/** The part of two sets that they have in common, from 0 to 1. Source: the Sørensen–Dice coefficient. */
export function shared(one: ReadonlySet<number> | undefined, other: ReadonlySet<number> | undefined): number {
  if (!one || !other || one.size + other.size === 0) return 0
  let both = 0
  for (const entry of one) if (other.has(entry)) both++
  return (2 * both) / (one.size + other.size)
}
