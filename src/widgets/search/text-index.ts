import type { TextMatch } from './ranking.ts'
import { isUnspaced, spaced } from './unspaced-script.ts'
import { stemOf } from './word-forms.ts'
import { folded, type Term } from './words.ts'

/** What is used of Pagefind's interface, as its documentation of version 1 describes it. */
interface Pagefind {
  options(options: { baseUrl: string }): Promise<void>
  search(words: string): Promise<{ results: PagefindResult[] }>
}

interface PagefindResult {
  /** That of the fragment. */
  id: string
  score: number
  /** The places of the words in the text. */
  words: number[]
  data(): Promise<PageText>
}

/** The text of a page, as it is indexed. */
export interface PageText {
  /** Its words, parted by white space. */
  content: string
  anchors: { element: string; id: string; text?: string; location: number }[]
}

/** The text of the pages of a site, as far as search asks for it; pages by their numbers. */
export interface TextSource {
  /** The pages that have a word, a longer one that begins with it, or another form of it. */
  match(term: Term): Promise<Map<number, TextMatch>>
  /** The text of a page that was found. */
  textOf(page: number): Promise<PageText | undefined>
}

/** Where a page of the text index is known by its fragment: their ids, in the order of the addresses. */
export const fragmentListAddress = '_waymark/search/fragments.json'

/** The addresses in the order of the list of fragments. */
export function sortedAddresses(addresses: readonly string[]): string[] {
  return [...addresses].sort()
}

/** How well the text fits where it has a word, the beginning of a longer one, or another form of it. */
export const textQuality = { word: 1, beginning: 0.8, form: 0.55, parts: 0.8 } as const

/** A word of fewer letters begins too many others. */
export const shortestBeginning = 3

/** What a word of a question was found as: its text is looked at, since Pagefind finds similar words where there is none. */
interface Asked {
  query: string
  fit: number
  /** What words of the text have to have in them; empty where any will do. */
  expected: string
}

/** The text of the site's pages, made by Pagefind. */
export class TextIndex implements TextSource {
  readonly #pagefind: Pagefind
  /** The numbers of pages by their fragments. */
  readonly #pages: ReadonlyMap<string, number>
  readonly #results = new Map<number, PagefindResult>()

  private constructor(pagefind: Pagefind, pages: ReadonlyMap<string, number>) {
    this.#pagefind = pagefind
    this.#pages = pages
  }

  /** Loads it; undefined where there is none, as in `dev`. `addresses` are those of the pages, in their order. */
  static async load(base: string, addresses: readonly string[]): Promise<TextIndex | undefined> {
    try {
      const address = `${base}_waymark/search/pagefind.js`
      const [pagefind, list]: [Pagefind, unknown] = await Promise.all([
        import(/* @vite-ignore */ address),
        fetch(base + fragmentListAddress).then((response) => response.json()),
      ])
      await pagefind.options({ baseUrl: base })
      const fragments: unknown[] = Array.isArray(list) ? list : []
      const numbers = new Map(addresses.map((one, number) => [one, number]))
      const pages = sortedAddresses(addresses).flatMap((one, index): [string, number][] => {
        const [fragment, number] = [fragments[index], numbers.get(one)]
        return typeof fragment === 'string' && fragment !== '' && number !== undefined ? [[fragment, number]] : []
      })
      return new TextIndex(pagefind, new Map(pages))
    } catch {
      return undefined
    }
  }

  async match(term: Term): Promise<Map<number, TextMatch>> {
    const found = new Map<number, { relevance: number; places: Map<number, number> }>()
    for (const { query, fit, expected } of queriesOf(term)) {
      const { results } = await this.#pagefind.search(query)
      if (results.length === 0 || !(await hasExpected(results, expected))) continue
      const top = Math.max(...results.map(({ score }) => score)) || 1
      for (const result of results) {
        const page = this.#pages.get(result.id)
        if (page === undefined) continue
        if (!this.#results.has(page)) this.#results.set(page, result)
        const match = found.get(page) ?? { relevance: 0, places: new Map<number, number>() }
        found.set(page, match)
        // A search for the word itself does not weigh.
        if (!query.startsWith('"')) match.relevance = Math.max(match.relevance, (fit * result.score) / top)
        for (const place of result.words) match.places.set(place, Math.max(fit, match.places.get(place) ?? 0))
      }
    }
    return found
  }

  async textOf(page: number): Promise<PageText | undefined> {
    const result = this.#results.get(page)
    return result && dataOf(result)
  }
}

function queriesOf({ whole, flat, parts, isPhrase, written }: Term): Asked[] {
  if (isPhrase || isUnspaced(written))
    return [{ query: `"${spaced(written).trim().replace(/\s+/g, ' ')}"`, fit: textQuality.word, expected: '' }]
  if (flat === '') return []
  const asked: Asked[] = [{ query: `"${whole}"`, fit: textQuality.word, expected: '' }]
  if (flat.length >= shortestBeginning) asked.push({ query: whole, fit: textQuality.beginning, expected: flat })
  const stem = stemOf(flat)
  if (stem !== flat) asked.push({ query: stem, fit: textQuality.form, expected: stem })
  if (parts.length > 1) asked.push({ query: `"${parts.join(' ')}"`, fit: textQuality.parts, expected: '' })
  return asked
}

/** Where no word begins as was asked, Pagefind answers with those that begin with fewer of its letters. */
async function hasExpected(results: readonly PagefindResult[], expected: string): Promise<boolean> {
  const [first] = results
  if (expected === '' || !first) return true
  const text = await dataOf(first)
  if (!text) return true
  const words = text.content.split(wordSeparator)
  return first.words.some((place) => lettersOf(words[place] ?? '').includes(expected))
}

/** The copy that a browser keeps of a large site has texts of what was opened alone. */
function dataOf(result: PagefindResult): Promise<PageText | undefined> {
  return result.data().catch(() => undefined)
}

/** As Pagefind parts the words of a text. */
export const wordSeparator = /[^\S\uFEFF]+/g

function lettersOf(word: string): string {
  return folded(word).replace(/[^\p{L}\p{N}\p{M}]/gu, '')
}
