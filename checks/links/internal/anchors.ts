import { slug } from 'github-slugger'
import type { Page } from '../../../src/guidebook/page.ts'
import { Names, type SearchBudget, type SimilarName } from './names.ts'

/** What a fragment can lead to on a page. */
export class Anchors {
  readonly #anchors: Set<string>
  #names: Names | undefined
  #byKey: Map<string, string[]> | undefined

  constructor(anchors: Iterable<string>) {
    this.#anchors = new Set(anchors)
  }

  static ofPage(page: Page): Anchors {
    const headings = page.headings
      .flatMap(({ anchor, aliases = [] }) => [anchor, ...aliases])
      .filter((anchor) => anchor !== '')
    const footnotes = page.links.filter(({ kind }) => kind === 'footnote').map(({ url }) => plain(url.slice(1)))
    const references = footnotes.map((anchor) => anchor.replace(/^fn-/, 'fnref-'))
    return new Anchors([...headings, ...page.htmlAnchors, ...footnotes, ...references])
  }

  /** GitHub finds anchors with and without the prefix that it gives their ids. */
  has(anchor: string): boolean {
    return this.#anchors.has(anchor) || this.#anchors.has(plain(anchor))
  }

  /** The anchor that differs in capitals alone. */
  otherCase(anchor: string): string | undefined {
    return this.#all().otherCase(plain(anchor))
  }

  /** The anchor that was most likely meant: the heading's text, another number at its head, its words, a typo. */
  similar(anchor: string, budget: SearchBudget): SimilarName | undefined {
    budget.left -= 20
    if (budget.left < 0) return undefined
    const written = plain(anchor).slice(0, 500)
    this.#byKey ??= keyIndex(this.#anchors)
    for (const [key, isCertain] of keysOf(written)) {
      const found = [...new Set(this.#byKey.get(key))]
      const [only] = found
      if (only !== undefined && found.length === 1) return { name: only, isCertain }
    }
    return this.#all().similar(written, budget)
  }

  #all(): Names {
    this.#names ??= new Names(this.#anchors)
    return this.#names
  }
}

function plain(anchor: string): string {
  return anchor.replace(/^user-content-/, '')
}

/** What is the same for names that mean the same, and whether that is beyond doubt. */
function keysOf(anchor: string): [key: string, isCertain: boolean][] {
  // Slugging is slow, and most anchors are slugs.
  const slugged = /^[a-z\d_-]*$/.test(anchor) ? anchor : slug(anchor)
  const name = slugged.replace(/[-_]+/g, '-').replace(/^-|-$/g, '')
  // A section's number may change with its place; a year does not.
  const unnumbered = name.replace(/^\d{1,2}(?:-\d{1,2})*-(?=[^\d-])/, '')
  const words = unnumbered.split('-').sort().join(' ')
  return [
    [`slug ${name}`, true],
    [`text ${unnumbered}`, /\D/.test(unnumbered)],
    [`words ${words}`, false],
  ]
}

function keyIndex(anchors: Iterable<string>): Map<string, string[]> {
  const keys = new Map<string, string[]>()
  for (const anchor of anchors) {
    for (const [key] of keysOf(anchor.slice(0, 500))) {
      const known = keys.get(key)
      if (known) known.push(anchor)
      else keys.set(key, [anchor])
    }
  }
  return keys
}
