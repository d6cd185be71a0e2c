import type { Page } from '../../src/guidebook/page.ts'
import type { Heading } from '../../src/guidebook/parts/heading.ts'

/** The heading that stands where an old one stood: between the same neighbours, and new. */
export function successorOf(old: Heading, then: Page, now: Page): Heading | undefined {
  const known = new Set(then.headings.map(({ anchor }) => anchor))
  const index = then.headings.indexOf(old)
  const previous = then.headings
    .slice(0, index)
    .findLast(({ anchor }) => now.headings.some((one) => one.anchor === anchor))
  const start = previous ? now.headings.findIndex(({ anchor }) => anchor === previous.anchor) + 1 : 0
  const candidate = now.headings[start]
  return candidate && !known.has(candidate.anchor) && candidate.depth === old.depth ? candidate : undefined
}
