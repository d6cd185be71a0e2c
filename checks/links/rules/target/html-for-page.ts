import type { LinkRule } from '../../link-problem.ts'

/** A page by the name that another generator gives to its HTML: said as of a file that is missing. */
export const htmlForPage = {
  code: 'links/html-for-page',
  severity: 'error',
  summary: 'A link to the HTML of a page instead of its file',
  why: `
\`operations.html\` was the page in another tool. Link to its source, \`operations.md\`: that works on the forge and on the site.
`,
  wrong: {
    'guidebooks/erp/README.md': '# ERP\n\nRestore it as in [Storage](storage-and-recovery.html).\n',
    'guidebooks/erp/storage-and-recovery.md': '# Storage and recovery\n',
  },
  right: {
    'guidebooks/erp/README.md': '# ERP\n\nRestore it as in [Storage](storage-and-recovery.md).\n',
    'guidebooks/erp/storage-and-recovery.md': '# Storage and recovery\n',
  },
} as const satisfies LinkRule
