import { wholeFile } from '../../../src/finding/finding.ts'
import type { Page } from '../../../src/guidebook/page.ts'
import { quote } from '../../../src/text/quote.ts'
import type { PageRule } from '../rule.ts'

/** Search, sidebar and tabs name a page by its title. */
export const missingTitle = {
  code: 'structure/missing-title',
  severity: 'warning',
  summary: 'A page without an H1',
  why: `
The page has no H1, and no \`title\` in its frontmatter. It is named after its file until it has one.
`,
  wrong: 'How to bring the backup back.\n',
  right: '# Restore\n\nHow to bring the backup back.\n',
  over: 'page',
  check({ page, headings }) {
    if (headings.some(({ depth }) => depth === 1) || hasOtherTitle(page)) return []
    return [
      {
        code: 'structure/missing-title',
        message: 'Unexpected page without a title, expected an H1',
        hint: `Begin it with \`# \` and its title; until then it is named ${quote(page.title)}, after its file`,
        ...wholeFile,
      },
    ]
  },
} as const satisfies PageRule

/** Whether a page whose frontmatter or MDX is broken has a title is unknown. */
function hasOtherTitle({ frontmatter, problems }: Page): boolean {
  return Boolean(frontmatter.title?.trim()) || problems.some(({ code }) => code === 'frontmatter' || code === 'mdx')
}
