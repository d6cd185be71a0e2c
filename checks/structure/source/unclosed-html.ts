import type { Html, Nodes, Root } from 'mdast'
import { barePlace, type Place } from '../../../src/finding/finding.ts'
import { isAllowedName } from '../../../src/guidebook/html/allowed-html.ts'
import { htmlParts } from '../../../src/guidebook/html/html.ts'
import { type HtmlTag, readTags } from '../../../src/guidebook/html/html-tag.ts'
import type { Page } from '../../../src/guidebook/page.ts'
import type { RawPageFinding } from '../../check.ts'
import type { PageRule } from '../rule.ts'

/** What folds away, or takes in, all that stands before its end. */
const folding = new Set(['details', 'summary'])

/** Elements around it whose end ends it too. */
const around = new Set(['div', 'table', 'tbody', 'thead', 'tr', 'td', 'th', 'ul', 'ol', 'li', 'blockquote', 'section'])

/** An end tag in a cell ends nothing outside of it: HTML Standard, "has an element in scope". */
const barriers = new Set(['table', 'td', 'th', 'tableCell'])

/** Beyond this, HTML is no page's, and each end tag would be looked for among all that is open. */
const most = 1000

/** An element of raw HTML that is open, or one of Markdown, which ends with its node. */
interface Open {
  name: string
  /** Where it begins; absent for what need not be told of. */
  place?: Place
}

/** `<details>` and `<summary>` whose end tag is missing take in the rest of what they stand in, or of the page. */
export const unclosedHtml = {
  code: 'structure/unclosed-html',
  severity: 'error',
  summary: 'A folded part without its end',
  why: `
\`\`\`text
Unexpected \`<details>\` without its end, expected \`</details>\`
\`\`\`

A \`<details>\` or a \`<summary>\` is opened and never closed. Browsers close it where the page ends, or the list, the quote or the cell that it stands in; until there everything is folded away with it, on the site as on the forge. Write the end tag where the folded text ends, on a line of its own with an empty line before it:

\`\`\`markdown
<details>
<summary>What it prints</summary>

The folded text, in Markdown.

</details>
\`\`\`

Four spaces before \`</details>\` make code of it, and code ends nothing.
`,
  wrong: '# Restore\n\n<details>\n<summary>What it prints</summary>\n\nrestored 12 tables\n\n## Afterwards\n',
  right:
    '# Restore\n\n<details>\n<summary>What it prints</summary>\n\nrestored 12 tables\n\n</details>\n\n## Afterwards\n',
  over: 'page',
  check: ({ page, tree }) => unclosedElements(page, tree),
} as const satisfies PageRule

function unclosedElements(page: Page, tree: Root): RawPageFinding[] {
  if (page.format === 'mdx' || !/<(?:details|summary)/i.test(page.text)) return []
  const reader = new TagReader(readTags(tree, page.text))
  reader.read(tree)
  return reader.unclosed.sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column).map(findingOf)
}

function findingOf({ name, place }: Required<Open>): RawPageFinding {
  return {
    code: unclosedHtml.code,
    message: `Unexpected \`<${name}>\` without its end, expected \`</${name}>\``,
    hint:
      name === 'details'
        ? 'All that follows is folded away with it: end it where its text ends'
        : 'All that follows is part of its line: end it behind its words',
    ...place,
  }
}

/** Follows what is open through a page, as far as a browser's parser would: HTML Standard, section 13.2.6. */
class TagReader {
  readonly unclosed: Required<Open>[] = []
  readonly #tags: Map<Nodes, HtmlTag[]>
  #open: Open[] = []

  constructor(tags: Map<Nodes, HtmlTag[]>) {
    this.#tags = tags
  }

  read(parent: Nodes): void {
    // A paragraph is ended by what begins in it, and so ends nothing.
    const isContainer = 'children' in parent && parent.type !== 'paragraph'
    const own: Open = { name: parent.type }
    if (isContainer) this.#open.push(own)
    for (const child of 'children' in parent ? parent.children : []) {
      if (child.type === 'html') this.#readHtml(child)
      else this.read(child)
    }
    const at = this.#open.lastIndexOf(own)
    if (at !== -1) this.#endFrom(at)
  }

  #readHtml(node: Html): void {
    const tags = (this.#tags.get(node) ?? []).values()
    for (const part of htmlParts(node.value)) {
      const tag = part.kind === 'open' ? tags.next().value : undefined
      if (part.kind === 'text' || !isAllowedName(part.name)) continue
      if (part.kind === 'close') this.#close(part.name)
      else if (this.#open.length >= most) continue
      else if (tag && folding.has(part.name)) this.#open.push({ name: part.name, place: barePlace(tag) })
      else if (around.has(part.name)) this.#open.push({ name: part.name })
    }
  }

  #close(name: string): void {
    const at = this.#open.findLastIndex((open) => open.name === name)
    if (at === -1 || this.#open.slice(at + 1).some((open) => barriers.has(open.name))) return
    this.#open[at] = { name }
    this.#endFrom(at)
  }

  /** Ends what was opened from here on; of several alike in each other, one end is missing, that of the first. */
  #endFrom(at: number): void {
    const ended = this.#open.splice(at)
    for (const [index, { name, place }] of ended.entries()) {
      if (place && !(name === 'summary' && ended[index - 1]?.name === name)) this.unclosed.push({ name, place })
    }
  }
}
