import { lostDefinitions, lostFootnotes } from '../harm/lost-definition.ts'
import type { RemarkRule } from '../remark-rule.ts'

const definitions = ['definition', 'footnoteDefinition'] as const
const references = [...definitions, 'footnoteReference', 'imageReference', 'linkReference'] as const

/** Links, images and their definitions. */
export const linkStyleRules: readonly RemarkRule[] = [
  {
    code: 'lint/definition-case',
    severity: 'info',
    summary: 'A definition with capitals in its label',
    why: `
The label of a definition has capitals, as in \`[Setup]: setup.md\`. Labels are matched in any case; write it in small letters.
`,
    wrong: 'Read [the log][log].\n\n[Log]: https://logs.example.org/\n',
    right: 'Read [the log][log].\n\n[log]: https://logs.example.org/\n',
    off: true,
    about: definitions,
  },
  {
    code: 'lint/definition-spacing',
    severity: 'info',
    summary: 'A definition with more than one space in its label',
    why: `
The label of a definition holds more than one space in a row, or a tab. Write one space.
`,
    wrong: 'Read the [old log][].\n\n[old  log]: https://logs.example.org/\n',
    right: 'Read the [old log][].\n\n[old log]: https://logs.example.org/\n',
    off: true,
    about: definitions,
  },
  {
    code: 'lint/final-definition',
    severity: 'info',
    summary: 'A definition before the end of the page',
    why: `
Definitions such as \`[a]: https://example.org\` stand in the middle of the page. Move them to its end.
`,
    wrong: '[log]: https://logs.example.org/\n\nRead [the log][log].\n',
    right: 'Read [the log][log].\n\n[log]: https://logs.example.org/\n',
    off: true,
    about: definitions,
    around: 'page',
  },
  {
    code: 'lint/link-title-style',
    severity: 'info',
    summary: 'Titles of links in two kinds of quotes',
    why: `
Titles of links stand in different quotes: \`"so"\`, \`'so'\` or \`(so)\`. Choose one.
`,
    wrong: '[Today](https://logs.example.org/ "Of today"), [before](https://logs.example.org/old \'Of last week\')\n',
    right: '[Today](https://logs.example.org/ "Of today"), [before](https://logs.example.org/old "Of last week")\n',
    about: ['definition', 'image', 'link'],
  },
  {
    code: 'lint/no-duplicate-definitions',
    severity: 'warning',
    summary: 'Two definitions with one label',
    why: `
Two definitions have the same label. The first holds, and the second is lost. Remove it, or give it another label. Two that say the same are a matter of \`style\`.
`,
    wrong: 'Read [the log][log].\n\n[log]: https://logs.example.org/\n[log]: https://logs.example.org/old\n',
    right:
      'Read [the log][log], then [the old one][old].\n\n[log]: https://logs.example.org/\n[old]: https://logs.example.org/old\n',
    hurts: lostDefinitions,
    about: definitions,
  },
  {
    code: 'lint/no-literal-urls',
    severity: 'info',
    summary: 'An address that is a link without `<` and `>`',
    why: `
An address stands in the text without \`<\` and \`>\`. GitHub, GitLab, Gitea and the site make a link of it; other readers of Markdown may not. In MDX, where \`<\` begins a component, the rule is not run.
`,
    wrong: 'Read https://logs.example.org/ first.\n',
    right: 'Read <https://logs.example.org/> first.\n',
    off: 'Forges and the site make a link of a bare address',
    about: ['link'],
    // MDX takes `<` for the begin of a component.
    notInMdx: true,
  },
  {
    code: 'lint/no-shortcut-reference-image',
    severity: 'info',
    summary: 'An image as `![text]`',
    why: `
An image is written as \`![text]\`, with its definition elsewhere. \`![text][]\` shows better that something is meant.
`,
    wrong: '![Rack]\n\n[rack]: https://logs.example.org/rack.png\n',
    right: '![Rack][]\n\n[rack]: https://logs.example.org/rack.png\n',
    off: '`![text]` with its definition is an image everywhere',
    about: ['imageReference'],
  },
  {
    code: 'lint/no-shortcut-reference-link',
    severity: 'info',
    summary: 'A link as `[text]`',
    why: `
A link is written as \`[text]\`, with its definition elsewhere. \`[text][]\` shows better that something is meant.
`,
    wrong: 'Read the [log].\n\n[log]: https://logs.example.org/\n',
    right: 'Read the [log][].\n\n[log]: https://logs.example.org/\n',
    off: '`[text]` with its definition is a link everywhere',
    about: ['linkReference'],
  },
  {
    code: 'lint/no-undefined-references',
    severity: 'warning',
    summary: 'Brackets without a definition',
    why: `
Something in brackets has no definition. It is shown with its brackets. The \`links\` check tells those that look like links.
`,
    wrong: 'Read [the log][lgo] and [the old one][log].\n\n[log]: https://logs.example.org/\n',
    right: 'Read [the log][log].\n\n[log]: https://logs.example.org/\n',
    off: 'It takes `[!NOTE]` and `[deprecated]` for mistakes; `links` tells the real ones',
  },
  {
    code: 'lint/no-unused-definitions',
    severity: 'warning',
    summary: 'A definition that nothing refers to',
    why: `
Nothing refers to a footnote, which is not shown at all then. Remove it, or mend the reference that was meant: the label may be misspelt. With \`style\`, definitions of links that nothing refers to are told as well; \`[//]: # (text)\`, which some people write as a comment, is not.
`,
    wrong: 'Restore db1.\n\n[^log]: Its log is on the old host.\n',
    right: 'Restore db1.[^log]\n\n[^log]: Its log is on the old host.\n',
    hurts: lostFootnotes,
    about: references,
  },
]
