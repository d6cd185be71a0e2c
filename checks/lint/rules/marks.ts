import type { RemarkRule } from '../remark-rule.ts'

/** Emphasis, quotes and rules across the page. */
export const markRules: readonly RemarkRule[] = [
  {
    code: 'lint/blockquote-indentation',
    severity: 'info',
    summary: 'Block quotes with different spaces after `>`',
    why: `
The text of block quotes stands at different distances from its \`>\`. One space after \`>\` is usual. An option fixes the number of characters for all: \`2\` is \`>\` and one space.
`,
    wrong: '> Stop the shop.\n\nThen:\n\n>   Restore it.\n',
    right: '> Stop the shop.\n\nThen:\n\n> Restore it.\n',
    about: ['blockquote'],
  },
  {
    code: 'lint/emphasis-marker',
    severity: 'info',
    summary: 'Emphasis that is written in two ways',
    why: `
Some emphasis is written as \`*this*\`, some as \`_this_\`. Choose one. \`emphasis-marker: "_"\` fixes it for all pages.
`,
    wrong: 'Stop it *first*, _then_ restore it.\n',
    right: 'Stop it *first*, *then* restore it.\n',
    about: ['emphasis'],
  },
  {
    code: 'lint/no-blockquote-without-marker',
    severity: 'warning',
    summary: 'A line of a block quote without `>`',
    why: `
A line right below a block quote has no \`>\`. Markdown takes it into the quote all the same. If it belongs there, put \`>\` before it; if not, leave a blank line before it. It is told once for each paragraph.
`,
    wrong: '> Stop the shop.\nThen restore it.\n',
    right: '> Stop the shop.\n> Then restore it.\n',
    hurts: 'always',
    about: ['blockquote'],
  },
  {
    code: 'lint/rule-style',
    severity: 'info',
    summary: 'Rules across the page that are written in two ways',
    why: `
Lines across the page are written in different ways, such as \`---\` and \`***\`. Choose one.
`,
    wrong: 'Stop the shop.\n\n---\n\nRestore it.\n\n***\n\nStart it.\n',
    right: 'Stop the shop.\n\n---\n\nRestore it.\n\n---\n\nStart it.\n',
    about: ['thematicBreak'],
  },
  {
    code: 'lint/strong-marker',
    severity: 'info',
    summary: 'Strong text that is written in two ways',
    why: `
Some strong text is written as \`**this**\`, some as \`__this__\`. Choose one.
`,
    wrong: 'Stop it **first**, __then__ restore it.\n',
    right: 'Stop it **first**, **then** restore it.\n',
    about: ['strong'],
  },
]
