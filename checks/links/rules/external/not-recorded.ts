import { quote } from '../../../../src/text/quote.ts'
import type { LinkProblem } from '../../link-problem.ts'
import { type ExternalRule, plainPage } from './external-rule.ts'

/** The replayed table does not tell of an address. */
export const notRecorded = {
  code: 'links/not-recorded',
  severity: 'warning',
  summary: 'An external link that the replayed table does not have',
  needs: 'external',
  why: `
\`--replay\` was given a table that does not have this address, or not this fragment. Record it again.
`,
  wrong: '# ERP\n\nSee [the documentation](https://new-docs.example.org/).\n',
  right: '# ERP\n\nSee [the documentation](https://docs.example.org/).\n',
  replay: {
    'https://docs.example.org/': plainPage,
  },
  problem,
} as const satisfies ExternalRule

/** `url` as written. */
function problem(url: string): LinkProblem {
  return {
    code: notRecorded.code,
    message: `Unexpected address ${quote(url)}, expected one of the replayed table`,
    hint: 'Record the table again with `waymark check --external --record FILE`',
  }
}
