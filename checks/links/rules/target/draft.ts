import { quote } from '../../../../src/text/quote.ts'
import type { LinkProblem, LinkRule } from '../../link-problem.ts'

/** A page that is not published yet. */
export const draft = {
  code: 'links/draft',
  severity: 'warning',
  summary: 'A link to a draft',
  why: `
The page says \`draft: true\`, so the site has no such page yet. Publish it, or wait with the link. A draft may link to drafts.
`,
  wrong: {
    'guidebooks/erp/README.md': '# ERP\n\nSee [how to move it](moving.md).\n',
    'guidebooks/erp/moving.md': '---\ndraft: true\n---\n\n# Moving\n',
  },
  right: {
    'guidebooks/erp/README.md': '# ERP\n\nSee [how to move it](moving.md).\n',
    'guidebooks/erp/moving.md': '# Moving\n',
  },
  problem,
} as const satisfies LinkRule

/** `file` is the draft, relative to the repository. */
function problem(url: string, file: string): LinkProblem {
  return {
    code: draft.code,
    message: `Unexpected link to ${quote(url)}, expected a page that is not a draft`,
    hint: 'Readers of the site cannot follow it before `draft` is taken away',
    target: { file },
  }
}
