import type { DialectSettings } from '../dialect.ts'

const extra = ['abbr', 'attr_list', 'def_list', 'footnotes', 'md_in_html', 'tables', 'fenced_code']

/** Extensions that stand for others. Source: Python-Markdown's and pymdownx's `extra`, `techdocs-core` of Backstage. */
const bundles: Readonly<Record<string, readonly string[]>> = {
  extra,
  'pymdownx.extra': extra,
  'techdocs-core': [
    ...extra,
    'admonition',
    'caret',
    'critic',
    'details',
    'emoji',
    'inlinehilite',
    'magiclink',
    'mark',
    'snippets',
    'superfences',
    'tabbed',
    'tasklist',
    'tilde',
  ],
}

/** The extensions that some names stand for: `pymdownx.mark` → `mark`. In their order, each once. */
export function expandExtensions(names: readonly string[]): string[] {
  const all = names.flatMap((name) => {
    const plain = name.replace(/^markdown\.extensions\./, '')
    return bundles[plain] ?? [plain.replace(/^pymdownx\./, '')]
  })
  return [...new Set(all)]
}

/** Whether an extension is on. Without a configuration that says so, all are. */
export function hasExtension({ extensions }: DialectSettings, name: string): boolean {
  return extensions?.includes(name) ?? !quiet.has(name)
}

/** What changes how plain words are read has to be asked for. */
const quiet = new Set(['arithmatex'])

/** Whether icons are pictures: an option of `emoji`, which names code of Material for MkDocs. */
export const iconPictures = 'material_emoji'
