import type { Page } from '../guidebook/page.ts'
import type { Heading } from '../guidebook/parts/heading.ts'
import type { PagePair } from './page-pairs.ts'

/** A section of a page. */
export interface PlacedSection {
  page: Page
  heading: Heading
}

/** Sections of one heading are the same one where they share this part of their words. */
const leastLikeness = 0.5
/** Sections of fewer words say too little to be told from others of their heading. */
const fewestWords = 4
/** Sections of other headings are the same one where they have just the same words, of which there are so many. */
const fewestWordsOfRenamed = 12
/** Of long sections the first words tell which it is. */
const mostWords = 4_000
/** Sections of one heading that are compared. */
const mostCandidates = 20

/** Finds sections that stand on another page now: under the same heading with mostly the same words, or word for word under another. */
export class SectionMoves {
  readonly #byText = new Map<string, PlacedSection[]>()
  readonly #fresh: PlacedSection[] = []
  readonly #words = new Map<Heading, string[]>()
  #byWords: Map<string, PlacedSection> | undefined

  /** `pairs` are the pages that may differ. */
  constructor(pairs: readonly PagePair[]) {
    for (const { before, after } of pairs) {
      if (!after) continue
      const known = new Set(before?.headings.map(({ anchor }) => anchor))
      for (const heading of after.headings) {
        if (heading.anchor === '' || heading.included !== undefined || known.has(heading.anchor)) continue
        const section = { page: after, heading }
        this.#fresh.push(section)
        const key = keyOf(heading)
        const same = this.#byText.get(key)
        if (same) same.push(section)
        else this.#byText.set(key, [section])
      }
    }
  }

  /** Where a section of a page of before stands now, other than on `own`, which that page has become. */
  find(heading: Heading, then: Page, own: Page | undefined): PlacedSection | undefined {
    if (heading.included !== undefined) return undefined
    const words = this.#wordsOf(then, heading)
    if (words.length < fewestWords) return undefined
    let best: { section: PlacedSection; likeness: number } | undefined
    const named = (this.#byText.get(keyOf(heading)) ?? []).filter(({ page }) => page !== own)
    for (const section of named.slice(0, mostCandidates)) {
      const likeness = likenessOf(words, this.#wordsOf(section.page, section.heading))
      if (likeness >= leastLikeness && likeness > (best?.likeness ?? 0)) best = { section, likeness }
    }
    if (best) return best.section
    const same = words.length < fewestWordsOfRenamed ? undefined : this.#withWords(words)
    return same && same.page !== own ? same : undefined
  }

  #withWords(words: readonly string[]): PlacedSection | undefined {
    this.#byWords ??= new Map(
      this.#fresh.map((section) => [this.#wordsOf(section.page, section.heading).join(' '), section]),
    )
    return this.#byWords.get(words.join(' '))
  }

  /** What stands below a heading, down to the next one that is no deeper. */
  #wordsOf(page: Page, heading: Heading): string[] {
    const known = this.#words.get(heading)
    if (known) return known
    const own = page.headings.filter(({ included }) => included === undefined)
    const next = own.slice(own.indexOf(heading) + 1).find(({ depth }) => depth <= heading.depth)
    const lines = page.text.split(/\r\n|\n|\r/).slice(heading.endLine, next && next.line - 1)
    const words = (lines.join('\n').match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, mostWords)
    this.#words.set(heading, words)
    return words
  }
}

function keyOf({ text }: Heading): string {
  return text.trim().toLowerCase()
}

/** The part of all words that two have in common. Source: the Sørensen–Dice coefficient. */
function likenessOf(one: readonly string[], other: readonly string[]): number {
  if (one.length + other.length === 0) return 0
  const left = new Map<string, number>()
  for (const word of one) left.set(word, (left.get(word) ?? 0) + 1)
  let shared = 0
  for (const word of other) {
    const count = left.get(word) ?? 0
    if (count === 0) continue
    shared++
    left.set(word, count - 1)
  }
  return (2 * shared) / (one.length + other.length)
}
