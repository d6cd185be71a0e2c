import { LRUCache } from 'lru-cache'
import type { TextMatch } from './ranking.ts'
import { type PageText, shortestBeginning, type TextSource, textQuality } from './text-index.ts'
import { isUnspaced, spaced } from './unspaced-script.ts'
import { stemOf } from './word-forms.ts'
import { folded, type Term } from './words.ts'

/** Folded texts that are kept, in characters: those of ten thousand pages. Others are read at each search. */
const mostKept = 64 * 1024 * 1024

/** Pages that are read side by side. */
const atOnce = 32

/** How soon more of a word stops to say more, and how much the length of a page counts. Source: Robertson, BM25. */
const bm25 = { k: 1.2, b: 0.75 }

/**
 * The text of pages, searched from its beginning to its end: on a server no index of a browser's kind is run, and four
 * thousand pages are gone through in a tenth of a second.
 */
export class ScannedTexts implements TextSource {
  readonly #addresses: readonly string[]
  readonly #read: (address: string) => Promise<PageText | undefined>
  readonly #folded = new LRUCache<number, string>({
    maxSize: mostKept,
    sizeCalculation: (text) => Math.max(text.length, 1),
  })

  /** `addresses` are those of the pages by their numbers. */
  constructor(addresses: readonly string[], read: (address: string) => Promise<PageText | undefined>) {
    this.#addresses = addresses
    this.#read = read
  }

  async textOf(page: number): Promise<PageText | undefined> {
    const address = this.#addresses[page]
    return address === undefined ? undefined : this.#read(address)
  }

  async match(term: Term): Promise<Map<number, TextMatch>> {
    const forms = formsOf(term)
    if (forms.length === 0) return new Map()
    const hits: { page: number; weight: number; length: number; places: Map<number, number> }[] = []
    let characters = 0
    await this.#eachText((page, text) => {
      characters += text.length
      const places = placesOf(text, forms)
      const weight = [...places.values()].reduce((sum, fit) => sum + fit, 0)
      if (weight > 0) hits.push({ page, weight, length: text.length, places })
    })
    const mean = characters / Math.max(this.#addresses.length, 1)
    const scored = hits.map(({ page, weight, length, places }) => {
      const { k, b } = bm25
      return { page, places, score: weight / (weight + k * (1 - b + (b * length) / mean)) }
    })
    const top = scored.reduce((most, { score }) => Math.max(most, score), 0) || 1
    return new Map(scored.map(({ page, places, score }) => [page, { relevance: score / top, places }]))
  }

  async #eachText(look: (page: number, text: string) => void): Promise<void> {
    for (let start = 0; start < this.#addresses.length; start += atOnce) {
      const batch = this.#addresses.slice(start, start + atOnce)
      const texts = await Promise.all(batch.map((_, index) => this.#foldedText(start + index)))
      for (const [index, text] of texts.entries()) look(start + index, text)
    }
  }

  async #foldedText(page: number): Promise<string> {
    const known = this.#folded.get(page)
    if (known !== undefined) return known
    const text = folded((await this.textOf(page))?.content.trim() ?? '').replace(/\s+/g, ' ')
    this.#folded.set(page, text)
    return text
  }
}

/** What of a text is a hit for a word, and how well it fits. */
interface Form {
  letters: string
  fit: number
  /** Whether a word has to end with it. */
  isWhole: boolean
}

function formsOf({ whole, flat, parts, isPhrase, written }: Term): Form[] {
  if (isPhrase || isUnspaced(written))
    return [{ letters: folded(spaced(written).trim().replace(/\s+/g, ' ')), fit: textQuality.word, isWhole: false }]
  if (flat === '') return []
  const forms: Form[] = [{ letters: whole, fit: textQuality.word, isWhole: true }]
  if (whole.length >= shortestBeginning) forms.push({ letters: whole, fit: textQuality.beginning, isWhole: false })
  const stem = stemOf(flat)
  if (stem !== flat) forms.push({ letters: stem, fit: textQuality.form, isWhole: false })
  if (parts.length > 1) forms.push({ letters: parts.join(' '), fit: textQuality.parts, isWhole: true })
  return forms
}

const inWord = /[\p{L}\p{N}\p{M}]/u

/** The numbers of the words of a folded text, parted by one space each, that begin with one of some forms, with the best fit of each. */
function placesOf(text: string, forms: readonly Form[]): Map<number, number> {
  const found: { at: number; fit: number }[] = []
  for (const { letters, fit, isWhole } of forms) {
    for (let at = text.indexOf(letters); at >= 0; at = text.indexOf(letters, at + letters.length)) {
      const isBegun = at === 0 || !inWord.test(text[at - 1] ?? '')
      const next = text[at + letters.length]
      const isEnded = next === undefined || !inWord.test(next)
      if (isBegun && (!isWhole || isEnded)) found.push({ at, fit })
    }
  }
  found.sort((a, b) => a.at - b.at)
  const places = new Map<number, number>()
  let word = 0
  let index = 0
  for (const { at, fit } of found) {
    for (; index < at; index++) if (text[index] === ' ') word++
    places.set(word, Math.max(fit, places.get(word) ?? 0))
  }
  return places
}
