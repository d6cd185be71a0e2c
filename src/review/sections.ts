import path from 'node:path'
import { successorOf } from '../../checks/history/heading-successor.ts'
import type { Guidebooks } from '../guidebook/guidebooks.ts'
import type { Page } from '../guidebook/page.ts'
import type { Heading } from '../guidebook/parts/heading.ts'
import { resolve } from '../guidebook/paths/target.ts'
import { decoded } from '../text/decoded.ts'
import type { PagePair } from './page-pairs.ts'
import type { SectionChange, SectionPointer } from './review.ts'
import { SectionMoves } from './section-moves.ts'
import type { OutsidePointer } from './section-pointers.ts'

/** No section of a page has more of them listed. */
const mostPointers = 50

interface SectionsOptions {
  /** All pages of both moments. */
  pairs: readonly PagePair[]
  before: Guidebooks
  after: Guidebooks
  /** The path that the site is published under. */
  base: string
  /** What is no page and led to sections, as far as that is known. */
  outside?: readonly OutsidePointer[]
}

/**
 * Which sections are called otherwise after a change, stand on another page or are gone, and what led to them and names
 * them still: links of other pages, and runbooks of alerts and services.
 */
export function compareSections({ pairs, before, after, base, outside = [] }: SectionsOptions): SectionChange[] {
  const lost = lostSections(pairs, after, before)
  if (lost.length === 0) return []
  const led = new Map(lost.map(({ key }): [string, SectionPointer[]] => [key, []]))
  const add = (key: string, pointer: SectionPointer) => {
    const pointers = led.get(key)
    if (pointers && pointers.length < mostPointers) pointers.push(pointer)
  }
  for (const { before: page, after: now } of pairs) {
    if (!page || !now) continue
    // The lines of now: the page may have changed above them.
    const left = Map.groupBy(now.links, ({ url }) => url)
    for (const { url } of page.links) {
      const there = url.includes('#') ? left.get(url)?.shift() : undefined
      if (!there) continue
      const target = resolve(before, page, url, base)
      if (target.kind !== 'page' || target.fragment === undefined || target.page === page) continue
      const file = path.posix.join(after.inRepository, now.file)
      add(keyOf(target.page.file, decoded(target.fragment)), { kind: 'link', file, line: there.line })
    }
  }
  for (const { page, anchor, pointer } of outside) add(keyOf(page, anchor), pointer)
  return lost.map(({ key, change }) => ({ ...change, pointers: led.get(key) ?? [] }))
}

function keyOf(file: string, anchor: string): string {
  return `${file}\0${anchor}`
}

interface Lost {
  key: string
  change: Omit<SectionChange, 'pointers'>
}

/** Of a page that is gone, the page is told, and those of its sections that stand elsewhere. */
function lostSections(pairs: readonly PagePair[], guidebooks: Guidebooks, former: Guidebooks): Lost[] {
  const found = pairs.flatMap((pair) => missingHeadings(pair).map((heading) => ({ heading, ...pair })))
  if (found.length === 0) return []
  const moves = new SectionMoves(pairs.filter((pair) => !isSame(pair)))
  return found.flatMap(({ heading, before, after }): Lost[] => {
    if (!before) return []
    const { anchor, text } = heading
    const moved = moves.find(heading, before, after)
    const change = {
      file: after
        ? path.posix.join(guidebooks.inRepository, after.file)
        : path.posix.join(former.inRepository, before.file),
      ...{ anchor, text },
    }
    const key = keyOf(before.file, anchor)
    if (moved) {
      const { page, heading: there } = moved
      const file = path.posix.join(guidebooks.inRepository, page.file)
      return [{ key, change: { ...change, state: 'moved', now: { anchor: there.anchor, text: there.text, file } } }]
    }
    if (!after) return []
    const now = successorOf(heading, before, after)
    if (!now) return [{ key, change: { ...change, state: 'gone' } }]
    return [{ key, change: { ...change, state: 'renamed', now: { anchor: now.anchor, text: now.text } } }]
  })
}

/** Sections that cannot be reached any more by the anchor that they had. */
function missingHeadings({ before, after }: PagePair): Heading[] {
  if (!before || isSame({ before, after })) return []
  const known = new Set(after ? anchorsOf(after) : [])
  return before.headings.filter(({ anchor, depth }) => depth > 1 && anchor !== '' && !known.has(anchor))
}

/** Whether nobody need look at what a page says: what it includes is not in its file. */
function isSame({ before, after }: { before?: Page | undefined; after?: Page | undefined }): boolean {
  return before === after || (before?.digest === after?.digest && !before?.includes && !after?.includes)
}

function anchorsOf({ headings, htmlAnchors }: Page): string[] {
  return [...headings.flatMap(({ anchor, aliases = [] }) => [anchor, ...aliases]), ...htmlAnchors]
}
