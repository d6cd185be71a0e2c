import type { RemarkRule } from '../remark-rule.ts'

/** Names of files. */
export const fileNameRules: readonly RemarkRule[] = [
  {
    code: 'lint/file-extension',
    severity: 'info',
    summary: 'A file with another extension than the others',
    why: `
The file does not end in \`.md\` or \`.mdx\`, or in what the option says. Rename it.
`,
    wrong: { 'guidebooks/restore.MD': '# Restore\n' },
    right: { 'guidebooks/restore.md': '# Restore\n' },
    off: true,
  },
  {
    code: 'lint/no-file-name-articles',
    severity: 'info',
    summary: 'A file name that starts with an article',
    why: `
The name of the file starts with \`the\`, \`a\` or \`an\`. Leave it out.
`,
    wrong: { 'guidebooks/the-restore.md': '# Restore\n' },
    right: { 'guidebooks/restore.md': '# Restore\n' },
    off: true,
  },
  {
    code: 'lint/no-file-name-consecutive-dashes',
    severity: 'info',
    summary: 'A file name with two dashes in a row',
    why: `
The name of the file has two dashes in a row. Write one.
`,
    wrong: { 'guidebooks/restore--db1.md': '# Restore\n' },
    right: { 'guidebooks/restore-db1.md': '# Restore\n' },
    off: true,
  },
  {
    code: 'lint/no-file-name-irregular-characters',
    severity: 'info',
    summary: 'A file name with unusual characters',
    why: `
The name of the file has other characters than letters, digits, dots and dashes, or than the option says. The option is a text of the characters that are allowed, without \`]\`.
`,
    wrong: { 'guidebooks/restore_db1.md': '# Restore\n' },
    right: { 'guidebooks/restore-db1.md': '# Restore\n' },
    off: true,
  },
  {
    code: 'lint/no-file-name-mixed-case',
    severity: 'info',
    summary: 'A file name in mixed case',
    why: `
The name of the file has capitals and small letters. Some disks do not tell them apart. Write it in one case.
`,
    wrong: { 'guidebooks/Restore-db1.md': '# Restore\n' },
    right: { 'guidebooks/restore-db1.md': '# Restore\n' },
    off: true,
  },
  {
    code: 'lint/no-file-name-outer-dashes',
    severity: 'info',
    summary: 'A file name that starts or ends with a dash',
    why: `
The name of the file starts or ends with a dash. Leave it out.
`,
    wrong: { 'guidebooks/-restore.md': '# Restore\n' },
    right: { 'guidebooks/restore.md': '# Restore\n' },
    off: true,
  },
]
