import { quote } from '../../../../src/text/quote.ts'
import { pathOf } from '../../internal/relative-url.ts'
import type { LinkProblem, LinkRule } from '../../link-problem.ts'
import { isMailAddress } from '../form/mail-address.ts'
import { percentHint, strayPercent } from '../form/percent-encoding.ts'

/** A path that leads to nothing. */
export const missingFile = {
  code: 'links/missing-file',
  severity: 'error',
  summary: 'A link to a file that is not there',
  why: `
\`\`\`text
Unexpected link to \`stroage-and-recovery.md\`, expected a file in \`guidebooks/erp/\`
Did you mean \`storage-and-recovery.md\`?
\`\`\`

Nothing is there. The file was renamed, moved or deleted, or its name is misspelt. Write the path from the page that the link stands on: \`../crm/setup.md\` goes up one folder first. A path that begins with \`/\` counts from the site's root, or from the repository's.

If the file is made later, by a build for example, [\`ignore\`](#ignore) it.
`,
  wrong: {
    'guidebooks/erp/README.md': '# ERP\n\nRestore it as in [Storage](stroage-and-recovery.md).\n',
    'guidebooks/erp/storage-and-recovery.md': '# Storage and recovery\n',
  },
  right: {
    'guidebooks/erp/README.md': '# ERP\n\nRestore it as in [Storage](storage-and-recovery.md).\n',
    'guidebooks/erp/storage-and-recovery.md': '# Storage and recovery\n',
  },
  problem,
} as const satisfies LinkRule

/** `folder` is the one that was to have the file, relative to the project's root or to the repository. */
function problem(url: string, folder: string, what = 'link to'): LinkProblem {
  const place = quote(folder === '' || folder === '.' ? './' : `${folder}/`)
  return { code: missingFile.code, message: `Unexpected ${what} ${quote(url)}, expected a file in ${place}` }
}

/** What to do about a path that is like no file. */
export function hintOfPath(url: string): string | undefined {
  const path = pathOf(url)
  if (strayPercent.test(path)) return percentHint
  if (/^www\.[^/]+\.[^/]+/i.test(path)) return `Did you mean ${quote(`https://${url}`)}?`
  // scp's notation, as `git clone` takes it.
  if (/^[\w.-]+@[\w.-]+:/.test(path)) return 'This is an address for git; write that of its web page, with `https://`'
  return isMailAddress(path) ? `Did you mean ${quote(`mailto:${url}`)}?` : undefined
}
