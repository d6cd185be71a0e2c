import { editDistance, isSwapped } from '../../../src/text/edit-distance.ts'

/** How many names may still be compared: suggestions are a kindness, and must not cost minutes. */
export interface SearchBudget {
  left: number
}

/** A name like another one. */
export interface SimilarName {
  name: string
  isCertain: boolean
}

const longestName = 100

/** A set of names, to look for one that was misspelt. */
export class Names {
  readonly #names: Set<string>
  #lower: Map<string, string[]> | undefined

  constructor(names: Iterable<string>) {
    this.#names = new Set(names)
  }

  has(name: string): boolean {
    return this.#names.has(name)
  }

  /** The only name that differs in capitals alone. */
  otherCase(name: string): string | undefined {
    const names = this.#byLower().get(name.toLowerCase()) ?? []
    return names.length === 1 ? names[0] : undefined
  }

  /** The nearest name: one letter away, or such that it can be no other, which is certain. */
  similar(name: string, budget: SearchBudget): SimilarName | undefined {
    const written = name.toLowerCase()
    const limit = limitOf(written)
    let [best, next] = [limit + 1, limit + 1]
    let nearest: { lower: string; name: string } | undefined
    if (written.length > longestName) return undefined
    for (const [lower, [first]] of this.#byLower()) {
      if (budget.left-- <= 0) return undefined
      if (first === undefined || Math.abs(lower.length - written.length) > limit || lower.length > longestName) continue
      const letters = editDistance(written, lower)
      if (letters < best) {
        next = best
        best = letters
        nearest = { lower, name: first }
      } else next = Math.min(next, letters)
    }
    if (!nearest) return undefined
    const isAlone = next >= best + 2 || next > limit
    const isCertain = isAlone && extension(written) === extension(nearest.lower) && isTypo(written, nearest.lower)
    // Two names that differ in a word or in a number are mostly about two things.
    const isSlip = best <= 1 && digits(written) === digits(nearest.lower)
    return isCertain || isSlip ? { name: nearest.name, isCertain } : undefined
  }

  #byLower(): Map<string, string[]> {
    this.#lower ??= Map.groupBy(this.#names, (name) => name.toLowerCase())
    return this.#lower
  }
}

function limitOf(name: string): number {
  const stem = name.replace(/\.[^.]*$/, '').length
  return stem < 6 ? 1 : Math.max(2, Math.floor(stem * 0.25))
}

function extension(name: string): string {
  return /\.[^.]*$/.exec(name)?.[0] ?? ''
}

/**
 * Whether one name is the other with a slip of the finger, and can be nothing else: the same numbers, and one word of
 * some length that begins alike. `install` is not `uninstall`, and `step-1` is not `step-2`.
 */
export function isTypo(a: string, b: string): boolean {
  if (digits(a) !== digits(b)) return false
  const [first, second] = [wordsOf(a), wordsOf(b)]
  if (first.join('') === second.join('')) return true
  if (first.length !== second.length) return false
  const differing = first.flatMap((word, index): [string, string][] => {
    const other = second[index] ?? ''
    return word === other ? [] : [[word, other]]
  })
  const [pair] = differing
  if (!pair || differing.length > 1 || pair[0][0] !== pair[1][0]) return false
  const length = Math.max(pair[0].length, pair[1].length)
  // `built` may well be another page than `build`, and `mitigation` than `motivation`, but nobody writes `sotrage`.
  return isSwapped(...pair) ? length >= 5 : editDistance(...pair) <= (length >= 12 ? 2 : length >= 6 ? 1 : 0)
}

/**
 * Whether a name can only be a misspelt one: its letters differ inside of a word. What differs at a word's end or in what
 * parts the words may well be another page in another folder.
 */
export function isMisspelt(written: string, meant: string): boolean {
  const [first, second] = [wordsOf(written.toLowerCase()), wordsOf(meant.toLowerCase())]
  const differing = first.findIndex((word, index) => word !== second[index])
  const [one = '', other = ''] = [first[differing], second[differing]]
  return (
    isTypo(written.toLowerCase(), meant.toLowerCase()) &&
    one !== '' &&
    one.at(-1) === other.at(-1) &&
    first.length === second.length
  )
}

function digits(name: string): string {
  return name.replace(/\D/g, '')
}

function wordsOf(name: string): string[] {
  return name.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
}
