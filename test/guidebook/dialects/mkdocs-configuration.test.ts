import { describe, expect, test } from 'vitest'
import type { DialectConfiguration } from '../../../src/guidebook/dialects/dialect.ts'
import { configure } from '../../../src/guidebook/dialects/mkdocs/configuration.ts'
import { MemoryTree } from './memory-tree.ts'

/** What the configuration of a repository says of the pages below one of its folders. */
async function configured(
  files: Record<string, string>,
  sign = 'mkdocs.yml',
  root = 'docs',
): Promise<DialectConfiguration> {
  const tree = new MemoryTree(files)
  return configure({ tree, sign, text: tree.text(sign), root, files: tree.below(root) })
}

function rows({ navigation = [] }: DialectConfiguration): string[] {
  return navigation.map(({ path, label }) => (label === undefined ? path : `${path}: ${label}`))
}

function pages(...paths: string[]): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [`docs/${path}`, '# x\n']))
}

describe('A configuration of MkDocs that inherits another one', () => {
  const base =
    'site_name: Base\nmarkdown_extensions:\n  toc:\n    separator: "_"\n  admonition: {}\nextra:\n  team: night\n  since: 2\n'
  const own =
    'INHERIT: ../shared/base.yml\nplugins: [macros]\nextra:\n  team: day\nmarkdown_extensions:\n  footnotes: {}\n'

  test('has its maps over those of the other', async () => {
    const { title, settings } = await configured(
      { 'shared/base.yml': base, 'team/mkdocs.yml': own },
      'team/mkdocs.yml',
      'team/docs',
    )
    expect(title).toBe('Base')
    expect(settings.slug).toEqual({ rule: 'ascii', separator: '_' })
    expect(settings.extensions).toEqual(['toc', 'admonition', 'footnotes'])
    expect(settings.variables).toMatchObject({ team: 'day', since: '2', 'extra.team': 'day' })
  })

  test.each([
    ['is not there', {}],
    ['is out of the repository', { '../shared/base.yml': base }],
    ['is no map', { 'shared/base.yml': '- x\n' }],
    ['inherits it again', { 'shared/base.yml': 'INHERIT: ../team/mkdocs.yml\n' }],
  ])('is read by itself where that %s', async (name, others: Record<string, string>) => {
    const text = name.includes('out of') ? own.replace('../shared', '../../shared') : own
    const { settings } = await configured({ ...others, 'team/mkdocs.yml': text }, 'team/mkdocs.yml', 'team/docs')
    expect(settings.extensions).toEqual(['footnotes'])
    expect(settings.variables).toMatchObject({ team: 'day' })
  })
})

describe('The order of pages', () => {
  test('is read of a folder with two hundred thousand', async () => {
    const tree = new MemoryTree({ 'docs/.pages': 'title: All\n' })
    const files = Array.from({ length: 200_000 }, (_, index) => `${index}.md`)
    const text = 'plugins: [awesome-pages]\n'
    const { navigation } = await configure({ tree, sign: 'mkdocs.yml', text, root: 'docs', files })
    expect(navigation).toHaveLength(200_000)
  })

  test('is that of `.pages`, with its titles, its order and the rest', async () => {
    const files = {
      'mkdocs.yml': 'plugins: [awesome-pages]\n',
      ...pages('index.md', 'b.md', 'c.md', 'a/index.md', 'a/x.md', 'a/y.md', 'z/1.md'),
      'docs/.pages': 'nav:\n  - index.md\n  - Last: z\n  - ...\n  - gone.md\n',
      'docs/a/.pages': 'title: Area\norder: desc\n',
    }
    expect(rows(await configured(files))).toEqual([
      'index.md',
      'z: Last',
      'z/1.md',
      'a: Area',
      'a/y.md',
      'a/x.md',
      'a/index.md',
      'b.md',
      'c.md',
    ])
  })

  test('is that of `.nav.yml`, whose sections may be folders', async () => {
    const files = {
      'mkdocs.yml': 'plugins:\n  awesome-nav: {}\n',
      ...pages('index.md', 'b.md', 'c.md', 'blog/index.md', 'blog/old/1.md', 'blog/old/2.md'),
      'docs/.nav.yml': 'nav:\n  - b.md\n  - blog\n  - "*"\n',
      'docs/blog/.nav.yml':
        'nav:\n  - The blog:\n    - Former:\n      - Second: old/2.md\n      - old/1.md\n    - index.md\n',
    }
    expect(rows(await configured(files))).toEqual([
      'b.md',
      'blog: The blog',
      'blog/old: Former',
      'blog/old/2.md: Second',
      'blog/old/1.md',
      'blog/index.md',
      'index.md',
      'c.md',
    ])
  })

  test('has for a section the folder of most of its pages, when no other pages stand there', async () => {
    const nav =
      'nav:\n  - Operators:\n    - ops/a.md\n    - ops/b.md\n    - Scaling:\n      - Overview: ops/c.md\n    - Safety:\n      - Overview: ops/d.md\n      - other/e.md\n  - Other: other/f.md\n'
    expect(rows(await configured({ 'mkdocs.yml': nav }))).toEqual([
      'ops: Operators',
      'ops/a.md',
      'ops/b.md',
      'ops/c.md: Scaling: Overview',
      'ops/d.md: Safety: Overview',
      'other/e.md',
      'other/f.md: Other',
    ])
  })
})

test('Pages that `exclude_docs` names are none', async () => {
  const text =
    'exclude_docs: |\n  # drafts\n  drafts/\n  /private.md\n  *.tmp.md\n  !kept.md\nplugins:\n  - exclude:\n      glob: [snippets/*]\n'
  const { exclude } = await configured({ 'mkdocs.yml': text })
  expect(exclude).toEqual(['**/drafts/**', 'private.md', '**/*.tmp.md', 'snippets/**'])
})

test('A component of TechDocs has the extensions of its core and the folder beside its configuration', async () => {
  const files = {
    'services/billing/catalog-info.yaml': 'kind: Component\n',
    'services/billing/mkdocs.yml':
      'site_name: Billing\nplugins:\n  - techdocs-core\nnav:\n  - Home: index.md\n  - Runbook: runbook.md\n',
    'services/billing/docs/index.md': '# Billing\n',
    'services/billing/docs/runbook.md': '# Runbook\n',
  }
  const found = await configured(files, 'services/billing/mkdocs.yml', 'services/billing/docs')
  expect(found.title).toBe('Billing')
  expect(rows(found)).toEqual(['index.md: Home', 'runbook.md: Runbook'])
  expect(found.settings.extensions).toEqual(expect.arrayContaining(['admonition', 'tabbed', 'snippets', 'attr_list']))
})
