import { barePlace } from '../../../src/finding/finding.ts'
import type { Heading } from '../../../src/guidebook/parts/heading.ts'
import { quote } from '../../../src/text/quote.ts'
import type { PageRule } from '../rule.ts'

/** Screen readers jump from level to level (WCAG 2.2, technique G141): one that is left out looks like a lost section. */
export const headingLevel = {
  code: 'structure/heading-level',
  severity: 'warning',
  isOnePerFile: true,
  summary: 'A heading that leaves out a level',
  why: `
A heading is more than one level below the heading before it, such as an H4 under an H2. People who listen to a page move by levels, and take the gap for something lost.

It is told where the page has the level that is left out somewhere else: on a page that never uses H3, an H4 under an H2 is its way to write, and nothing is lost. Nor is it told of a level that mostly leaves one out on the page, such as small questions in H6. Where the title stands in the frontmatter, or is missing, the first heading begins the page at any level.
`,
  wrong: '# Restore\n\n## Before\n\n#### Stop the shop\n\n## After\n\n### Start the shop\n',
  right: '# Restore\n\n## Before\n\n### Stop the shop\n\n## After\n\n### Start the shop\n',
  over: 'page',
  check: ({ headings }) =>
    skipsIn(headings).map(({ heading, before }) => ({
      code: 'structure/heading-level',
      message: `Unexpected heading of level ${heading.depth} after level ${before}, expected level ${before + 1}`,
      hint: `Write ${quote(`${'#'.repeat(before + 1)} ${heading.text}`)}, or the heading that is missing above it`,
      ...barePlace(heading),
    })),
} as const satisfies PageRule

interface Skip {
  heading: Heading
  /** The level of the heading before it. */
  before: number
}

/**
 * Headings that leave out a level which the page has elsewhere. What stands first leaves out none, and a level that mostly
 * leaves out the one above it is how the page is written, such as small questions in H6.
 */
function skipsIn(headings: readonly Heading[]): Skip[] {
  const skips = headings.flatMap((heading, index): Skip[] => {
    const before = headings[index - 1]?.depth ?? heading.depth
    const hasLevel = headings.some(({ depth }) => depth > before && depth < heading.depth)
    return hasLevel ? [{ heading, before }] : []
  })
  const parents = parentLevels(headings)
  return skips.filter(({ heading: { depth } }) => {
    const own = parents.get(depth) ?? []
    return own.length < 3 || own.filter((parent) => parent === depth - 1).length * 2 > own.length
  })
}

/** By level: the levels of the headings that those of this level stand under. */
function parentLevels(headings: readonly Heading[]): Map<number, number[]> {
  const levels = new Map<number, number[]>()
  const above: number[] = []
  for (const { depth } of headings) {
    while ((above.at(-1) ?? 0) >= depth) above.pop()
    levels.set(depth, [...(levels.get(depth) ?? []), above.at(-1) ?? 0])
    above.push(depth)
  }
  return levels
}
