import { sourceRule } from '../rule.ts'

/** Such an alias leads nowhere. */
export const takenAlias = sourceRule({
  code: 'structure/taken-alias',
  severity: 'warning',
  summary: 'An alias that something else has as its address',
  why: `
A page names [an alias](../write-guidebooks.md#aliases) that cannot lead to it: another page, a folder, a file or an earlier alias is at that address, or every site has something there, such as \`/llms.txt\`. The alias leads nowhere; remove it. Capitals do not make a difference, since some hosts do not see them.
`,
  wrong: {
    'guidebooks/restore.md': '---\naliases: /backup/\n---\n\n# Restore\n',
    'guidebooks/backup.md': '# Backup\n',
  },
  right: {
    'guidebooks/restore.md': '---\naliases: /bring-back/\n---\n\n# Restore\n',
    'guidebooks/backup.md': '# Backup\n',
  },
})
