import { quote } from '../../../../src/text/quote.ts'
import type { LinkProblem } from '../../link-problem.ts'
import { type ExternalRule, plainPage } from './external-rule.ts'

/** A redirect leads from https to http. */
export const downgrade = {
  code: 'links/downgrade',
  severity: 'warning',
  summary: 'A redirect that leaves https',
  needs: 'external',
  why: `
A redirect leads from https to http, where anybody on the way can read along and change the page. Link to a page that stays on https.
`,
  wrong: '# ERP\n\nSee [the documentation](https://example.org/docs).\n',
  right: '# ERP\n\nSee [the documentation](https://docs.example.org/).\n',
  replay: {
    'https://example.org/docs': { ...plainPage, downgrade: 'http://docs.example.org/' },
    'https://docs.example.org/': plainPage,
  },
  problem,
} as const satisfies ExternalRule

/** `url` as written, `to` the address that is no longer https. */
function problem(url: string, to: string): LinkProblem {
  const message = `Unexpected redirect of ${quote(url)} to ${quote(to)}, expected https all the way`
  return { code: downgrade.code, message, hint: 'Link to a page that is served over https' }
}
