import { posix } from 'node:path'
import { quote } from '../../../../src/text/quote.ts'
import type { LinkProblem, LinkRule } from '../../link-problem.ts'

/** A folder that has no page of its own. */
export const folderWithoutPage = {
  code: 'links/folder-without-page',
  severity: 'info',
  summary: 'A link to a folder that has no page',
  why: `
The folder has no \`README.md\`. The forge and the site show a list of what is in it, which says little at 3 am. Write a \`README.md\`, or link to the page that is meant.

It is a warning when there is no page in the folder at all: the site does not show it then.
`,
  wrong: {
    'guidebooks/erp/README.md': '# ERP\n\nSee [its reports](reports/).\n',
    'guidebooks/erp/reports/monthly.md': '# Monthly report\n',
  },
  right: {
    'guidebooks/erp/README.md': '# ERP\n\nSee [its reports](reports/monthly.md).\n',
    'guidebooks/erp/reports/monthly.md': '# Monthly report\n',
  },
  problem,
} as const satisfies LinkRule

/** `draft` is the page that the folder would have. */
function problem(url: string, draft?: string): LinkProblem {
  const hint = draft
    ? `Its ${quote(posix.basename(draft))} is a draft: the site lists what is in it`
    : 'The site lists what is in it; a `README.md` can say more'
  return {
    code: folderWithoutPage.code,
    message: `Unexpected link to ${quote(url)}, expected a folder with a \`README.md\``,
    hint,
  }
}

/** No page in it or below: the site does not know it. */
export function emptyFolderProblem(url: string): LinkProblem {
  const hint = 'The site shows no list of it: write a `README.md` there, or link to its files'
  return { ...problem(url), severity: 'warning', hint }
}
