import { Buffer } from 'node:buffer'
import { describe, expect, test } from 'vitest'
import { docusaurus, starlight, vitepress } from '../../../src/guidebook/dialects/docusaurus.ts'
import { plainMarkdown } from '../../../src/guidebook/dialects/parse.ts'
import { readPage } from '../../../src/guidebook/page.ts'
import { anchorFixture, anchorsMade } from './anchors.ts'
import docusaurusAnchors from './docusaurus-anchors.json' with { type: 'json' }
import { MemoryTree } from './memory-tree.ts'
import { type Given, outline } from './outline.ts'
import vitepressAnchors from './vitepress-anchors.json' with { type: 'json' }

const vue = { settings: { slug: { rule: 'vitepress' }, mounts: [{ address: '@/', folder: '.' }] } }

const constructs: [what: string, text: string, shown: string[], given?: Given][] = [
  ['a box', ':::note\ntext\n:::', ['1 box note "Note"', '  2 paragraph: text']],
  ['a label', ':::tip[My **own**]\ntext\n:::', ['1 box tip "My *own*"', '  2 paragraph: text']],
  ['a title', '::: warning My title\ntext\n:::', ['1 box warning "My title"', '  2 paragraph: text']],
  [
    'a label with brackets and looks',
    ':::note[a[0] is]{icon="x"}\nt\n:::',
    ['1 box note "a[0] is"', '  2 paragraph: t'],
  ],
  ['words of its own', ':::danger\nt\n:::', ['1 box caution "Danger"', '  2 paragraph: t']],
  ['an info', ':::info\nt\n:::', ['1 box note "Info"', '  2 paragraph: t']],
  ['details', '::: details Click\nt\n:::', ['1 box note closed "Click"', '  2 paragraph: t']],
  ['open details', '::: details Click {open}\nt\n:::', ['1 box note open "Click"', '  2 paragraph: t']],
  [
    'boxes in a box',
    '::::note\na\n:::tip\nb\n:::\nc\n::::\nd',
    [
      '1 box note "Note"',
      '  2 paragraph: a',
      '  3 box tip "Tip"',
      '    4 paragraph: b',
      '  6 paragraph: c',
      '8 paragraph: d',
    ],
  ],
  [
    'boxes of as many colons',
    ':::note\na\n\n:::tip\nb\n:::\n\nc\n:::\nd',
    [
      '1 box note "Note"',
      '  2 paragraph: a',
      '  4 box tip "Tip"',
      '    5 paragraph: b',
      '  8 paragraph: c',
      '10 paragraph: d',
    ],
  ],
  [
    'a box that was not closed before the next',
    ':::note\na\n:::tip\nb\n:::\n\nrest',
    ['1 box note "Note"', '  2 paragraph: a', '  3 box tip "Tip"', '    4 paragraph: b', '7 paragraph: rest'],
  ],
  [
    'a box in a list',
    '- item\n\n  :::note\n  text\n  :::\n\n- next',
    [
      '1 list',
      '  1 listItem',
      '    1 paragraph: item',
      '    3 box note "Note"',
      '      4 paragraph: text',
      '  7 listItem',
      '    7 paragraph: next',
    ],
  ],
  [
    'a box that its list ends',
    '- :::note\n  text\n\nafter',
    ['1 list', '  1 listItem', '    1 box note "Note"', '      2 paragraph: text', '4 paragraph: after'],
  ],
  [
    'a box in a quote',
    '> :::note\n> text\n> :::\n> after',
    ['1 blockquote', '  1 box note "Note"', '    2 paragraph: text', '  4 paragraph: after'],
  ],
  [
    'a box that is indented',
    '  :::note\ntext\n  :::\nafter',
    ['1 box note "Note"', '  2 paragraph: text', '4 paragraph: after'],
  ],
  ['a box with a fence', ':::note\n```md\n:::\n```\n:::', ['1 box note "Note"', '  2 code md ":::"']],
  ['a box that is not known', ':::foo Some words\ntext\n:::', ['1 unknown :::foo', '  1 paragraph: Some words\ntext']],
  ['a mark that closes nothing', 'a\n\n:::\n\nb', ['1 paragraph: a', '3 unknown :::', '5 paragraph: b']],
  ['no box in code', '```\n:::note\n```', ['1 code - ":::note"']],
  [
    'imports and exports',
    "import A from '@theme/A';\nimport {\n  B,\n} from 'b'\n\nexport const x = {\n  a: 1,\n\n};\n\ntext",
    ['11 paragraph: text'],
  ],
  ['words that begin like imports', 'import data from a file', ['1 paragraph: import data from a file']],
  ['a comment of MDX', 'a\n\n{/* no\nwords */}\n\nb', ['1 paragraph: a', '6 paragraph: b']],
  [
    'tabs',
    '<Tabs>\n<TabItem value="a" label="Apple">\n\n- x\n\n</TabItem>\n  <TabItem value="b">Banana</TabItem>\n</Tabs>\n\nend',
    [
      '2 tabGroup',
      '  2 tab "Apple"',
      '    4 list',
      '      4 listItem',
      '        4 paragraph: x',
      '  7 tab "b"',
      '    7 paragraph: Banana',
      '10 paragraph: end',
    ],
  ],
  [
    'labels of tabs in values',
    "<Tabs\n  values={[\n    {label: 'Apple', value: 'a'},\n  ]}>\n<TabItem value=\"a\">x</TabItem>\n</Tabs>",
    ['5 tabGroup', '  5 tab "Apple"', '    5 paragraph: x'],
  ],
  [
    'content of tabs that is indented',
    '<Tabs>\n  <TabItem value="a">\n\n    ```sh\n    ls\n    ```\n\n  </TabItem>\n</Tabs>',
    ['2 tabGroup', '  2 tab "a"', '    4 code sh "ls"'],
  ],
  [
    'a component that is not known',
    '<Weird a={{b: 1}}>\n\ntext\n\n</Weird>\n\nend',
    ['1 unknown Weird', '  3 paragraph: text', '7 paragraph: end'],
  ],
  ['a component without content', '<Weird\n  a="1"\n/>\n\nend', ['1 unknown Weird', '5 paragraph: end']],
  ['a component in a sentence', 'Use <Foo a={1}/> now', ['1 paragraph: Use <? Foo> now']],
  ['a component in code', 'Use `<Foo/>` now', ['1 paragraph: Use `<Foo/>` now']],
  [
    'steps and cards',
    '<Steps>\n1. a\n</Steps>\n\n<Card title="T">\nb\n</Card>',
    ['2 list', '  2 listItem', '    2 paragraph: a', '5 box note "T"', '  6 paragraph: b'],
  ],
  [
    'links and badges',
    '<Link to="/x">w</Link> <Badge text="New"/> <LinkCard title="T" href="/y" />',
    ['1 paragraph: [w](/x) New [T](/y)'],
  ],
  [
    'a picture that is required',
    "<img src={require('./a.png').default} style={{width: 3}} />",
    ['1 html <img src="./a.png"  />'],
  ],
  ['an asset that the router passes by', '[a](pathname:///a.pdf)', ['1 paragraph: [a](/a.pdf)']],
  [
    'ids of headings',
    '## A {#b}\n\n## C \\{#d\\}\n\n## E {/* #f */}\n\n## G <!-- #h -->\n\n## `i` {#j}',
    ['1 h2#b: A', '3 h2#d: C', '5 h2#f: E', '7 h2#h: G', '9 h2#j: `i`'],
  ],
  [
    'the meta of a fence',
    '```js {1,3-5} title="a.js" showLineNumbers\nx\n```',
    ['1 code js {{1,3-5} title="a.js" showLineNumbers} "x"'],
  ],
  [
    'lines behind a language',
    '```js{4}\nx\n```\n\n```ts:line-numbers {1}\ny\n```',
    ['1 code js {{4}} "x"', '5 code ts {line-numbers {1}} "y"'],
  ],
  ['a place for contents', '[[toc]]\n\na', ['3 paragraph: a']],
  [
    'a group of code',
    '::: code-group\n\n```sh [npm]\na\n```\n\n```sh [yarn]\nb\n```\n\n:::\n\nend',
    [
      '3 tabGroup',
      '  3 tab "npm"',
      '    3 code sh {[npm]} "a"',
      '  7 tab "yarn"',
      '    7 code sh {[yarn]} "b"',
      '13 paragraph: end',
    ],
    vue,
  ],
  [
    'a group of code in a list',
    '- a\n  ::: code-group\n  ```js\n  a\n  ```\n  :::',
    ['1 list', '  1 listItem', '    1 paragraph: a', '    3 tabGroup', '      3 tab "js"', '        3 code js "a"'],
    vue,
  ],
  ['raw', '::: raw\na\n:::', ['2 paragraph: a'], vue],
  [
    'an include',
    '<!-- @include: ./b.md -->',
    ['1 include b.md', '  1 paragraph: text'],
    { ...vue, includes: { 'b.md': 'text' } },
  ],
  [
    'an include that is shown as code',
    '```md\n<!-- @include: ./b.md -->\n```',
    ['1 code md "<!-- @include: ./b.md -->"'],
    vue,
  ],
  ['code of a file', '<<< @/a.ts{2}', ['1 code ts {{2}} "let a"'], { ...vue, includes: { 'a.ts': 'let a\n' } }],
  [
    'a region of a file',
    '<<< ./a.ts#x{1 js}',
    ['1 code js {{1}} "let b"'],
    { ...vue, includes: { 'a.ts': 'let a\n// #region x\n  let b\n// #endregion x\n' } },
  ],
  ['code of a file that is not there', '<<< @/a.ts', ['1 paragraph: [@/a.ts](@/a.ts)'], vue],
  ['an expression', 'Version {{ version }} is out', ['1 paragraph: Version <? version> is out'], vue],
  ['scripts', '<script setup>\nconst a = 1\n</script>\n\ntext', ['5 paragraph: text'], vue],
]

describe('Docusaurus, VitePress and Starlight', () => {
  test.each(constructs)('show %s', (_, text, shown, given) => {
    expect(outline('docusaurus', text, given)).toStrictEqual(shown)
  })

  test.each([
    [anchorFixture(docusaurusAnchors), {}],
    [anchorFixture(vitepressAnchors), { slug: { rule: 'vitepress' } }],
  ])('make the anchors that $generator makes', (fixture, settings) => {
    expect(fixture.anchors.length).toBeGreaterThan(150)
    expect(anchorsMade(fixture, { name: 'docusaurus', settings })).toStrictEqual(fixture.anchors)
  })

  test('an id of a heading is its anchor, and no number is made of it', () => {
    const text = '## One {#two}\n\n## Two\n'
    const anchors = (settings: object) =>
      readPage('a.md', Buffer.from(text), undefined, { dialect: { name: 'docusaurus', settings } }).headings.map(
        ({ anchor }) => anchor,
      )
    expect(anchors({})).toStrictEqual(['two', 'two'])
    expect(anchors({ slug: { rule: 'vitepress' } })).toStrictEqual(['two', 'two-1'])
  })

  test('plain Markdown has alerts in place of boxes', () => {
    const text = ':::tip[Do]\nthis\n:::\n'
    const plain = plainMarkdown({ file: 'a.md', text, format: 'md', dialect: { name: 'docusaurus', settings: {} } })
    expect(plain.trim()).toBe('> [!TIP]\n>\n> Do\n>\n> this')
  })
})

describe('The configuration of Docusaurus', () => {
  const files = {
    'site/docusaurus.config.ts':
      "export default { title: 'Ops', baseUrl: '/ops/', presets: [['classic', { docs: { path: 'docs', routeBasePath: 'guide' } }]] }",
    'site/docs/intro.md': '---\nslug: /\nsidebar_position: 2\nsidebar_label: Start\n---\n# Intro\n',
    'site/docs/02-install.md': '# Install\n',
    'site/docs/run/_category_.json': '{ "label": "Running", "position": 1 }',
    'site/docs/run/a.md': '---\nid: first\n---\n',
    'site/docs/run/_part.md': 'part',
    'site/static/logo.png': '',
  }
  const tree = new MemoryTree(files)
  const configured = async () => {
    const sign = 'site/docusaurus.config.ts'
    const input = { tree, sign, text: tree.text(sign), root: 'site/docs', files: tree.below('site/docs') }
    return docusaurus.configure?.(input)
  }

  test('is read as far as it is plain', async () => {
    const { title, navigation, exclude } = (await configured()) ?? {}
    expect(title).toBe('Ops')
    expect(exclude).toContain('**/_*.{md,mdx}')
    expect(navigation).toStrictEqual([
      { path: 'run', label: 'Running' },
      { path: 'run/a.md' },
      { path: '02-install.md' },
      { path: 'intro.md', label: 'Start' },
    ])
  })

  test.each([
    ['/guide', 'run/a.md', 'intro.md'],
    ['/guide/install', 'run/a.md', '02-install.md'],
    ['/ops/guide/run/a', 'intro.md', 'run/a'],
    ['/guide/run/first', 'intro.md', 'run/a.md'],
    ['./first', 'run/b.md', 'run/a.md'],
    ['install', 'intro.md', '02-install.md'],
    ['/logo.png', 'intro.md', '../static/logo.png'],
    ['@site/docs/run/a.md', 'intro.md', '../docs/run/a.md'],
    ['../run/a', 'run/b.md', 'run/a'],
  ])('finds the link %s on %s', async (path, from, expected) => {
    const { settings = {} } = (await configured()) ?? {}
    expect(docusaurus.pathsOf?.(path, from, settings)).toContain(expected)
  })
})

test('The configuration of VitePress is read as far as it is plain', async () => {
  const tree = new MemoryTree({
    'docs/.vitepress/config.mts':
      "export default { title: 'V', base: '/v/', themeConfig: { nav: [{ text: 'N', link: '/' }], sidebar: [{ text: 'Guide', items: [{ text: 'Two', link: '/guide/two' }, { text: 'One', link: '/guide/' }] }] } }",
    'docs/guide/index.md': '',
    'docs/guide/two.md': '',
  })
  const input = { tree, sign: 'docs/.vitepress', text: '', root: 'docs', files: tree.below('docs') }
  const { settings = {}, navigation, title } = (await vitepress.configure?.(input)) ?? {}
  expect(title).toBe('V')
  expect(navigation).toStrictEqual([
    { path: 'guide/two.md', label: 'Two' },
    { path: 'guide/index.md', label: 'One' },
  ])
  expect(vitepress.pathsOf?.('/v/guide/two', 'a.md', settings)).toContain('guide/two')
  expect(vitepress.pathsOf?.('/logo.svg', 'a.md', settings)).toContain('public/logo.svg')
})

test('The configuration of Starlight is read as far as it is plain', async () => {
  const text =
    "import starlight from '@astrojs/starlight'\nexport default defineConfig({ integrations: [starlight({ title: 'S', sidebar: [{ label: 'Guides', items: [{ label: 'B', slug: 'guides/b' }] }, { label: 'Reference', autogenerate: { directory: 'reference' } }] })] })"
  const tree = new MemoryTree({
    'astro.config.mjs': text,
    'src/content/docs/guides/a.md': '---\ntitle: A\nsidebar: { order: 1, label: First }\n---\n',
    'src/content/docs/guides/b.md': '---\ntitle: B\n---\n',
    'src/content/docs/reference/c.md': '---\ntitle: C\n---\n',
  })
  const root = 'src/content/docs'
  const input = { tree, sign: 'astro.config.mjs', text, root, files: tree.below(root) }
  const { settings = {}, navigation, title } = (await starlight.configure?.(input)) ?? {}
  expect(starlight.folders('astro.config.mjs', text)).toStrictEqual(['src/content/docs'])
  expect(starlight.folders('astro.config.mjs', 'export default {}')).toStrictEqual([])
  expect(title).toBe('S')
  expect(navigation?.slice(0, 2)).toStrictEqual([
    { path: 'guides/b.md', label: 'B' },
    { path: 'reference', label: 'Reference' },
  ])
  expect(navigation).toContainEqual({ path: 'guides/a.md', label: 'First' })
  expect(starlight.pathsOf?.('../b/', 'guides/a.md', settings)).toContain('guides/b/')
})
