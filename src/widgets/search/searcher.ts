import { pageHref } from '../browser/page-href.ts'
import { type Excerpt, excerptsOf } from './excerpt.ts'
import { marked } from './marking.ts'
import type { NameIndex } from './name-index.ts'
import { Names } from './names.ts'
import { type Matches, type RankedName, type RankedPage, rank, type TermMatches } from './ranking.ts'
import type { MatchReason, PageResult, Results, Searcher, SearchOptions, SectionResult } from './results.ts'
import { published, type SearchSources } from './sources.ts'
import type { TextSource } from './text-index.ts'
import { type Term, termsOf } from './words.ts'

/** Sections of a page that are shown, so that one long page does not fill the list. */
const mostSections = 3

/** A synonym of a word is worth a little less than the word. */
const synonymFit = 0.9

/** A name says why its page was found, where it fits at least so well, or where the text has no word. */
const leastFit = 0.1

/** Searches the site's names, and its text where there is an index of that: in `dev` there is none. */
export function createSearcher(base: string, sources: SearchSources = published): Searcher {
  let loading: Promise<Loaded> | undefined
  const load = () => {
    loading ??= Names.load(base, sources.fetch).then(
      (names) => new Loaded(base, names, sources),
      (error: unknown) => {
        // The next search tries again.
        loading = undefined
        throw error
      },
    )
    return loading
  }
  return {
    prepare: () => void load().catch(() => {}),
    guidebooks: async () => (await load()).names.guidebooks,
    titleAt: async (address) => (await load()).names.pages.find((page) => page.address === address)?.title,
    search: async (words, options) => (await load()).search(words, options),
  }
}

/** How long a search may take before it tells what it has, in milliseconds. */
const patience = 150

/** What is loaded of a site's indexes: its names, and with the first search the rest. */
class Loaded {
  readonly names: Names
  readonly #base: string
  readonly #sources: SearchSources
  #rest: Promise<TextSource | undefined> | undefined
  #isComplete = false

  constructor(base: string, names: Names, sources: SearchSources) {
    this.#base = base
    this.names = names
    this.#sources = sources
  }

  async search(words: string, options: SearchOptions): Promise<Results> {
    const terms = termsOf(words)
    if (terms.length === 0) return { pages: [], isCut: false, missing: [] }
    const question = new Question(this.#base, this.names, { words, terms, options })
    let isDone = false
    /** Tells what some indexes of names give. Returns whether they have every word. */
    const tell = async (indexes: readonly NameIndex[]) => {
      if (isDone || !options.onNames) return false
      const results = await question.answer(question.matchNames(indexes), undefined)
      if (results.pages.length > 0) options.onNames(results)
      return results.pages.length > 0 && results.missing.length === 0
    }
    const { index } = this.names
    if (!this.#isComplete && options.onNames) {
      // What is shown first is drawn before the rest is loaded and read: pages, else sections, else what the text has.
      if (!(await tell([index]))) await tell([index, await this.names.sections()])
      await pause(0)
    }
    const timer = this.#isComplete ? setTimeout(() => void tell([index]), patience) : undefined
    try {
      this.#rest ??= this.#loadText()
      const [text, indexes] = await Promise.all([this.#rest, question.indexes()])
      const matches = question.matchNames(indexes)
      return await question.answer(text ? await question.withText(matches, text) : matches, text)
    } finally {
      isDone = true
      this.#isComplete = true
      clearTimeout(timer)
    }
  }

  #loadText(): Promise<TextSource | undefined> {
    return this.#sources.loadText(
      this.#base,
      this.names.pages.map(({ address }) => address),
    )
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/** One question to the site. */
class Question {
  readonly #base: string
  readonly #names: Names
  readonly #words: string
  readonly #terms: readonly Term[]
  readonly #options: SearchOptions

  constructor(
    base: string,
    names: Names,
    { words, terms, options }: { words: string; terms: Term[]; options: SearchOptions },
  ) {
    this.#base = base
    this.#names = names
    this.#words = words
    this.#terms = terms
    this.#options = options
  }

  /** The indexes of names that its words may be found in. */
  indexes(): Promise<NameIndex[]> {
    return this.#names.indexesFor(this.#terms.flatMap((term) => [term, ...this.#names.synonymsOf(term)]))
  }

  /** What some indexes of names give. */
  matchNames(indexes: readonly NameIndex[]): Matches {
    const forms = this.#terms.map((term) => [term, ...this.#names.synonymsOf(term)])
    const terms = forms.map(([term, ...synonyms]): TermMatches => {
      if (!term) throw new Error('Unexpected question without a word')
      const found = new Map(indexes.flatMap((index) => [...index.match(term)]))
      for (const index of indexes) {
        for (const synonym of synonyms) {
          for (const [name, { quality, isSlip }] of index.match(synonym)) {
            const fit = quality * synonymFit
            if (!isSlip && fit > (found.get(name)?.quality ?? 0)) found.set(name, { quality: fit, isSlip })
          }
        }
      }
      return { term, names: found, text: new Map() }
    })
    const wholes = new Map(indexes.flatMap((index) => [...index.matchWhole(this.#words)]))
    return { terms, wholes, addressed: this.#names.addressed(this.#words) }
  }

  async withText(matches: Matches, index: TextSource): Promise<Matches> {
    const terms = await Promise.all(
      matches.terms.map(async (one): Promise<TermMatches> => {
        const [own, ...others] = await Promise.all(
          [one.term, ...this.#names.synonymsOf(one.term)].map((term) => index.match(term)),
        )
        const text = new Map(own)
        for (const other of others) for (const [page, match] of other) if (!text.has(page)) text.set(page, match)
        return { ...one, text }
      }),
    )
    return { ...matches, terms }
  }

  async answer(matches: Matches, index: TextSource | undefined): Promise<Results> {
    const { most, guidebook, from } = this.#options
    const ranked = rank(matches, {
      pages: this.#names.pages,
      guidebook: guidebook === undefined ? undefined : this.#names.guidebooks.indexOf(guidebook),
      near: from === undefined ? undefined : this.#names.guidebookOf(from),
    })
    const pages = await Promise.all(ranked.slice(0, most).map((page) => this.#result(page, matches, index)))
    const [first] = ranked
    const missing = this.#terms.filter(({ isFiller }, number) => !isFiller && first && !first.has[number])
    return { pages, isCut: ranked.length > most, missing: missing.map(({ written }) => written) }
  }

  async #result(found: RankedPage, { terms }: Matches, index: TextSource | undefined): Promise<PageResult> {
    const { address, title, guidebook, services } = this.#names.page(found.page)
    const matches = terms.map(({ text }) => text.get(found.page))
    const text = await index?.textOf(found.page)
    const excerpts = text ? excerptsOf(text, matches) : []
    const href = pageHref(this.#base, address)
    const top = excerpts.find(({ anchor }) => anchor === undefined)
    const sections = this.#sections(found, excerpts, href)
    const isToldAbove = top !== undefined && (top.coverage > 0 || sections.length === 0)
    return {
      href,
      address: address.replace(/^\//, ''),
      title: this.#marked(title),
      guidebook: this.#names.guidebooks[guidebook] ?? '',
      reason: this.#reason(found, excerpts),
      excerpt: isToldAbove ? this.#marked(top.text) : [],
      services,
      sections,
    }
  }

  #reason({ names: [best], isAddressed, page }: RankedPage, excerpts: readonly Excerpt[]): MatchReason {
    const file = this.#names.page(page).address.split('/').at(-2) ?? ''
    if (isAddressed) return { kind: 'file', text: [{ text: file, isHit: true }], isSlip: false }
    const isInText = excerpts.some(({ coverage }) => coverage > 0)
    if (!best || (isInText && best.fit < leastFit)) return { kind: 'text', text: [], isSlip: false }
    return this.#nameReason(best)
  }

  #nameReason({ name, isSlip }: RankedName): MatchReason {
    return { kind: name.kind, text: this.#marked(name.text), isSlip }
  }

  /** The sections that have a name or a passage, the best first. */
  #sections({ page, names }: RankedPage, excerpts: readonly Excerpt[], href: string): SectionResult[] {
    const share = (coverage: number) => coverage / this.#terms.length
    const byAnchor = new Map(excerpts.flatMap((one) => (one.anchor === undefined ? [] : [[one.anchor, one] as const])))
    const named = new Map<string, RankedName>()
    for (const name of names)
      if (name.anchor !== undefined && name.anchor !== '' && !named.has(name.anchor)) named.set(name.anchor, name)
    const anchors = [...new Set([...named.keys(), ...byAnchor.keys()])]
    const sections = anchors.map((anchor) => {
      const [name, excerpt] = [named.get(anchor), byAnchor.get(anchor)]
      const heading = excerpt?.heading ?? this.#names.headingOf(page, anchor)
      const caption = name?.name.kind === 'diagram' ? name.caption : undefined
      const shown = caption ?? excerpt?.text ?? ''
      const section: SectionResult = {
        href: `${href}#${encodeURIComponent(anchor)}`,
        heading: this.#marked(heading),
        excerpt: shown === '' ? [] : this.#marked(shown),
        reason: name ? this.#nameReason(name) : { kind: 'text', text: [], isSlip: false },
      }
      return { section, weight: Math.max(name?.fit ?? 0, 0.5 * share(excerpt?.coverage ?? 0)) }
    })
    return sections
      .sort((a, b) => b.weight - a.weight)
      .slice(0, mostSections)
      .map(({ section }) => section)
  }

  #marked(text: string) {
    return marked(text, this.#terms)
  }
}
