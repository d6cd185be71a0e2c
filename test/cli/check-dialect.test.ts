import { assert, describe, expect, it } from 'vitest'
import { check, project } from './checked-project.ts'

interface Row {
  code: string
  file: string
  severity: string
  hint?: string
  fix?: { edits: { text: string }[] }
}

async function found(files: Record<string, string>): Promise<Row[]> {
  const { stdout } = await check(project(files), '--only', 'links', '--format', 'json')
  return JSON.parse(stdout).findings
}

const pages = (folder: string) => ({
  [`${folder}README.md`]: '# Docs\n\n[Page](page.md#a-b) [Section](page.md#Other)\n',
  [`${folder}page.md`]: '# Page\n\n## A & B\n\n## Other\n\n[Docs](README.md#2-docs) [Text](text.html)\n',
  [`${folder}text.md`]: '# Text\n',
})

/** Where each generator's configuration stands, and the folder of its pages. */
const signs: Record<string, [files: Record<string, string>, folder: string]> = {
  'MkDocs above its pages': [{ 'mkdocs.yml': 'site_name: X\nplugins: [!ENV X]\n' }, 'docs/'],
  'MkDocs with a folder of its own choice': [{ 'mkdocs.yaml': 'docs_dir: handbook\n' }, 'handbook/'],
  Hugo: [{ 'hugo.toml': 'baseURL = "/"\n' }, 'content/'],
  'Hugo with a folder of its own choice': [{ 'hugo.yaml': 'contentDir: pages\n' }, 'pages/'],
  'Hugo by its former name': [{ 'config.toml': 'title = "X"\n' }, 'content/'],
  'Hugo by its pages': [{ 'docs/_index.md': '# Home\n\n[Docs](README.md) [Page](page.md)\n' }, 'docs/'],
  docfx: [{ 'docfx.json': '{"build":{"content":[{"files":["articles/**.md","toc.yml"]}]}}' }, 'articles/'],
  Docusaurus: [{ 'docusaurus.config.ts': 'throw new Error("never run")' }, 'docs/'],
  'Docusaurus with a folder of its own choice': [
    { 'docusaurus.config.js': "{ docs: { path: 'handbook' } }" },
    'handbook/',
  ],
  VitePress: [{ 'docs/.vitepress/config.mts': '' }, 'docs/'],
  Jekyll: [{ 'docs/_config.yml': 'title: X\n' }, 'docs/'],
}

/** Those whose rule for anchors makes one hyphen of ` & `. */
const joined = /^(?:MkDocs|VitePress)/

describe('Where another generator makes the anchors of pages', () => {
  for (const [name, [files, folder]] of Object.entries(signs)) {
    const isKnown = name !== 'Jekyll'
    const tree = { ...files, ...pages(folder), 'README.md': `# Hub\n\n[Docs](${folder}README.md)\n` }

    it.runIf(isKnown)(`its rule decides: ${name}`, async () => {
      const rows = await found(tree)
      expect(rows.filter(({ code }) => code === 'links/other-rules')).toStrictEqual([])
      const meant = rows.filter(({ hint }) => hint === 'Did you mean `#a--b`?')
      expect(meant.length).toBe(joined.test(name) ? 0 : 1)
      assert.ok(rows.some(({ hint }) => hint?.includes('`#other`')))
    })

    it.runIf(!isKnown)(`no fix changes one where its rule is not known, and one note says so: ${name}`, async () => {
      const rows = await found(tree)
      const notes = rows.filter(({ code }) => code === 'links/other-rules')
      expect(notes.map(({ file, severity }) => [file, severity])).toStrictEqual([[folder.slice(0, -1), 'info']])
      assert.ok(rows.length >= 4, JSON.stringify(rows))
      expect(rows.filter(({ fix }) => fix)).toStrictEqual([])
      assert.ok(rows.some(({ hint }) => hint === 'Did you mean `#a--b`?'))
    })
  }

  it('elsewhere in the repository GitHub’s rules hold, and what is certain is mended', async () => {
    const files = {
      'waymark.yaml': 'guidebooks: .\n',
      'mkdocs.yml': '',
      ...pages('runbooks/'),
      'docs/README.md': '# Docs\n',
    }
    const rows = await found(files)
    const texts = rows.flatMap(({ fix }) => fix?.edits.map(({ text }) => text) ?? []).sort()
    expect(texts).toStrictEqual(['README.md#docs', 'page.md#a--b', 'page.md#other', 'text.md'])
  })

  it('GitLab’s rule holds in its repositories', async () => {
    const rows = await found({ '.gitlab-ci.yml': '', ...pages('docs/') })
    const texts = rows.flatMap(({ fix }) => fix?.edits.map(({ text }) => text) ?? []).sort()
    expect(texts).toStrictEqual(['README.md#docs', 'page.md#other', 'text.md'])
    expect(rows.filter(({ code }) => code === 'links/other-rules')).toStrictEqual([])
  })
})

describe('A link in a file that pages include', () => {
  it('leads from each of them, and the same link on a page beside that file from there alone', async () => {
    const rows = await found({
      'mkdocs.yml':
        'markdown_extensions: [{pymdownx.snippets: {base_path: [docs, .]}}]\nexclude_docs: "snip/s.md\\nsnip/m.md"\n',
      'docs/index.md': '# Hub\n\n[A](a.md) [P](snip/p.md) [N](snip/n.md)\n',
      'docs/a.md': '# A\n\n--8<-- "snip/s.md"\n\n--8<-- "snip/m.md"\n',
      'docs/b.md': '# B\n',
      'docs/snip/s.md': 'See [B](b.md).\n',
      'docs/snip/m.md': 'See [A](a.md).\n',
      'docs/snip/p.md': '# P\n\nSee [B](b.md).\n',
      'docs/snip/n.md': '# N\n\nSee [A](a.md).\n',
    })
    expect(rows.map(({ file, code }) => [file, code])).toStrictEqual([
      ['docs/snip/n.md', 'links/missing-file'],
      ['docs/snip/p.md', 'links/missing-file'],
    ])
  })
})
