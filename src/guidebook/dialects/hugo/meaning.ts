import type { AdmonitionKind } from '../block.ts'
import type { DialectSettings, ShortcodeMeaning } from '../dialect.ts'

/** What is done with a shortcode: what a site can say of its own, and what Hugo's own do beside that. */
export type Handling = ShortcodeMeaning | 'reference' | 'parameter' | 'code' | 'media'

/**
 * What the shortcodes of Hugo, and those of the themes and sites that are used most for documents, do. Sources: Hugo's
 * manual; Docsy, Hextra, Geekdoc, Book, Relearn; the sites of Kubernetes, Grafana and Dapr.
 */
const handlings: readonly (readonly [Handling, string])[] = [
  ['reference', 'ref relref'],
  ['parameter', 'param _param'],
  ['code', 'highlight mermaid'],
  ['media', 'gist youtube vimeo tweet twitter x instagram video audio asciinema'],
  [
    'callout',
    'alert admonition admonish note notice hint callout warning tip info information caution danger important attention error success box blockquote pageinfo panel',
  ],
  ['details', 'details expand expandable collapse collapsible spoiler qa faq'],
  ['tabs', 'tabs tabpane tabgroup tab-group codetabs code-tabs'],
  ['tab', 'tab tab-content codetab code-tab tab-item tab-body'],
  [
    'include',
    'include include-md includemd readfile read-file docs/shared import-md codenew code_sample code-sample example',
  ],
  ['figure', 'figure image img imgproc'],
  ['link', 'button card link page-link linkbutton'],
  [
    'plain',
    'table responsive-table columns column cards card-grid cardpane steps steps/step section div center docs/ignore docs/hero-simple glossary_tooltip glossary-tooltip heading badge label kbd key tag qa-list faqs rawhtml raw unsafe term tooltip abbr lead small katex math blocks/cover blocks/lead blocks/section blocks/feature filetree/container filetree/folder filetree/file',
  ],
  [
    'hidden',
    'comment toc toc-tree table_of_contents tableofcontents page/toc page/header page/page-meta-links clearfix icon fa fontawesome docs/learning-paths section-index section-list hr br sprites blocks/link-down',
  ],
]

const byName = new Map(
  handlings.flatMap(([handling, names]) => names.split(' ').map((name) => [name, handling] as const)),
)

/** What the site says that a shortcode means, else what it means in most; none for one that is not known. */
export function handlingOf(name: string, { shortcodes }: DialectSettings): Handling | undefined {
  const own = shortcodes && Object.hasOwn(shortcodes, name) ? shortcodes[name] : undefined
  return own ?? byName.get(name)
}

const kinds: Readonly<Record<AdmonitionKind, RegExp>> = {
  note: /^(?:note|notice|info|information|primary|secondary|default|abstract|summary|todo|question|quote|example|seealso|light|dark|blue|gray|grey)$/,
  tip: /^(?:tip|hint|success|ok|check|done|help|green)$/,
  important: /^important$/,
  warning: /^(?:warning|warn|attention|orange|yellow)$/,
  caution: /^(?:caution|danger|error|failure|fail|bug|critical|red)$/,
}

const order: readonly AdmonitionKind[] = ['note', 'tip', 'important', 'warning', 'caution']

/** The kind of box that a word means: `danger` is a caution. */
export function kindOf(word: string): AdmonitionKind | undefined {
  return order.find((kind) => kinds[kind].test(word.toLowerCase()))
}

/** Whether a word says no more than how a box looks: it is no title. */
export function isColour(word: string): boolean {
  return /^(?:primary|secondary|default|light|dark|blue|gray|grey|green|orange|yellow|red)$/i.test(word)
}
