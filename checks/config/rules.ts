import type { ProblemCode } from '../../src/yaml/problem.ts'
import type { Rule } from '../rule.ts'

const beside = { 'guidebooks/README.md': '# Runbooks\n' }

const syntax = {
  code: 'config/syntax',
  severity: 'error',
  summary: 'A configuration that is not YAML, or not text',
  isOnePerFile: true,
  why: `
The file cannot be read as YAML at this place, or it is not text at all.

The usual ones, and their cures:

| Message | What to write |
| --- | --- |
| Unexpected second \`:\` on a line | Quotes around a text that holds a colon and a space: \`title: "Waymark: the guides"\` |
| Unexpected alias | Quotes around a text that starts with \`*\`, such as a glob: \`exclude: ["*.md"]\` |
| Unexpected tab | Spaces for indentation; YAML allows no tabs there |
| Unexpected quote that nothing closes | The same quote at the end of the text |
| Unexpected first character of a text | Quotes around a text that starts with \`@\`, \`%\` or a backtick |
| Unexpected tag | Quotes around a text that starts with \`!\` |
| Unexpected byte, or control character | The file saved again as UTF-8 text |

After a mistake of this kind the rest of the file may mean something else, so only what stands before it is looked at. Mend the first one, and run the command again.
`,
  wrong: { 'waymark.yaml': 'title: Runbooks: shop and bank\n' },
  right: { 'waymark.yaml': 'title: "Runbooks: shop and bank"\n' },
  beside,
} as const satisfies Rule

const unknownKey = {
  code: 'config/unknown-key',
  severity: 'error',
  summary: 'A key that nobody knows',
  why: `
\`\`\`text
Unexpected key \`brnach\` in \`repository\`, expected \`url\`, \`branch\` or \`forge\`
Did you mean \`branch\`?
\`\`\`

A key that means nothing here. Mostly it is a slip of the finger, and the message offers the nearest one. Otherwise look at its indentation: two spaces too few, and it belongs to another map. The lists of keys are in [Configure](configure.md) and [Services](services.md).
`,
  wrong: { 'waymark.yaml': 'repository:\n  url: https://git.example.org/ops/runbooks\n  brnach: main\n' },
  right: { 'waymark.yaml': 'repository:\n  url: https://git.example.org/ops/runbooks\n  branch: main\n' },
  beside,
} as const satisfies Rule

const invalidValue = {
  code: 'config/invalid-value',
  severity: 'error',
  summary: 'A value that cannot be right',
  why: `
\`\`\`text
Unexpected \`docs.example.org\`, expected a URL such as \`https://docs.example.org\`
\`\`\`

The key is known, but its value cannot be right: text where a list belongs, a host with a scheme before it, a duration without its unit. The message says what a good one looks like.

Three that surprise:

- \`title: 2026\` is a number to YAML. Put it in quotes: \`title: "2026"\`.
- \`mdx: "true"\` is a text to YAML. Take the quotes away.
- A probe checks exactly one thing. A second one, say \`tcp\` beside \`http\`, is a probe of its own.

A value under \`headers\`, \`body\` or \`variables\` is never shown in a message, since it may be secret.
`,
  wrong: { 'waymark.yaml': 'title: 2026\n' },
  right: { 'waymark.yaml': 'title: "2026"\n' },
  beside,
} as const satisfies Rule

const lowContrast = {
  code: 'config/low-contrast',
  severity: 'warning',
  summary: 'An accent that is too light to be read',
  why: `
\`\`\`text
Unexpected contrast of \`gold\` with the light pages, 1.3:1, expected at least 4.5:1
It is shown as \`#7e6900\` there, and as \`#ffd700\` in the dark theme: name a darker one, if you would rather choose it yourself
\`\`\`

Links are written in the [accent](theme.md#accent), and WCAG asks for a contrast of 4.5:1 of text. Such a colour is made darker for the light theme until it has that, in OKLCH, so that its hue stays. This is told where little of the colour is left then: below 3:1. The site is right as it is; name a darker colour to choose it yourself.
`,
  wrong: { 'waymark.yaml': 'theme:\n  accent: gold\n' },
  right: { 'waymark.yaml': 'theme:\n  accent: "#7e6900"\n' },
  beside,
} as const satisfies Rule

const duplicateKey = {
  code: 'config/duplicate-key',
  severity: 'error',
  summary: 'The same key twice',
  why: `
The same key stands twice in one map. YAML readers disagree about which of them counts, so neither should be a surprise: the first one counts here. Remove one, or put what both hold under one key. The message says on which line the first stands.
`,
  wrong: { 'waymark.yaml': 'title: Runbooks\nmdx: true\ntitle: Shop\n' },
  right: { 'waymark.yaml': 'title: Runbooks\nmdx: true\n' },
  beside,
} as const satisfies Rule

const duplicateId = {
  code: 'config/duplicate-id',
  severity: 'error',
  summary: 'Two services with one id',
  why: `
Two services have the same id, perhaps in two files. Ids are unique in the project, because pages name services by them from anywhere. The first in the order of file names holds; rename the other, and what names it.
`,
  wrong: {
    'guidebooks/shop/services.yaml': 'services:\n  database:\n    title: Orders\n',
    'guidebooks/bank/services.yaml': 'services:\n  database:\n    title: Accounts\n',
  },
  right: {
    'guidebooks/shop/services.yaml': 'services:\n  shop-database:\n    title: Orders\n',
    'guidebooks/bank/services.yaml': 'services:\n  bank-database:\n    title: Accounts\n',
  },
  beside,
} as const satisfies Rule

const tooLarge = {
  code: 'config/too-large',
  severity: 'error',
  summary: 'A configuration of more than a megabyte',
  why: `
A configuration file of more than 1,000,000 bytes is not read. Take out of it what is no configuration.
`,
  wrong: {
    'waymark.yaml': {
      shown: 'title: Runbooks\n# restored orders.1\n# restored orders.2\n# … (1.2 MB)',
      make: () => `title: Runbooks\n${'# restored orders.1\n'.repeat(60_000)}`,
    },
  },
  right: { 'waymark.yaml': 'title: Runbooks\n' },
  beside,
} as const satisfies Rule

const byCode: Readonly<{ [Code in ProblemCode]: Rule & { code: Code } }> = {
  'config/syntax': syntax,
  'config/unknown-key': unknownKey,
  'config/invalid-value': invalidValue,
  'config/low-contrast': lowContrast,
  'config/duplicate-key': duplicateKey,
  'config/duplicate-id': duplicateId,
  'config/too-large': tooLarge,
}

/**
 * What can be wrong in `waymark.yaml` and in `services.yaml`, in the order of the manual. Each file is held against its
 * schema wherever it is read, so these have no `check`; all checks tell them, since none can be trusted then.
 */
export const configRules: readonly Rule[] = Object.values(byCode)
