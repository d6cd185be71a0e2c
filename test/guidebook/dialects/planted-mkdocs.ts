/** A fault, where it was put. */
export interface PlantedFault {
  file: string
  line: number
  code: string
}

/** Lines of a page; one of them may hold a fault. */
type Part = (page: number) => string[]

const plain = (...lines: string[]): Part => {
  return () => lines
}

const names = Array.from({ length: 64 }, (_, index) => `s${Math.floor(index / 8)}/page-${index}`)

/** From one page to another, as MkDocs writes it. */
function link(from: number, to: number): string {
  const [folder = '', file = ''] = (names[to % names.length] ?? '').split('/')
  return folder === names[from]?.split('/')[0] ? `${file}.md` : `../${folder}/${file}.md`
}

/** What every page has: all that MkDocs and Material for MkDocs write, with links that lead somewhere. */
const sound: readonly Part[] = [
  (page) => [`# Page ${page} – "Übersicht" & more { .big }`, '', '[TOC]', ''],
  (page) => [
    `!!! warning "Read [the next](${link(page, page + 1)}) first"`,
    '',
    `    Then ==go on== to [its end](${link(page, page + 1)}#ende-the-end) with ++ctrl+c++.`,
    '',
    '    - one',
    '    - two',
    '',
    '        ??? note',
    `            Deep [link](${link(page, page + 2)}#given){ .md-button }`,
    '',
  ],
  (page) => [
    'Choose:',
    '- a way',
    '- another way',
    '',
    '=== ":octicons-terminal-16: Linux"',
    '',
    '    ``` { .sh .annotate title="run.sh" hl_lines="1" }',
    '    systemctl status web # (1)!',
    '    ```',
    '',
    '    1.  A note',
    '',
    '    === "Inner"',
    `        [Inner](${link(page, page + 3)}#a-b_1)`,
    '',
    '=== "macOS"',
    '',
    '```sh',
    '--8<-- "run.sh"',
    '```',
    '',
  ],
  () => ['## A & B', '', 'Text.', '', '## A -- B', '', `See [up](#a-b), [below](#a-b_1) and [given](#given).`, ''],
  (page) => [
    '## Something { #given }',
    '',
    'The HTML and H~2~O, x^2^, ~~old~~ and ^^new^^ of {{ product }}.',
    '{: .lead }',
    '',
    `:material-check: [Directory](../page-${(page % 8) + Math.floor(page / 8) * 8}/) and [absolute](/base/${names[page]}/).`,
    '',
  ],
  plain(
    '| Icon | Says |',
    '| ---- | ---- |',
    '| :material-close: | no |',
    '{: .table }',
    '',
    'Term',
    ':   Meaning',
    '',
    '    and more',
    '',
  ),
  plain(
    '<div class="grid cards" markdown>',
    '',
    '-   :material-clock: **Card**',
    '',
    '    ---',
    '',
    '    Text',
    '',
    '</div>',
    '',
  ),
  plain(
    '--8<-- "part.md"',
    '',
    '{% raw %}Words{% endraw %}',
    '',
    '```jinja',
    '{% if a %}{{ b }}{% endif %}',
    '!!! note',
    '```',
    '',
  ),
  plain('## Ende – the end', '', 'Done[^1].', '', '[^1]: A note.', ''),
]

/** Each construct with a link in it that leads nowhere. */
const faulty: readonly Part[] = [
  plain('!!! note', '', '    See [gone](gone.md).', ''),
  plain('!!! note "With [gone](#nowhere)"', '    Text', ''),
  plain('???+ tip', '    ??? tip', '        [gone](gone.md)', ''),
  plain('=== "A"', '', '    [x](#nowhere)', '', '=== "B"', '', '    y', ''),
  plain('=== "A"', '    === "B"', '        - [gone](gone.md)', ''),
  plain('![gone](gone.png){ width=300 }', ''),
  plain('Term', ':   A [gone](gone.md)', ''),
  plain('<div markdown>', '[gone](gone.md)', '</div>', ''),
  plain('| a |', '| - |', '| :material-check: [gone](#nowhere) |', ''),
  plain('Go to [gone](../nowhere/).', ''),
  plain('Text', '- an item with ==a [gone](gone.md) mark==', ''),
  plain('!!! note', '  Two spaces, [gone](gone.md)', ''),
  plain('> [!tip] A title', '> [gone](gone.md)', ''),
  plain('- item', '', '    !!! danger ""', '', '        [gone](gone.md)', ''),
  plain('```python tab="A"', 'x', '```', '', 'Then [gone](gone.md)', ''),
  plain('## Own { #own }', '', '[gone](#own-own)', ''),
  plain('[gone](/base/nowhere/)', ''),
  plain('[gone](gone.md){ #mine .x } and [mine](#mine)', ''),
  plain('*[CLI]: Command [line](gone.md)', '', 'The CLI [gone](gone.md)', ''),
  plain('{{ product }} [gone](gone.md)', ''),
]

/** A MkDocs project of 64 pages with all of its constructs, 40 of them with one fault each. */
export function plantedMkdocs(): { files: Record<string, string>; faults: PlantedFault[] } {
  const faults: PlantedFault[] = []
  const files: Record<string, string> = {
    'mkdocs.yml': configuration(),
    'catalog-info.yaml': 'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: planted\n',
    'snippets/run.sh': '#!/bin/sh\nlaunchctl list\n',
    'snippets/part.md': '### Included part\n\nFrom a file, with **strong** words.\n',
    'snippets/abbreviations.md': '*[HTML]: Hyper Text Markup Language\n',
    'docs/index.md': `# Home\n\n${names.map((name) => `- [${name}](${name}.md)`).join('\n')}\n`,
  }
  for (const [page, name] of names.entries()) {
    const parts = [...sound]
    const fault = page % 8 < 5 ? faulty[faults.length % faulty.length] : undefined
    if (fault) parts.splice(1 + (page % (sound.length - 2)), 0, fault)
    const lines: string[] = []
    for (const part of parts) {
      const own = part(page)
      if (part === fault) {
        const at = own.findLastIndex((line) => /gone|nowhere/.test(line))
        const code = /\[(?:gone|x)\]\(#/.test(own[at] ?? '')
          ? 'links/missing-anchor'
          : own[at]?.startsWith('![')
            ? 'links/missing-image'
            : 'links/missing-file'
        faults.push({ file: `docs/${name}.md`, line: lines.length + at + 1, code })
      }
      lines.push(...own)
    }
    files[`docs/${name}.md`] = lines.join('\n')
  }
  return { files, faults }
}

function configuration(): string {
  const sections = [...new Set(names.map((name) => name.split('/')[0] ?? ''))]
  const nav = sections.map((section) => {
    const pages = names.filter((name) => name.startsWith(`${section}/`))
    return `  - Section ${section}:\n${pages.map((name) => `      - ${name}.md\n`).join('')}`
  })
  return `site_name: Planted
site_url: https://example.com/base/
extra:
  product: Waymark
plugins:
  - macros
markdown_extensions:
  - extra
  - admonition
  - toc:
      permalink: true
  - pymdownx.details
  - pymdownx.superfences
  - pymdownx.tabbed:
      alternate_style: true
  - pymdownx.mark
  - pymdownx.keys
  - pymdownx.caret
  - pymdownx.tilde
  - pymdownx.emoji:
      emoji_index: !!python/name:materialx.emoji.twemoji
      emoji_generator: !!python/name:materialx.emoji.to_svg
  - pymdownx.snippets:
      base_path: snippets
      auto_append: [abbreviations.md]
nav:
  - Home: index.md
${nav.join('')}`
}
