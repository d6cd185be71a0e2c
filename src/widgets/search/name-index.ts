import { editDistance } from '../../text/edit-distance.ts'
import type { NameKind, PageOfName } from './name-file.ts'
import { isUnspaced } from './unspaced-script.ts'
import { stemOf } from './word-forms.ts'
import { flat, folded, partsOf, type Term, trimmed } from './words.ts'

/** A name and the pages that have it. */
export interface Name {
  kind: NameKind
  text: string
  pages: readonly PageOfName[]
}

/** How well a word fits a name: 1 where it is one of its words. */
export interface NameMatch {
  quality: number
  /** Whether it had to be spelled in another way. */
  isSlip: boolean
}

/** How a whole question fits a whole name, the best first. */
export type WholeMatch = 'same' | 'same letters' | 'slip'

/** What a word of these qualities is to a name. A beginning of a word comes between the first and the second of its. */
const quality = {
  sameLetters: 0.97,
  stem: 0.62,
  parts: 0.8,
  someParts: 0.38,
  beginning: [0.55, 0.85],
  stemBeginning: 0.45,
  oneSlip: 0.5,
  twoSlips: 0.4,
} as const

/** More words that begin alike are not told apart by their beginning. */
const mostBeginnings = 3_000

/** Of a long word of an unspaced script, and of one with many humps, so many beginnings are known. */
const mostSuffixes = 40

/** Letters that may be wrong in a word of some length. */
export function slipsAllowed(length: number): number {
  if (length < 4) return 0
  return length < 8 ? 1 : 2
}

/** Finds names by their words, whole words first. Never changes. */
export class NameIndex {
  readonly #names: readonly Name[]
  readonly #tokens = new Map<string, Name[]>()
  /** By all their letters and digits. */
  readonly #flats = new Map<string, Name[]>()
  #sorted: string[] | undefined
  #byLength: Map<number, string[]> | undefined
  #flatsByLength: Map<number, string[]> | undefined

  constructor(names: readonly Name[]) {
    this.#names = names
    const known = new Map<string, CutWord>()
    for (const name of names) {
      let letters = ''
      for (const word of name.text.split(/\s+/)) {
        const cut = known.get(word) ?? cutWord(word)
        known.set(word, cut)
        letters += cut.flat
        for (const token of cut.tokens) this.#add(token, name)
      }
      push(this.#flats, letters, name)
    }
  }

  #add(token: string, name: Name): void {
    const names = this.#tokens.get(token)
    if (!names) this.#tokens.set(token, [name])
    else if (names.at(-1) !== name) names.push(name)
  }

  /** The names that a word fits. */
  match(term: Term): Map<Name, NameMatch> {
    const found = new Map<Name, NameMatch>()
    const take = (names: readonly Name[] | undefined, fit: number, isSlip = false) => {
      for (const name of names ?? []) {
        if (fit > (found.get(name)?.quality ?? 0)) found.set(name, { quality: fit, isSlip })
      }
    }
    if (term.isPhrase) {
      take(
        this.#names.filter(({ text }) => folded(text).includes(term.whole)),
        1,
      )
      return found
    }
    take(this.#tokens.get(term.whole), 1)
    if (term.flat === '') return found
    take(this.#tokens.get(term.flat), term.whole === term.flat ? 1 : quality.sameLetters)
    const isExact = found.size > 0
    const [least, most] = quality.beginning
    for (const token of this.#beginningWith(term.flat)) {
      if (token !== term.flat) take(this.#tokens.get(token), least + ((most - least) * term.flat.length) / token.length)
    }
    if (isUnspaced(term.flat)) return found
    const stem = stemOf(term.flat)
    if (stem !== term.flat) {
      take(this.#tokens.get(stem), quality.stem)
      for (const token of this.#beginningWith(stem)) take(this.#tokens.get(token), quality.stemBeginning)
    }
    const { all, some } = this.#withParts(term.parts)
    take(all, quality.parts)
    if (!isExact) {
      for (const { word, slips } of this.#slipsOf(this.#tokenLengths(), term.flat))
        take(this.#tokens.get(word), slips === 1 ? quality.oneSlip : quality.twoSlips, true)
    }
    if (found.size === 0) for (const { name, share } of some) take([name], quality.someParts * share)
    return found
  }

  /** The names that are what was asked for, as a whole. */
  matchWhole(question: string): Map<Name, WholeMatch> {
    const found = new Map<Name, WholeMatch>()
    const bare = question.trim().replace(/\s+/g, ' ')
    const letters = flat(bare)
    const asked = new Set([folded(bare), folded(trimmed(bare))])
    for (const name of this.#flats.get(letters) ?? [])
      if (asked.has(folded(name.text.trim().replace(/\s+/g, ' ')))) found.set(name, 'same')
      else if (letters !== '') found.set(name, 'same letters')
    if (found.size > 0 || letters === '' || isUnspaced(letters)) return found
    this.#flatsByLength ??= lengthsOf(this.#flats.keys())
    for (const { word } of this.#slipsOf(this.#flatsByLength, letters))
      for (const name of this.#flats.get(word) ?? []) found.set(name, 'slip')
    return found
  }

  #beginningWith(start: string): string[] {
    this.#sorted ??= [...this.#tokens.keys()].sort()
    const from = firstAtLeast(this.#sorted, start)
    let to = from
    while (to < this.#sorted.length && to - from < mostBeginnings && this.#sorted[to]?.startsWith(start)) to++
    return this.#sorted.slice(from, to)
  }

  #tokenLengths(): Map<number, string[]> {
    this.#byLength ??= lengthsOf(this.#tokens.keys())
    return this.#byLength
  }

  /** Words that a few wrong letters make of a word. Another number is another thing, and no slip. */
  #slipsOf(known: ReadonlyMap<number, string[]>, word: string): { word: string; slips: number }[] {
    const allowed = slipsAllowed(word.length)
    const digits = digitsOf(word)
    const found: { word: string; slips: number }[] = []
    for (let length = word.length - allowed; allowed > 0 && length <= word.length + allowed; length++) {
      for (const other of known.get(length) ?? []) {
        const slips = editDistance(word, other)
        if (slips > 0 && slips <= allowed && digitsOf(other) === digits) found.push({ word: other, slips })
      }
    }
    return found
  }

  /** The names with all parts of a word, and those with at least half of them. */
  #withParts(parts: readonly string[]): { all: Name[]; some: { name: Name; share: number }[] } {
    const counts = new Map<Name, number>()
    if (parts.length < 2) return { all: [], some: [] }
    for (const part of new Set(parts))
      for (const name of this.#tokens.get(part) ?? []) counts.set(name, (counts.get(name) ?? 0) + 1)
    const most = new Set(parts).size
    const some = Array.from(counts, ([name, count]) => ({ name, share: count / most }))
    return {
      all: some.filter(({ share }) => share === 1).map(({ name }) => name),
      some: some.filter(({ share }) => share >= 0.5 && share < 1),
    }
  }
}

/** A word of a name, with what it is found by. */
interface CutWord {
  flat: string
  /** Itself, its letters, each of its parts, and its end from each part on. */
  tokens: ReadonlySet<string>
}

function cutWord(word: string): CutWord {
  const whole = folded(trimmed(word))
  const parts = partsOf(word)
  const suffixes = parts.slice(0, mostSuffixes).map((_, index) => parts.slice(index).join(''))
  const inside = isUnspaced(word) ? parts.flatMap(endsOf) : []
  return { flat: parts.join(''), tokens: new Set([whole, ...parts, ...suffixes, ...inside].filter(Boolean)) }
}

/** A word of an unspaced script is found by any run of its characters. */
function endsOf(part: string): string[] {
  return Array.from({ length: Math.min(part.length, mostSuffixes) }, (_, index) => part.slice(index))
}

function digitsOf(word: string): string {
  return word.replace(/\D+/g, ' ').trim()
}

function lengthsOf(words: Iterable<string>): Map<number, string[]> {
  const lengths = new Map<number, string[]>()
  for (const word of words) push(lengths, word.length, word)
  return lengths
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key)
  if (values) values.push(value)
  else map.set(key, [value])
}

function firstAtLeast(sorted: readonly string[], start: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? '') < start) low = middle + 1
    else high = middle
  }
  return low
}
