import type { LinkRule } from '../../link-problem.ts'

/** A path or a fragment in other capitals than its target: said as of one that is missing. */
export const otherCase = {
  code: 'links/case',
  severity: 'error',
  summary: 'A link that differs from its target in capitals',
  why: `
The target differs in its capitals: \`Operations.md\` for \`operations.md\`. It works on the disk of a Mac or of Windows, and nowhere else. Write the name as the file has it.

For a section it is a warning: GitHub passes over capitals in anchors, other forges and browsers do not.
`,
  wrong: {
    'guidebooks/erp/README.md': '# ERP\n\nRestore it as in [Storage](Storage-and-Recovery.md).\n',
    'guidebooks/erp/storage-and-recovery.md': '# Storage and recovery\n',
  },
  right: {
    'guidebooks/erp/README.md': '# ERP\n\nRestore it as in [Storage](storage-and-recovery.md).\n',
    'guidebooks/erp/storage-and-recovery.md': '# Storage and recovery\n',
  },
} as const satisfies LinkRule
