import type { RemarkRule } from '../remark-rule.ts'

/** Code. */
export const codeRules: readonly RemarkRule[] = [
  {
    code: 'lint/code-block-style',
    severity: 'warning',
    summary: 'Code that is indented on a page where other code is fenced',
    why: `
The page has code between fences, and a block that is code because it is indented by four spaces. The second is often no code at all, but text that slipped to the right: move it back. If it is code, put it between fences, and name its language.
`,
    wrong: '```sh\nstop shop\n```\n\nThen:\n\n    restore db1\n',
    right: '```sh\nstop shop\n```\n\nThen:\n\n```sh\nrestore db1\n```\n',
    about: ['code'],
  },
  {
    code: 'lint/fenced-code-flag',
    severity: 'info',
    summary: 'Fenced code without a language',
    why: `
A fence does not say which language its code is in, so nothing is highlighted. Write it after the fence, such as \`sh\`, or \`text\` for none. A list of words as the option says which are allowed.
`,
    wrong: '```\nrestore db1\n```\n',
    right: '```sh\nrestore db1\n```\n',
    off: true,
    about: ['code'],
  },
  {
    code: 'lint/fenced-code-marker',
    severity: 'info',
    summary: 'Fences that are written in two ways',
    why: `
Some code stands between \` \`\`\` \`, some between \`~~~\`. Choose one.
`,
    wrong: '```sh\nstop shop\n```\n\n~~~sh\nrestore db1\n~~~\n',
    right: '```sh\nstop shop\n```\n\n```sh\nrestore db1\n```\n',
    about: ['code'],
  },
  {
    code: 'lint/no-shell-dollars',
    severity: 'info',
    summary: 'Commands that all start with `$`',
    why: `
Each line of a shell script begins with \`$\`, which is copied along. Leave it out, or show the output as well.
`,
    wrong: '```sh\n$ stop shop\n$ restore db1\n```\n',
    right: '```sh\nstop shop\nrestore db1\n```\n',
    off: true,
    about: ['code'],
  },
]
