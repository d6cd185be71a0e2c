import { skippedNumbers } from '../harm/skipped-number.ts'
import type { RemarkRule } from '../remark-rule.ts'

/** Lists. */
export const listRules: readonly RemarkRule[] = [
  {
    code: 'lint/checkbox-character-style',
    severity: 'info',
    summary: 'Checkboxes that are ticked in two ways',
    why: `
Some tasks are ticked as \`[x]\`, others as \`[X]\`. Choose one.
`,
    wrong: '- [x] Stop the shop\n- [X] Take a snapshot\n',
    right: '- [x] Stop the shop\n- [x] Take a snapshot\n',
    about: ['list'],
  },
  {
    code: 'lint/list-item-bullet-indent',
    severity: 'info',
    summary: 'A list that is indented',
    why: `
A list begins some spaces from the left. Four of them would make code of it. Move it to the left.
`,
    wrong: 'Before:\n\n  - Stop the shop\n',
    right: 'Before:\n\n- Stop the shop\n',
  },
  {
    code: 'lint/list-item-content-indent',
    severity: 'info',
    summary: 'Parts of a list item that are not aligned',
    why: `
The parts of a list item do not begin in one column. They are read the same everywhere up to three spaces; with four more, they become code.
`,
    wrong: '1. Stop the shop\n\n    Wait for its orders.\n',
    right: '1. Stop the shop\n\n   Wait for its orders.\n',
    off: 'Four spaces under `1.`, as many editors indent, read the same everywhere',
    about: ['list'],
  },
  {
    code: 'lint/list-item-indent',
    severity: 'info',
    summary: 'More than one space after the marker of a list item',
    why: `
More than one space, or none that counts, stands between the marker of an item and its text. Write one. The option may also be \`tab\` or \`mixed\`.
`,
    wrong: '-   Stop the shop\n',
    right: '- Stop the shop\n',
    about: ['list'],
  },
  {
    code: 'lint/list-item-spacing',
    severity: 'info',
    summary: 'List items with and without blank lines between them',
    why: `
Blank lines stand between some items of a list, and not between others. Where an item has more than one line, all are set apart; else none.
`,
    wrong: '- Stop the shop\n- Take a snapshot\n\n- Restore it\n',
    right: '- Stop the shop\n- Take a snapshot\n- Restore it\n',
    off: true,
    about: ['list'],
  },
  {
    code: 'lint/ordered-list-marker-style',
    severity: 'info',
    summary: 'Numbers of lists that are written in two ways',
    why: `
Some lists are numbered as \`1.\`, some as \`1)\`. Choose one. Where both stand in one list, it becomes two.
`,
    wrong: '1. Stop the shop\n\nThen:\n\n1) Restore it\n',
    right: '1. Stop the shop\n\nThen:\n\n1. Restore it\n',
    about: ['list'],
  },
  {
    code: 'lint/ordered-list-marker-value',
    severity: 'warning',
    summary: 'Items of a list that are not numbered in order',
    why: `
A list is numbered \`1.\`, \`2.\`, \`4.\` in the file, but readers see 1, 2, 3. A text that says "go back to step 4" then leads to the wrong step. Number the items in order, or all with the number of the first. It is told once for each list. With \`style\`, a page also keeps to one of the two.
`,
    wrong: '1. Stop the shop\n2. Take a snapshot\n4. Restore it\n',
    right: '1. Stop the shop\n2. Take a snapshot\n3. Restore it\n',
    hurts: skippedNumbers,
    about: ['list'],
  },
  {
    code: 'lint/unordered-list-marker-style',
    severity: 'info',
    summary: 'Bullets that are written in two ways',
    why: `
Some lists have \`-\` as their bullet, some \`*\` or \`+\`. Choose one.
`,
    wrong: '- Stop the shop\n\nThen:\n\n* Restore it\n',
    right: '- Stop the shop\n\nThen:\n\n- Restore it\n',
    off: true,
    about: ['list'],
  },
]
