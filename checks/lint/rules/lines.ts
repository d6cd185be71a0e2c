import type { RemarkRule } from '../remark-rule.ts'

/** Lines and spaces. */
export const lineRules: readonly RemarkRule[] = [
  {
    code: 'lint/final-newline',
    severity: 'warning',
    summary: 'A file that does not end with a line break',
    why: `
The last line of the file has no line break. Tools that put files together, or compare them, then show lines as changed that are not. \`waymark check --fix\` adds it.
`,
    wrong: {
      'guidebooks/page.md': {
        shown: '# Restore↵\n↵\nStart the shop again.',
        make: () => '# Restore\n\nStart the shop again.',
      },
    },
    right: {
      'guidebooks/page.md': {
        shown: '# Restore↵\n↵\nStart the shop again.↵',
        make: () => '# Restore\n\nStart the shop again.\n',
      },
    },
  },
  {
    code: 'lint/hard-break-spaces',
    severity: 'warning',
    summary: 'A line break of more than two spaces',
    why: `
A line ends with more than two spaces. Two make a line break; more are mostly left over. Write two, or a backslash, which can be seen.
`,
    wrong: {
      'guidebooks/page.md': {
        shown: 'Stop the shop.····↵\nThen restore it.↵',
        make: () => 'Stop the shop.    \nThen restore it.\n',
      },
    },
    right: {
      'guidebooks/page.md': {
        shown: 'Stop the shop.··↵\nThen restore it.↵',
        make: () => 'Stop the shop.  \nThen restore it.\n',
      },
    },
    about: ['break'],
  },
  {
    code: 'lint/maximum-line-length',
    severity: 'info',
    summary: 'A long line',
    why: `
A line has more than 80 characters, or than the option says. What cannot be broken, such as a table or an address at the end, is not counted.
`,
    wrong:
      'Stop the shop, wait for the orders that it still has, and take a snapshot of db1 and of db2.\n\nThen restore it.\n',
    right: 'Stop the shop, wait for its orders, and take a snapshot of db1.\n\nThen restore it.\n',
    off: true,
  },
  {
    code: 'lint/no-consecutive-blank-lines',
    severity: 'info',
    summary: 'More blank lines than one',
    why: `
There is more than one blank line in a row. One does the same. Pages of more than 200,000 characters are passed over.
`,
    wrong: 'Stop the shop.\n\n\nThen restore it.\n',
    right: 'Stop the shop.\n\nThen restore it.\n',
    off: true,
    // It looks for each node among all its neighbours.
    longest: 200_000,
  },
]
