import { quote } from '../../../../src/text/quote.ts'
import type { LinkProblem, LinkRule } from '../../link-problem.ts'

/** A path that leads somewhere with `/` for each backslash. Browsers take one for the other, forges do not. */
export const backslash = {
  code: 'links/backslash',
  severity: 'error',
  summary: 'A path with backslashes',
  why: `
\`deep\\steps.md\` is a path on Windows alone. Write \`/\` between folders, everywhere.
`,
  wrong: {
    'guidebooks/erp/README.md': '# ERP\n\nRestart it as in [the steps](deep\\steps.md).\n',
    'guidebooks/erp/deep/steps.md': '# Steps\n',
  },
  right: {
    'guidebooks/erp/README.md': '# ERP\n\nRestart it as in [the steps](deep/steps.md).\n',
    'guidebooks/erp/deep/steps.md': '# Steps\n',
  },
  problem,
} as const satisfies LinkRule

function problem(url: string, replacement: string): LinkProblem {
  const message = `Unexpected backslash in ${quote(url)}, expected \`/\` between folders`
  return { code: backslash.code, message, hint: `Write ${quote(replacement)}`, replacement }
}
