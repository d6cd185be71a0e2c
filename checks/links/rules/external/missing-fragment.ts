import { quote } from '../../../../src/text/quote.ts'
import type { LinkProblem } from '../../link-problem.ts'
import { type ExternalRule, plainPage } from './external-rule.ts'

/** The page has no such place. */
export const missingFragment = {
  code: 'links/missing-fragment',
  severity: 'warning',
  summary: 'A link to a place that an external page does not have',
  needs: 'external',
  why: `
The page is there, but has no place of that name: readers land at its top. Open it, and copy the address of the section.
`,
  wrong: '# ERP\n\nSee [how to install it](https://docs.example.org/guide#instal).\n',
  right: '# ERP\n\nSee [how to install it](https://docs.example.org/guide#install).\n',
  replay: {
    'https://docs.example.org/guide': { ...plainPage, fragments: { '#instal': false, '#install': true } },
  },
  problem,
} as const satisfies ExternalRule

/** `url` as written, `fragment` with its `#`. */
function problem(url: string, fragment: string): LinkProblem {
  const message = `Unexpected fragment ${quote(fragment)} of ${quote(url)}, expected one that the page has`
  return { code: missingFragment.code, message, hint: 'Open the page, and copy the address of the section' }
}
