import { editDistance } from '../../../src/text/edit-distance.ts'
import { isTypo } from './typo.ts'

/** How many names may still be compared: suggestions are a kindness, and must not cost minutes. */
export interface SearchBudget {
  left: number
}

/** A name like another one. */
export interface Near {
  name: string
  isCertain: boolean
}

const longest = 100

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
    const found = this.#byLower().get(name.toLowerCase()) ?? []
    return found.length === 1 ? found[0] : undefined
  }

  /** The nearest name; certain when it can be no other. */
  near(name: string, effort: SearchBudget): Near | undefined {
    const written = name.toLowerCase()
    const limit = limitOf(written)
    let [best, next] = [limit + 1, limit + 1]
    let found: { lower: string; name: string } | undefined
    if (written.length > longest) return undefined
    for (const [lower, [first]] of this.#byLower()) {
      if (effort.left-- <= 0) return undefined
      if (first === undefined || Math.abs(lower.length - written.length) > limit || lower.length > longest) continue
      const letters = editDistance(written, lower)
      if (letters < best) {
        next = best
        best = letters
        found = { lower, name: first }
      } else next = Math.min(next, letters)
    }
    if (!found) return undefined
    const isAlone = next >= best + 2 || next > limit
    return {
      name: found.name,
      isCertain: isAlone && extension(written) === extension(found.lower) && isTypo(written, found.lower),
    }
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
