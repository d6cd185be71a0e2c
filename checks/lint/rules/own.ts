import type { Codes } from '../../check.ts'
import type { Rule } from '../../rule.ts'

const beside = { 'guidebooks/README.md': '# Runbooks\n' }

/** What is told besides what the rules of remark-lint say. */
export const ownRules: readonly Rule[] = [
  {
    code: 'lint/invalid-remarkrc',
    severity: 'error',
    summary: 'A `.remarkrc` file that cannot be used',
    why: `
A \`.remarkrc\` file cannot be used. It is not YAML or JSON, it has more than 100,000 bytes, or a rule in it has a severity or an option that means nothing. Where the file cannot be read as a whole, Waymark's own rules hold; where one rule is wrong, that rule is left as it was.
`,
    beside,
    wrong: { '.remarkrc.yaml': 'plugins:\n  - [lint-emphasis-marker, [5, "_"]]\n' },
    right: { '.remarkrc.yaml': 'plugins:\n  - [lint-emphasis-marker, [2, "_"]]\n' },
  },
  {
    code: 'lint/remarkrc-not-run',
    severity: 'info',
    summary: 'A `.remarkrc` file that is code',
    why: `
A \`.remarkrc.js\`, \`.remarkrc.mjs\` or \`.remarkrc.cjs\` stands in the project's root. Waymark runs no code of a project, since it also checks changes of strangers. Write the same as \`.remarkrc.yaml\`.
`,
    beside,
    wrong: { '.remarkrc.mjs': "export default { plugins: ['remark-preset-lint-recommended'] }\n" },
    right: { '.remarkrc.yaml': 'plugins:\n  - preset-lint-recommended\n' },
  },
  {
    code: 'lint/too-large',
    severity: 'info',
    summary: 'A page that is too long for the rules',
    why: `
A page has more than 500,000 characters. No rule looks at it, since some take the square of its length. Split it. A rule that can bear less is named in the message.
`,
    wrong: {
      'guidebooks/page.md': {
        shown: '# Log\n\nrestored restored restored … (540,000 characters)',
        make: () => `# Log\n\n${'restored '.repeat(60_000)}\n`,
      },
    },
    right: '# Log\n\nThe log of 2026 is on https://logs.example.org/\n',
  },
  {
    code: 'lint/unknown-comment',
    severity: 'warning',
    summary: 'A `lint` comment that says nothing',
    why: `
A comment such as \`<!--lint stop-->\` has a first word that is none of \`disable\`, \`enable\` and \`ignore\`. From there on, comments of this kind on the page do not count.
`,
    wrong: '<!--lint stop rule-style-->\n\nStop the shop.\n',
    right: '<!--lint disable rule-style-->\n\nStop the shop.\n',
  },
  {
    code: 'lint/unknown-plugin',
    severity: 'warning',
    summary: 'A plugin in `.remarkrc` that Waymark does not know',
    why: `
A plugin in a \`.remarkrc\` file is none that Waymark knows, so it is left out. The hint names the nearest one, if it looks like a slip. Plugins that check links are not needed: the \`links\` check does that.
`,
    beside,
    wrong: { '.remarkrc.yaml': 'plugins:\n  - remark-lint-heading-stile\n' },
    right: { '.remarkrc.yaml': 'plugins:\n  - remark-lint-heading-style\n' },
  },
]

/** The only code without an example: whatever is known to break a rule off is kept from it, so it has yet to be found. */
export const codesWithoutExample = {
  'lint/rule-failed': {
    severity: 'warning',
    summary: 'A rule that broke off on a page',
    why: `
A rule broke off with an error, so that this page was not looked at by it. Turn the rule off, and tell us which page it was.
`,
  },
} as const satisfies Codes
