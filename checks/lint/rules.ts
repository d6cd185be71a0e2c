import type { Nodes } from 'mdast'
import type { Code, Codes } from '../check.ts'

/** What Waymark knows of one rule of remark-lint. */
export interface RuleFacts extends Code {
  /** Types of the nodes that it looks at: without any of them on a page, it has nothing to say. Absent for a rule that reads the text, or everything. */
  about?: readonly Nodes['type'][]
  /** How much of the page it needs to see around those nodes: nothing, unless it says so. */
  around?: 'page' | 'top-level'
  /** The longest page that it can look at in less than a second or two, in UTF-16 code units. */
  longest?: number
}

const code = ['code'] as const
const definitions = ['definition', 'footnoteDefinition'] as const
const headings = ['heading', 'mdxJsxFlowElement', 'mdxJsxTextElement'] as const
const headingsOrHtml = [...headings, 'html'] as const
const lists = ['list'] as const
const references = [...definitions, 'footnoteReference', 'imageReference', 'linkReference'] as const
const tables = ['table'] as const

/** A rule that points at what is probably a mistake. */
function mistake(summary: string, about?: RuleFacts['about'], around?: RuleFacts['around']): RuleFacts {
  return { severity: 'warning', summary, ...(about && { about }), ...(around && { around }) }
}

/** A rule about how the same thing is written in one way or another. */
function taste(summary: string, about?: RuleFacts['about'], around?: RuleFacts['around']): RuleFacts {
  return { ...mistake(summary, about, around), severity: 'info' }
}

/** Every rule that can be switched on, in the order of the alphabet. */
export const rules: Readonly<Record<string, RuleFacts>> = {
  'blockquote-indentation': taste('Block quotes with different spaces after `>`', ['blockquote']),
  'checkbox-character-style': taste('Checkboxes that are ticked in two ways', lists),
  'code-block-style': mistake('Code that is indented on a page where other code is fenced', code),
  'definition-case': taste('A definition with capitals in its label', definitions),
  'definition-spacing': taste('A definition with more than one space in its label', definitions),
  'emphasis-marker': taste('Emphasis that is written in two ways', ['emphasis']),
  'fenced-code-flag': taste('Fenced code without a language', code),
  'fenced-code-marker': taste('Fences that are written in two ways', code),
  'file-extension': taste('A file with another extension than the others'),
  'final-definition': taste('A definition before the end of the page', definitions, 'page'),
  'final-newline': mistake('A file that does not end with a line break'),
  'hard-break-spaces': mistake('A line break of more than two spaces', ['break']),
  'heading-increment': mistake('A heading that skips a level', headingsOrHtml),
  'heading-style': taste('Headings that are written in two ways', ['heading']),
  'link-title-style': taste('Titles of links in two kinds of quotes', ['definition', 'image', 'link']),
  'list-item-bullet-indent': taste('A list that is indented'),
  'list-item-content-indent': taste('Parts of a list item that are not aligned', lists),
  'list-item-indent': taste('More than one space after the marker of a list item', lists),
  'list-item-spacing': taste('List items with and without blank lines between them', lists),
  'maximum-heading-length': taste('A long heading', headings),
  'maximum-line-length': taste('A long line'),
  'no-blockquote-without-marker': mistake('A line of a block quote without `>`', ['blockquote']),
  // It looks for each node among all its neighbours.
  'no-consecutive-blank-lines': { ...taste('More blank lines than one'), longest: 200_000 },
  'no-duplicate-definitions': mistake('Two definitions with one label', definitions),
  'no-duplicate-headings': taste('Two headings with the same text', headings),
  'no-emphasis-as-heading': taste('Bold or italic text where a heading could stand', ['emphasis', 'strong'], 'page'),
  'no-file-name-articles': taste('A file name that starts with an article'),
  'no-file-name-consecutive-dashes': taste('A file name with two dashes in a row'),
  'no-file-name-irregular-characters': taste('A file name with unusual characters'),
  'no-file-name-mixed-case': taste('A file name in mixed case'),
  'no-file-name-outer-dashes': taste('A file name that starts or ends with a dash'),
  'no-heading-content-indent': taste('Spaces around the text of a heading', ['heading']),
  'no-heading-punctuation': taste('A heading that ends with punctuation', headings),
  'no-literal-urls': taste('An address that is a link without `<` and `>`', ['link']),
  'no-multiple-toplevel-headings': mistake('More top-level headings than one', headingsOrHtml),
  'no-shell-dollars': taste('Commands that all start with `$`', code),
  'no-shortcut-reference-image': taste('An image as `![text]`', ['imageReference']),
  'no-shortcut-reference-link': taste('A link as `[text]`', ['linkReference']),
  // On a table inside of something else, this rule looks for a column that may not be there, and never ends.
  'no-table-indentation': taste('A table that is indented', tables, 'top-level'),
  'no-undefined-references': mistake('Brackets without a definition'),
  'no-unused-definitions': mistake('A definition that nothing refers to', references),
  'ordered-list-marker-style': taste('Numbers of lists that are written in two ways', lists),
  'ordered-list-marker-value': mistake('Items of a list that are not numbered in order', lists),
  'rule-style': taste('Rules across the page that are written in two ways', ['thematicBreak']),
  'strong-marker': taste('Strong text that is written in two ways', ['strong']),
  'table-cell-padding': taste('Table cells with different spaces around their text', tables),
  'table-pipe-alignment': taste('Pipes of a table that do not stand under each other', tables),
  'table-pipes': taste('A row of a table without its outer pipes', tables),
  'unordered-list-marker-style': taste('Bullets that are written in two ways', lists),
}

/** Rules of the two presets that Waymark follows which are off unless asked for, and why. */
export const leftOut: Readonly<Record<string, string>> = {
  'list-item-content-indent': 'Four spaces under `1.`, as many editors indent, read the same everywhere',
  'no-literal-urls': 'Forges and the site make a link of a bare address',
  'no-shortcut-reference-image': '`![text]` with its definition is an image everywhere',
  'no-shortcut-reference-link': '`[text]` with its definition is a link everywhere',
  'no-undefined-references': 'It takes `[!NOTE]` and `[deprecated]` for mistakes; `links` tells the real ones',
  'table-cell-padding': 'It takes padded cells above a bare row of dashes for a mistake',
}

/** Rules that ask for what MDX does not understand. */
export const notInMdx: ReadonlySet<string> = new Set(['no-literal-urls'])

/** What is told besides what the rules say. */
const ownCodes: Codes = {
  'lint/invalid-remarkrc': { severity: 'error', summary: 'A `.remarkrc` file that cannot be used' },
  'lint/remarkrc-not-run': { severity: 'info', summary: 'A `.remarkrc` file that is code' },
  'lint/rule-failed': { severity: 'warning', summary: 'A rule that broke off on a page' },
  'lint/too-large': { severity: 'info', summary: 'A page that is too long for the rules' },
  'lint/unknown-comment': { severity: 'warning', summary: 'A `lint` comment that says nothing' },
  'lint/unknown-plugin': { severity: 'warning', summary: 'A plugin in `.remarkrc` that Waymark does not know' },
}

/** Every code of this check. */
export const codes: Codes = {
  ...Object.fromEntries(
    Object.entries(rules).map(([name, { severity, summary }]) => [`lint/${name}`, { severity, summary }]),
  ),
  ...ownCodes,
}
