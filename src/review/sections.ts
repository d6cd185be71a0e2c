import path from 'node:path'
import { successorOf } from '../../checks/history/heading-successor.ts'
import type { Guidebooks } from '../guidebook/guidebooks.ts'
import type { Page } from '../guidebook/page.ts'
import { resolve } from '../guidebook/paths/target.ts'
import { decoded } from '../text/decoded.ts'
import type { PagePair } from './page-pairs.ts'
import type { SectionChange } from './review.ts'

/** No section of a page has more of them listed. */
const mostPointers = 50

interface SectionsOptions {
  pairs: readonly PagePair[]
  before: Guidebooks
  after: Guidebooks
  /** The path that the site is published under. */
  base: string
}

/**
 * Which sections are called otherwise after a change or are gone, and which links of other pages that stand there still
 * led to them.
 */
export function compareSections({ pairs, before, after, base }: SectionsOptions): SectionChange[] {
  const lost = pairs.flatMap((pair) => lostSections(pair, after))
  if (lost.length === 0) return []
  const pages = new Map(pairs.flatMap(({ before, after }) => (before && after ? [[before, after] as const] : [])))
  const led = new Map<string, SectionChange['pointers']>()
  const wanted = new Set(lost.map(({ key }) => key))
  for (const [page, now] of pages) {
    // The lines of now: the page may have changed above them.
    const left = Map.groupBy(now.links, ({ url }) => url)
    for (const { url } of page.links) {
      const there = url.includes('#') ? left.get(url)?.shift() : undefined
      if (!there) continue
      const target = resolve(before, page, url, base)
      if (target.kind !== 'page' || target.fragment === undefined || target.page === page) continue
      const key = keyOf(target.page, decoded(target.fragment))
      if (!wanted.has(key)) continue
      const pointers = led.get(key) ?? []
      led.set(key, pointers)
      if (pointers.length < mostPointers)
        pointers.push({ file: path.posix.join(after.inRepository, now.file), line: there.line })
    }
  }
  return lost.map(({ key, change }) => ({ ...change, pointers: led.get(key) ?? [] }))
}

function keyOf({ file }: Page, anchor: string): string {
  return `${file}\0${anchor}`
}

interface Lost {
  key: string
  change: Omit<SectionChange, 'pointers'>
}

/** Sections of pages that are there still: of a page that is gone, the page is told. */
function lostSections({ before, after }: PagePair, guidebooks: Guidebooks): Lost[] {
  if (!before || !after) return []
  const known = new Set([...after.headings.map(({ anchor }) => anchor), ...after.htmlAnchors])
  return before.headings
    .filter(({ anchor, depth }) => depth > 1 && anchor !== '' && !known.has(anchor))
    .map((heading) => {
      const now = successorOf(heading, before, after)
      return {
        key: keyOf(before, heading.anchor),
        change: {
          file: path.posix.join(guidebooks.inRepository, after.file),
          anchor: heading.anchor,
          text: heading.text,
          ...(now
            ? { state: 'renamed' as const, now: { anchor: now.anchor, text: now.text } }
            : { state: 'gone' as const }),
        },
      }
    })
}
