import { type NameKind, type PageOfName, type PageRow, plainAnchor } from './name-file.ts'
import type { Name, NameMatch, WholeMatch } from './name-index.ts'
import type { Term } from './words.ts'

/** Where the text of a page has a word. */
export interface TextMatch {
  /** How much of the text is about it, from 0 to 1, among the pages that have it. */
  relevance: number
  /** The places in the text, as the number of the word, and how well it fits there. */
  places: ReadonlyMap<number, number>
}

/** What one word of a question is found in. */
export interface TermMatches {
  term: Term
  names: ReadonlyMap<Name, NameMatch>
  /** By the numbers of pages. */
  text: ReadonlyMap<number, TextMatch>
}

/** Everything that a question is answered from. */
export interface Matches {
  terms: readonly TermMatches[]
  /** Names that are the whole question. */
  wholes: ReadonlyMap<Name, WholeMatch>
  /** Pages whose address ends as the question does. */
  addressed: ReadonlySet<number>
}

/** A name of a page, with how it fits. */
export interface RankedName {
  name: Name
  /** The anchor of its section; absent at the top of the page. */
  anchor?: string
  caption?: string
  /** How well it fits, to be compared with others of the page. */
  fit: number
  isSlip: boolean
}

export interface RankedPage {
  page: number
  score: number
  /** For each term, whether the page has it. */
  has: boolean[]
  /** Whether its address was asked for. */
  isAddressed: boolean
  /** The best first. */
  names: RankedName[]
}

/** How much a name of a kind says of its page. */
const kindWeights: Record<NameKind, number> = {
  title: 1,
  file: 0.97,
  alert: 0.97,
  'former title': 0.9,
  service: 0.9,
  heading: 0.65,
  host: 0.55,
  identifier: 0.5,
  diagram: 0.4,
}

/** Names of the whole page: what a section says besides is read under them. */
const ofPage: ReadonlySet<NameKind> = new Set(['title', 'file', 'alert', 'former title', 'service'])

/** A passage: so many words that follow each other. */
const passage = 40

/** A name of a page that is the whole question comes before all that merely has its words. */
const wholeBonus: Record<WholeMatch, number> = { same: 30, 'same letters': 20, slip: 5 }
/** So does a heading, after these. */
const headingBonus: Record<WholeMatch, number> = { same: 10, 'same letters': 8, slip: 2 }
/** What stands in code or in a picture says less of the page. */
const mentionBonus: Record<WholeMatch, number> = { same: 3, 'same letters': 0.5, slip: 0.1 }
const addressBonus = 40

/** What a word in the text is worth against one in a title. */
const textWeight = 0.3

/** A word that no answer needs counts so much. */
const fillerWeight = 0.05

/** How much more the pages of the reader's own guidebook weigh. */
const nearby = 1.15

/** A word that fits less well is not what was asked for. */
const leastFit = 0.4

/** Pages that have less than this part of what the best one has are left out. */
const leastCoverage = 0.5

interface Candidate {
  names: Map<Name, { fits: number[]; slips: boolean[]; anchor?: string; caption?: string }>
}

export interface RankOptions {
  pages: readonly PageRow[]
  /** The number of the only guidebook to look in. */
  guidebook?: number | undefined
  /** The number of the guidebook that the reader is in. */
  near?: number | undefined
}

/**
 * Ranks the pages that have any of the words: those first that are called as what was asked for; then by how many of the
 * words they have in one place, where that is, and how much the page is about them.
 */
export function rank({ terms, wholes, addressed }: Matches, { pages, guidebook, near }: RankOptions): RankedPage[] {
  const isSearched = (page: number) => guidebook === undefined || pages[page]?.guidebook === guidebook
  const weights = terms.map((matches) => termWeight(matches, pages.length))
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1
  const promising = new Set(
    promisingPages({ terms, wholes, addressed }, weights, pages).filter(isSearched).slice(0, mostCandidates),
  )
  const candidates = candidatesOf(terms, promising)
  const ranked = Array.from(candidates, ([page, { names }]) => {
    const row = pages[page]
    const texts = terms.map(({ text }) => text.get(page))
    const { coverage, best, has } = coverageOf(names, texts, weights)
    const listed = Array.from(names, ([name, { fits, slips, anchor, caption }]) => {
      const share = weightedSum(fits, weights) / total
      const fill = fillOf(name, terms, fits)
      const whole = wholes.get(name)
      const fit =
        kindWeights[name.kind] * (share * share * (0.4 + 0.6 * fill) + (whole ? bonusesOf(name.kind)[whole] : 0))
      const isSlip = whole !== 'same' && whole !== 'same letters' && slips.some((slip, index) => slip && fits[index])
      return { name, fit, isSlip, ...(anchor !== undefined && { anchor }), ...(caption !== undefined && { caption }) }
    }).sort((a, b) => b.fit - a.fit)
    const relevance =
      weightedSum(
        texts.map((text) => text?.relevance ?? 0),
        weights,
      ) / total
    const strength = weightedSum(best, weights) / total
    const bonus = fitOf(listed) + (addressed.has(page) ? addressBonus : 0)
    const weight = (row?.weight ?? 1) * (near !== undefined && row?.guidebook === near ? nearby : 1)
    return {
      ranked: {
        page,
        has,
        isAddressed: addressed.has(page),
        names: listed,
        score: weight * (coverage * coverage * (1 + 1.5 * strength + 0.5 * relevance) + bonus),
      },
      coverage: addressed.has(page) ? 1 : coverage,
    }
  })
  const most = Math.max(0, ...ranked.map(({ coverage }) => coverage))
  return ranked
    .filter(({ coverage }) => coverage >= leastCoverage * most)
    .map((one) => one.ranked)
    .sort((a, b) => b.score - a.score || a.page - b.page)
}

/** Pages that are looked at closely. Where more have a word, it is one that says little of any. */
const mostCandidates = 300

/** The pages that have any of the words, those first that have most of them in names that say much. */
function promisingPages(
  { terms, wholes, addressed }: Matches,
  weights: readonly number[],
  pages: readonly PageRow[],
): number[] {
  const scores = new Float64Array(pages.length)
  for (const [index, { names, text }] of terms.entries()) {
    const best = new Float64Array(pages.length)
    const raiseTo = (page: number, fit: number) => {
      if (fit > (best[page] ?? 0)) best[page] = fit
    }
    for (const [page, { relevance, places }] of text)
      raiseTo(page, textWeight * (Math.max(...places.values()) + relevance))
    for (const [{ kind, pages: having }, { quality }] of names)
      for (const page of having) raiseTo(pageNumber(page), kindWeights[kind] * quality)
    // Having a word at all counts, too.
    for (const [page, fit] of best.entries())
      if (fit > 0) scores[page] = (scores[page] ?? 0) + (weights[index] ?? 0) * (1 + fit)
  }
  for (const [page, { weight }] of pages.entries()) scores[page] = (scores[page] ?? 0) * (0.5 + 0.5 * weight)
  for (const [{ kind, pages: having }, match] of wholes)
    for (const page of having) scores[pageNumber(page)] = (scores[pageNumber(page)] ?? 0) + bonusesOf(kind)[match]
  for (const page of addressed) scores[page] = (scores[page] ?? 0) + addressBonus
  const found = [...scores.keys()].filter((page) => (scores[page] ?? 0) > 0)
  return found.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
}

function placeOf({ kind, text }: Name, written: PageOfName): { page: number; anchor?: string; caption?: string } {
  if (typeof written === 'number') return { page: written, ...(kind === 'heading' && { anchor: plainAnchor(text) }) }
  const [page, anchor, caption] = written
  return { page, anchor, ...(caption !== undefined && { caption }) }
}

function pageNumber(written: PageOfName): number {
  return typeof written === 'number' ? written : written[0]
}

function candidatesOf(terms: readonly TermMatches[], promising: ReadonlySet<number>): Map<number, Candidate> {
  const candidates = new Map<number, Candidate>()
  for (const page of promising) candidates.set(page, { names: new Map() })
  for (const [index, { names }] of terms.entries()) {
    for (const [name, { quality, isSlip }] of names) {
      for (const written of name.pages) {
        const { page, anchor, caption } = placeOf(name, written)
        const hits = candidates.get(page)?.names
        if (!hits) continue
        const hit = hits.get(name) ?? {
          fits: terms.map(() => 0),
          slips: terms.map(() => false),
          ...(anchor !== undefined && { anchor }),
          ...(caption !== undefined && { caption }),
        }
        hits.set(name, hit)
        hit.fits[index] = quality
        hit.slips[index] = isSlip
      }
    }
  }
  return candidates
}

/** A rare word says more than one that is everywhere. */
function termWeight({ term, names, text }: TermMatches, pages: number): number {
  if (term.isFiller) return fillerWeight
  const having = new Set(text.keys())
  for (const [{ pages }] of names) for (const page of pages) having.add(pageNumber(page))
  if (having.size === 0) return 1
  return Math.max(0.2, Math.log(1 + pages / having.size) / Math.log(1 + pages))
}

/** How many of the words stand in one place of the page, which is one with its title, and which it has anywhere. */
function coverageOf(
  names: Candidate['names'],
  texts: readonly (TextMatch | undefined)[],
  weights: readonly number[],
): { coverage: number; best: number[]; has: boolean[] } {
  const none = weights.map(() => 0)
  const base = [...none]
  const best = [...none]
  const anywhere = [...none]
  const sections = new Map<string, number[]>()
  for (const [{ kind }, { fits, anchor }] of names) {
    const place = ofPage.has(kind) ? base : (sections.get(anchor ?? '') ?? [...none])
    if (place !== base) sections.set(anchor ?? '', place)
    for (const [index, fit] of fits.entries()) {
      raise(place, index, fit)
      raise(best, index, fit * kindWeights[kind])
      raise(anywhere, index, fit)
    }
  }
  for (const [index, text] of texts.entries()) {
    if (!text) continue
    const fit = Math.max(...text.places.values())
    raise(best, index, textWeight * fit * (0.6 + 0.4 * text.relevance))
    raise(anywhere, index, fit)
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1
  const places = [...sections.values(), bestPassage(texts, weights), base]
  const near = Math.max(
    ...places.map((place) =>
      weightedSum(
        place.map((fit, index) => Math.max(fit, base[index] ?? 0)),
        weights,
      ),
    ),
  )
  return {
    coverage: (0.7 * near + 0.3 * weightedSum(anywhere, weights)) / total,
    best,
    has: anywhere.map((fit) => fit >= leastFit),
  }
}

/** How well each word fits in the passage that has the most of them. */
function bestPassage(texts: readonly (TextMatch | undefined)[], weights: readonly number[]): number[] {
  const hits = texts.flatMap((text, index) => Array.from(text?.places ?? [], ([at, fit]) => ({ at, fit, index })))
  hits.sort((a, b) => a.at - b.at)
  let best = weights.map(() => 0)
  let most = 0
  for (let start = 0; start < hits.length; start++) {
    const end = (hits[start]?.at ?? 0) + passage
    const fits = weights.map(() => 0)
    for (let next = start; next < hits.length; next++) {
      const hit = hits[next]
      if (!hit || hit.at >= end) break
      raise(fits, hit.index, hit.fit)
    }
    const sum = weightedSum(fits, weights)
    if (sum > most) [best, most] = [fits, sum]
  }
  return best
}

/** What the names of a page say together: a page whose file is called as its title is surely meant. */
function fitOf(names: readonly RankedName[]): number {
  const [best = 0, second = 0] = names.map(({ fit }) => fit)
  return best + 0.1 * second
}

function bonusesOf(kind: NameKind): Record<WholeMatch, number> {
  if (ofPage.has(kind)) return wholeBonus
  return kind === 'heading' ? headingBonus : mentionBonus
}

/** How much of a name was asked for, from 0 to 1. */
function fillOf({ text }: Name, terms: readonly TermMatches[], fits: readonly number[]): number {
  const letters = text.replace(/[^\p{L}\p{N}\p{M}]/gu, '').length || text.length
  const asked = terms.reduce(
    (sum, { term }, index) =>
      sum + (fits[index] ? (term.flat.length || term.whole.length) * Math.min(1, fits[index]) : 0),
    0,
  )
  return Math.min(1, asked / letters)
}

function weightedSum(values: readonly number[], weights: readonly number[]): number {
  return values.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0)
}

function raise(values: number[], index: number, value: number): void {
  if (value > (values[index] ?? 0)) values[index] = value
}
