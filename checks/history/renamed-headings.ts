import type { Page } from '../../src/guidebook/page.ts'
import { readPage } from '../../src/guidebook/page.ts'
import type { Heading } from '../../src/guidebook/parts/heading.ts'
import type { PageHistory } from '../check-input.ts'
import { successorOf } from './heading-successor.ts'

/** Of the lines below a heading as many have to be the same, as git asks of a file that is renamed. */
const leastShare = 0.5
/** A heading that was renamed more often is looked for no further. */
const mostRenames = 5

/** What headings that pages once had are called now, by git's history. */
export class RenamedHeadings {
  readonly #history: PageHistory
  readonly #versions = new Map<Page, Promise<Page[]>>()

  constructor(history: PageHistory) {
    this.#history = history
  }

  /**
   * The heading of a page that had this anchor once, and another text: it stands between the same neighbours, with the
   * same text below it, and no other new one has as much of that. Undefined where that is not sure.
   */
  async find(page: Page, anchor: string, renames = mostRenames): Promise<Heading | undefined> {
    const all = [page, ...(await this.#versionsOf(page))]
    const at = all.findIndex((version) => headingAt(version, anchor) !== undefined)
    const [now, then] = [all[at - 1], all[at]]
    const old = then && headingAt(then, anchor)
    const next = old && now && successorOf(old, then, now)
    if (!next || renames === 0) return undefined
    const alike = newHeadings(then, now).filter((one) => isSameSection([then, old], [now, one]))
    // Where a section was split in two, nobody knows which half is meant.
    if (alike.length !== 1 || alike[0] !== next) return undefined
    return headingAt(page, next.anchor) ?? this.find(page, next.anchor, renames - 1)
  }

  #versionsOf(page: Page): Promise<Page[]> {
    const known = this.#versions.get(page) ?? this.#read(page)
    this.#versions.set(page, known)
    return known
  }

  /** As they were committed, the newest first. */
  async #read(page: Page): Promise<Page[]> {
    const versions: Page[] = []
    for await (const bytes of this.#history.versions(page))
      versions.push(readPage(page.file, bytes, undefined, { dialect: page.dialect }))
    return versions
  }
}

/** The headings of each version that was asked for one, by their anchors in small letters; the first of each. */
const known = new WeakMap<Page, Map<string, Heading>>()

function headingAt(page: Page, anchor: string): Heading | undefined {
  const headings = known.get(page) ?? byAnchor(page)
  known.set(page, headings)
  return headings.get(anchor.toLowerCase())
}

function byAnchor({ headings }: Page): Map<string, Heading> {
  const found = new Map<string, Heading>()
  for (const heading of headings) {
    if (heading.included !== undefined) continue
    for (const one of [heading.anchor, ...(heading.aliases ?? [])])
      if (!found.has(one.toLowerCase())) found.set(one.toLowerCase(), heading)
  }
  return found
}

/** The headings that a version has and the one before it had not. */
function newHeadings(then: Page, now: Page): Heading[] {
  const known = new Set(then.headings.map(({ anchor }) => anchor))
  return now.headings.filter(({ anchor, included }) => included === undefined && !known.has(anchor))
}

/** Whether two sections say the same below their headings; of empty ones it is the headings behind them that tell. */
function isSameSection([then, old]: [Page, Heading], [now, next]: [Page, Heading]): boolean {
  const [before, after] = [linesBelow(then, old), linesBelow(now, next)]
  const left = [...after]
  const same = before.filter((line) => {
    const at = left.indexOf(line)
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  })
  if (before.length + after.length > 0) return (2 * same.length) / (before.length + after.length) >= leastShare
  const following = followingAnchor(then, old)
  return following !== undefined && following === followingAnchor(now, next)
}

/** The lines between a heading and the next one, without empty ones. */
function linesBelow({ text, headings }: Page, heading: Heading): string[] {
  const next = headings.find(({ line, included }) => line > heading.line && included === undefined)
  return text
    .split(/\r\n|\n|\r/)
    .slice(heading.endLine, next === undefined ? undefined : next.line - 1)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function followingAnchor({ headings }: Page, heading: Heading): string | undefined {
  return headings[headings.indexOf(heading) + 1]?.anchor
}
