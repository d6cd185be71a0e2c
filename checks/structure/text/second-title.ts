import { barePlace } from '../../../src/finding/finding.ts'
import { quote } from '../../../src/text/quote.ts'
import type { PageRule } from '../rule.ts'

/** A page is about one thing, and its title says which. */
export const secondTitle = {
  code: 'structure/second-title',
  severity: 'warning',
  isOnePerFile: true,
  summary: 'A page with more than one H1',
  why: `
A page has one title. Make the second H1 an H2, and what stands under it one level lower, or make two pages of it.
`,
  wrong: '# Restore\n\nStop the shop first.\n\n# Afterwards\n\nStart it again.\n',
  right: '# Restore\n\nStop the shop first.\n\n## Afterwards\n\nStart it again.\n',
  over: 'page',
  check({ headings }) {
    const [first, ...others] = headings.filter(({ depth }) => depth === 1)
    if (!first) return []
    return others.map((heading) => ({
      code: 'structure/second-title',
      message: `Unexpected second H1 ${quote(heading.text)}, expected ${quote(first.text)} alone`,
      hint: 'Make it an H2: a page has one title',
      ...barePlace(heading),
    }))
  },
} as const satisfies PageRule
