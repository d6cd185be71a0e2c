import type { RemarkRule } from '../remark-rule.ts'

const headings = ['heading', 'mdxJsxFlowElement', 'mdxJsxTextElement'] as const
const headingsOrHtml = [...headings, 'html'] as const

/** Headings. */
export const headingRules: readonly RemarkRule[] = [
  {
    code: 'lint/heading-increment',
    severity: 'warning',
    summary: 'A heading that skips a level',
    why: `
A heading is more than one level below the one before: \`####\` right after \`##\`. Readers of the table of contents look for what is missing. Give it the next level.
`,
    wrong: '# Restore\n\n### Before\n',
    right: '# Restore\n\n## Before\n',
    off: true,
    about: headingsOrHtml,
  },
  {
    code: 'lint/heading-style',
    severity: 'info',
    summary: 'Headings that are written in two ways',
    why: `
Some headings are written with \`#\`, some with a line of \`===\` or \`---\` below them. A line of \`---\` right below a text makes a heading of it, which is not always meant: leave a blank line between them.
`,
    wrong: '# Restore\n\nBefore\n------\n',
    right: '# Restore\n\n## Before\n',
    about: ['heading'],
  },
  {
    code: 'lint/maximum-heading-length',
    severity: 'info',
    summary: 'A long heading',
    why: `
A heading has more than 60 characters, or than the option says. It is cut or wrapped in lists of contents. Say the rest below it.
`,
    wrong: '# How to bring the database of the shop back on a host that is new\n',
    right: '# Restore the database on a new host\n',
    off: true,
    about: headings,
  },
  {
    code: 'lint/no-duplicate-headings',
    severity: 'info',
    summary: 'Two headings with the same text',
    why: `
Two headings have the same text, so that the anchor of the second one ends in \`-1\`. It changes when one of them is moved. Say in each heading what sets it apart.
`,
    wrong: '# Restore\n\n## Steps\n\nStop the shop.\n\n## Steps\n\nStart it again.\n',
    right: '# Restore\n\n## Steps before\n\nStop the shop.\n\n## Steps afterwards\n\nStart it again.\n',
    off: true,
    about: headings,
  },
  {
    code: 'lint/no-emphasis-as-heading',
    severity: 'info',
    summary: 'Bold or italic text where a heading could stand',
    why: `
A paragraph is bold or italic as a whole, and another follows. It cannot be linked to. Make it a heading.
`,
    wrong: '# Restore\n\n**Before**\n\nStop the shop.\n',
    right: '# Restore\n\n## Before\n\nStop the shop.\n',
    off: true,
    about: ['emphasis', 'strong'],
    around: 'page',
  },
  {
    code: 'lint/no-heading-content-indent',
    severity: 'info',
    summary: 'Spaces around the text of a heading',
    why: `
More than one space stands between the \`#\` of a heading and its text. Write one.
`,
    wrong: '#  Restore\n',
    right: '# Restore\n',
    about: ['heading'],
  },
  {
    code: 'lint/no-heading-punctuation',
    severity: 'info',
    summary: 'A heading that ends with punctuation',
    why: `
A heading ends with one of \`!,.:;?\`, or of the characters in the option. Leave it out.
`,
    wrong: '# Restore:\n',
    right: '# Restore\n',
    off: true,
    about: headings,
  },
  {
    code: 'lint/no-multiple-toplevel-headings',
    severity: 'warning',
    summary: 'More top-level headings than one',
    why: `
The page has more than one heading of the first level. Give the others the second.
`,
    wrong: '# Restore\n\n# Afterwards\n',
    right: '# Restore\n\n## Afterwards\n',
    off: true,
    about: headingsOrHtml,
  },
]
