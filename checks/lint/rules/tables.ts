import type { RemarkRule } from '../remark-rule.ts'

/** Tables. */
export const tableRules: readonly RemarkRule[] = [
  {
    code: 'lint/no-table-indentation',
    severity: 'info',
    summary: 'A table that is indented',
    why: `
A table begins some spaces from the left. Move it to the left. Tables inside of lists and quotes are not looked at.
`,
    wrong: '  | Host | Role |\n  | ---- | ---- |\n  | db1  | main |\n',
    right: '| Host | Role |\n| ---- | ---- |\n| db1  | main |\n',
    off: true,
    about: ['table'],
    // On a table inside of something else, this rule looks for a column that may not be there, and never ends.
    around: 'top-level',
  },
  {
    code: 'lint/table-cell-padding',
    severity: 'info',
    summary: 'Table cells with different spaces around their text',
    why: `
Some cells of a table have spaces around their text, some have none. The row of dashes counts as well, so that \`|---|\` below \`| a |\` is told.
`,
    wrong: '| Host | Role |\n| ---- | ---- |\n|db1|main|\n',
    right: '| Host | Role |\n| ---- | ---- |\n| db1  | main |\n',
    off: 'It takes padded cells above a bare row of dashes for a mistake',
    about: ['table'],
  },
  {
    code: 'lint/table-pipe-alignment',
    severity: 'info',
    summary: 'Pipes of a table that do not stand under each other',
    why: `
The pipes of a table do not stand below each other.
`,
    wrong: '| Host | Role |\n| --- | --- |\n| db1 | main |\n',
    right: '| Host | Role |\n| ---- | ---- |\n| db1  | main |\n',
    off: true,
    about: ['table'],
  },
  {
    code: 'lint/table-pipes',
    severity: 'info',
    summary: 'A row of a table without its outer pipes',
    why: `
A row of a table has no pipe at its start or its end. Some readers of Markdown need them.
`,
    wrong: 'Host | Role\n---- | ----\ndb1  | main\n',
    right: '| Host | Role |\n| ---- | ---- |\n| db1  | main |\n',
    off: true,
    about: ['table'],
  },
]
