import { symlinkSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { links } from '../../../checks/links/links.ts'
import { structure } from '../../../checks/structure/structure.ts'
import { openProject } from '../../../src/config/project.ts'
import { pagesIn } from '../../../src/guidebook/guidebooks.ts'
import { labelOf } from '../../../src/guidebook/tree.ts'
import { loadSite } from '../../../src/site/load.ts'
import { Site } from '../../../src/site/site.ts'
import { checkFiles, rows, writeProject } from '../../checks/engine/project-files.ts'

const tree = {
  'mkdocs.yml':
    'site_name: Night watch\nnav:\n  - Home: index.md\n  - The second: second.md\n  - first.md\nmarkdown_extensions:\n  - admonition\n',
  'docs/index.md': '# Home\n\nSee [the second](second.md#two-words).\n',
  'docs/first.md': '# First\n\ntext\n',
  'docs/second.md': '# Second\n\n## Two  words\n\n!!! note\n\n    [gone](gone.md)\n',
}

async function loaded(files: Record<string, string>) {
  const { root, remove } = writeProject(files)
  try {
    const { project } = await openProject({ root })
    const { parts, note, findings } = await loadSite(project, { drafts: false })
    const site = new Site(parts)
    const bodies = new Map(site.guidebooks.pages.map((page) => [page.file, site.render(page).body]))
    return { project, site, note, findings, bodies, root }
  } finally {
    remove()
  }
}

describe('A project that was written for another generator', () => {
  test('is read from the folder of pages that its configuration names, and says so', async () => {
    const { project, note, site, root } = await loaded(tree)
    expect(project.guidebooks).toBe(`${root}/docs`)
    expect(note).toBe(
      'Pages are read as those of MkDocs, from `mkdocs.yml` (3 pages); say `dialect:` in `waymark.yaml` to choose another',
    )
    expect(site.settings.title).toBe('Night watch')
  })

  test('has the order and the names of its navigation', async () => {
    const { site } = await loaded(tree)
    expect(site.guidebooks.root.entries.map(labelOf)).toStrictEqual(['The second', 'First'])
    expect(pagesIn(site.guidebooks.root).map(({ file }) => file)).toStrictEqual(['index.md', 'second.md', 'first.md'])
  })

  test('is checked in its boxes, at the place that is written, and its navigation reaches its pages', async () => {
    expect(rows(await checkFiles(tree, { checks: [links, structure] }))).toStrictEqual([
      'docs/second.md:7:5 error links/missing-file',
    ])
  })

  test('is read as GitHub reads it where the configuration says so', async () => {
    const { note, bodies } = await loaded({ ...tree, 'waymark.yaml': 'dialect: github\nguidebooks: docs\n' })
    expect(note).toBe(undefined)
    expect(bodies.get('second.md')).toContain('!!! note')
  })

  test('mixes generators by folder', async () => {
    const { note, bodies } = await loaded({
      'README.md': '# All\n\n!!! note\n    plain\n',
      'team/mkdocs.yml': 'site_name: Team\n',
      'team/docs/index.md': '# Team\n\n!!! note\n    boxed\n',
    })
    expect(note).toMatch(/MkDocs, from `team\/mkdocs\.yml` \(1 page\)/)
    expect(bodies.get('README.md')).toContain('!!! note')
    expect(bodies.get('team/docs/index.md')).toContain('<div class="alert alert-note" role="note">')
  })
})

test('Raw HTML cannot pass for a block of a dialect', async () => {
  const { bodies } = await loaded({
    'mkdocs.yml': 'site_name: X\n',
    'docs/index.md':
      '# X\n\n<waymark-admonition data-kind="note"><b>a</b></waymark-admonition>\n\n!!! note "<waymark-unknown data-name=x>"\n\n    <waymark-tabs><waymark-tab>b</waymark-tab></waymark-tabs>\n',
  })
  const html = bodies.get('index.md') ?? ''
  expect(html.match(/class="alert/g)).toHaveLength(1 + 1)
  expect(html).not.toMatch(/<waymark-|class="(?:tabs|unknown)"/)
})

describe('What a page may not link to, it may not include', () => {
  const secrets = ['.env', '.git/config', 'node_modules/secret.txt', 'ignored.txt', 'out.txt', '/etc/passwd']
  const climbing = ['shown.txt', '../.env', '../../../../../../../../etc/passwd', '..%2f.env', 'docs/../.env']

  test.each([
    ['mkdocs', { 'mkdocs.yml': 'site_name: X\n' }, 'docs/index.md', (file: string) => `--8<-- "${file}"`],
    ['hugo', { 'hugo.yaml': 'title: X\n' }, 'content/_index.md', (file: string) => `{{< readfile file="${file}" >}}`],
    [
      'docfx',
      { 'docfx.json': '{"build":{"content":[{"files":["docs/**.md"]}]}}' },
      'docs/index.md',
      (file: string) => `[!INCLUDE [x](${file})]`,
    ],
    ['gitlab', { '.gitlab-ci.yml': '' }, 'index.md', (file: string) => `::include{file=${file}}`],
  ])('%s', async (_, files, page, written) => {
    const { root, remove } = writeProject({
      ...files,
      '.git/HEAD': 'ref: refs/heads/main\n',
      '.git/config': 'SECRET\n',
      '.env': 'SECRET\n',
      'node_modules/secret.txt': 'SECRET\n',
      'shown.txt': 'SHOWN\n',
      [page]: `# X\n\n${[...secrets, ...climbing].flatMap((file) => [written(file), written(`../${file}`)]).join('\n\n')}\n`,
    })
    try {
      symlinkSync('/etc/hostname', path.join(root, 'out.txt'))
      const { project } = await openProject({ root })
      const { parts } = await loadSite(project, { drafts: false })
      const site = new Site(parts)
      const texts = site.guidebooks.pages.flatMap((one) => [
        site.render(one).body,
        JSON.stringify([...(one.includes ?? [])]),
      ])
      expect(texts.join('\n')).not.toMatch(/SECRET|root:/)
      const included = site.guidebooks.pages.flatMap((one) => [...(one.includes?.keys() ?? [])])
      expect(new Set(included.map((file) => path.basename(file)))).toStrictEqual(new Set(['shown.txt']))
    } finally {
      remove()
    }
  })
})

test.each([
  ['gitlab', (file: string) => `::include{file=${file}}`],
  ['mkdocs', (file: string) => `--8<-- "${file}"`],
  [
    'docfx',
    (file: string) => `[!INCLUDE [x](${file})]\n\nIn [!INCLUDE [x](${file})] a sentence\n\n[!code-sh[](${file})]`,
  ],
  ['hugo', (file: string) => `{{% readfile file="${file}" %}}\n\n{{% include "${file}" %}}`],
  ['docusaurus', (file: string) => `<!--@include: ./${file}-->\n\n<<< ./${file}`],
])('An included file may be called as what every object has: %s', async (dialect, written) => {
  const names = ['constructor', 'toString', '__proto__', 'hasOwnProperty']
  const { bodies } = await loaded({
    'waymark.yaml': `dialect: ${dialect}\n`,
    'part.md': 'The part\n',
    'README.md': `# X\n\n${['part.md', ...names].map(written).join('\n\n')}\n`,
  })
  expect(bodies.get('README.md')).toContain('part')
  expect(bodies.get('README.md')).not.toContain('native code')
})
