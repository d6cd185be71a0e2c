/** What search finds, as the dialog shows it. Every text here is text of a guidebook: shown as text, never as HTML. */

/** A text in parts, with what was searched for told apart. */
export type MarkedText = { text: string; isHit: boolean }[]

/** What of a page was found. `text` is its prose, the others are names that it has. */
export type MatchKind =
  | 'title'
  | 'former title'
  | 'file'
  | 'heading'
  | 'alert'
  | 'service'
  | 'host'
  | 'identifier'
  | 'diagram'
  | 'text'

export interface MatchReason {
  kind: MatchKind
  /** What was found, such as the former title; empty where the excerpt says it. */
  text: MarkedText
  /** Whether it is spelled in another way than what was typed. */
  isSlip: boolean
}

export interface SectionResult {
  /** With the base path and the fragment. */
  href: string
  heading: MarkedText
  /** Empty where only the heading was found. */
  excerpt: MarkedText
  reason: MatchReason
}

export interface PageResult {
  /** With the base path, without a fragment. */
  href: string
  /** Below the base path, such as `odoo/backup/`. */
  address: string
  title: MarkedText
  /** The title of its guidebook; empty for a page of none. */
  guidebook: string
  reason: MatchReason
  /** What was found above the first section, or what the page begins with; empty where its sections tell, or nothing does. */
  excerpt: MarkedText
  /** Ids of the services that the page is about. */
  services: string[]
  /** What was found below its headings, the best first. */
  sections: SectionResult[]
}

export interface Results {
  /** The best first, each page once. */
  pages: PageResult[]
  /** Whether there are more. */
  isCut: boolean
  /** Words that the first page does not have, as they were typed; those that no answer needs, such as `the`, are left out. */
  missing: string[]
}

export interface SearchOptions {
  /** How many pages at most. */
  most: number
  /** The title of the only guidebook to look in. */
  guidebook?: string
  /** The address of the page that the reader is on: its guidebook weighs more. */
  from?: string
  /**
   * Told what the names alone give, while the text is still being searched. It may come once, before the search is done,
   * and the last results may have another order.
   */
  onNames?: (results: Results) => void
}

export interface Searcher {
  /** Resolves to no pages where nothing is found. Rejects when the index of names cannot be loaded. */
  search(words: string, options: SearchOptions): Promise<Results>
  /** Begins to load what the first result needs; to be called when the dialog opens. */
  prepare(): void
  /** The titles of the guidebooks that there are, in their order. */
  guidebooks(): Promise<string[]>
  /** What the page at an address is called, such as `/status/till/`; undefined where there is none. */
  titleAt(address: string): Promise<string | undefined>
}
