import { barePlace } from '../../../src/finding/finding.ts'
import { quote } from '../../../src/text/quote.ts'
import type { RawPageFinding } from '../../check.ts'
import type { PageRule } from '../rule.ts'

/** Screen readers jump from level to level (WCAG 2.2, technique G141): one that is left out looks like a lost section. */
export const headingLevel = {
  code: 'structure/heading-level',
  severity: 'warning',
  summary: 'A heading that leaves out a level',
  why: `
A heading is more than one level below the heading before it, such as an H4 under an H2. People who listen to a page move by levels, and take the gap for something lost.
`,
  wrong: '# Restore\n\n## Before\n\n#### Stop the shop\n',
  right: '# Restore\n\n## Before\n\n### Stop the shop\n',
  over: 'page',
  check: ({ headings }) =>
    headings.flatMap((heading, index): RawPageFinding[] => {
      const before = headings[index - 1]?.depth ?? 1
      if (heading.depth <= before + 1) return []
      return [
        {
          code: 'structure/heading-level',
          message: `Unexpected heading of level ${heading.depth} after level ${before}, expected level ${before + 1}`,
          hint: `Write ${quote(`${'#'.repeat(before + 1)} ${heading.text}`)}, or the heading that is missing above it`,
          ...barePlace(heading),
        },
      ]
    }),
} as const satisfies PageRule
