import { sourceRule } from '../rule.ts'

/** It is left out of the site. */
export const unreadable = sourceRule({
  code: 'structure/unreadable',
  severity: 'warning',
  summary: 'A file or folder that cannot be read',
  why: `
A file or a folder could not be read, or a symbolic link leads to nothing. It is left out of the site. Look at its permissions:

\`\`\`sh
ls -ld guidebooks/shop guidebooks/shop/*
\`\`\`
`,
  beside: { 'guidebooks/shop/README.md': '# Shop\n' },
  wrong: {
    'guidebooks/shop/restore.md': { linkTo: 'restore-2025.md' },
  },
  right: {
    'guidebooks/shop/restore.md': '# Restore\n',
  },
})
