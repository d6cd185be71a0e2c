import { quote } from '../../../../src/text/quote.ts'
import type { LinkProblem } from '../../link-problem.ts'
import { type ExternalRule, plainPage } from './external-rule.ts'

/** The page has moved for good. */
export const redirect = {
  code: 'links/redirect',
  severity: 'info',
  summary: 'An external link that has moved for good',
  needs: 'external',
  why: `
The page has moved for good, and says where to. Write the new address: the old one will stop working one day.
`,
  wrong: '# ERP\n\nSee [the documentation](https://example.org/docs).\n',
  right: '# ERP\n\nSee [the documentation](https://docs.example.org/).\n',
  replay: {
    'https://example.org/docs': {
      ...plainPage,
      redirect: { to: 'https://docs.example.org/', isPermanent: true, isCertain: true },
    },
    'https://docs.example.org/': plainPage,
  },
  problem,
} as const satisfies ExternalRule

/** `url` as written, `to` its new address. */
function problem(url: string, to: string): LinkProblem {
  const message = `Unexpected permanent redirect of ${quote(url)}, expected its new address ${quote(to)}`
  return { code: redirect.code, message, hint: 'Link to the new address' }
}
