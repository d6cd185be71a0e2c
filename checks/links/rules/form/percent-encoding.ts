import { quote } from '../../../../src/text/quote.ts'
import { pathOf, tailOf } from '../../internal/relative-url.ts'
import type { LinkProblem, LinkRule } from '../../link-problem.ts'

/** A path that is found all the same, but not by every server. */
export const percentEncoding = {
  code: 'links/percent-encoding',
  severity: 'warning',
  summary: 'A percent sign that encodes nothing',
  why: `
A \`%\` in a path begins a code, such as \`%20\` for a space. One that stands for itself is written \`%25\`. The file is found all the same here, but not by every server.
`,
  wrong: {
    'guidebooks/erp/README.md': '# ERP\n\nSee [the whole plan](100%.md).\n',
    'guidebooks/erp/100%.md': '# The whole plan\n',
  },
  right: {
    'guidebooks/erp/README.md': '# ERP\n\nSee [the whole plan](100%25.md).\n',
    'guidebooks/erp/100%.md': '# The whole plan\n',
  },
  check,
} as const satisfies LinkRule

/** A `%` that encodes nothing. */
export const strayPercent = /%(?![\da-f]{2})/i

export const percentHint = 'A `%` that stands for itself is written `%25`'

function check(url: string): LinkProblem | undefined {
  const path = pathOf(url)
  if (!strayPercent.test(path)) return undefined
  const replacement = path.replace(/%(?![\da-f]{2})/gi, '%25') + tailOf(url)
  const message = `Unexpected \`%\` in ${quote(url)}, expected two hexadecimal digits after it`
  return { code: percentEncoding.code, message, hint: `Write ${quote(replacement)}`, replacement }
}
