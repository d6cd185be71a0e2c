import { globSync, readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, assert, expect, type TestContext, test } from 'vitest'
import { openProject } from '../../src/config/project.ts'
import { packageRoot } from '../../src/files/package.ts'
import { loadSite } from '../../src/site/load.ts'
import { bundlePages } from '../../src/site/publish/bundled-pages.ts'
import { renderPages } from '../../src/site/publish/pages.ts'
import { StagedFiles } from '../../src/site/publish/staged-files.ts'
import { makeWorkplace } from '../../src/site/publish/workplace.ts'
import { Site } from '../../src/site/site.ts'
import { builtFolder } from '../status/built-folder.ts'

/** Each file of a folder, by its path. */
function filesIn(folder: string): Map<string, string> {
  const files = globSync('**', { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile())
  const names = files.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
  return new Map(names.sort().map((name) => [name, readFileSync(path.join(folder, name), 'latin1')]))
}

/** Renders a project both ways: by templates that were compiled before, and by Astro as it bundles them. */
async function bothWays(t: TestContext, options: { root: string; base?: string; site?: string }) {
  const folder = await builtFolder(t, {})
  const { project } = await openProject({ ...options, cache: path.join(folder, 'cache') })
  await mkdir(project.cache, { recursive: true })
  const { parts } = await loadSite(project, { drafts: false })
  const workplace = await makeWorkplace()
  t.onTestFinished(() => workplace.remove())
  const [compiled, bundled] = ['compiled', 'bundled'].map((name) => path.join(folder, name))
  if (compiled === undefined || bundled === undefined) return assert.fail()
  await renderPages(new Site(parts), {
    ...{ cache: path.join(folder, 'pages'), stage: compiled, workplace },
    staged: new StagedFiles(compiled),
  })
  // Astro names what it makes in passing from the working directory.
  const before = process.cwd()
  process.chdir(project.cache)
  t.onTestFinished(() => process.chdir(before))
  await bundlePages(new Site(parts), project, { stage: bundled, lastPages: path.join(folder, 'last'), workplace })
  process.chdir(before)
  return { compiled: filesIn(compiled), bundled: filesIn(bundled) }
}

// Astro says with this variable which kind of build runs.
afterAll(() => {
  delete process.env.NODE_ENV
})

const odd = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  'guidebooks/README.md': '# Home <b>bold</b> & `code`\n\n[a](été/README.md)\n\n{1 + 1} $x `<Status />` &lt;\n',
  'guidebooks/été/README.md': '---\naliases: [/old/, /a b/]\n---\n# Summer\n\n## One\n\n## Two\n\n```sh\n$ ls\n```\n',
  'guidebooks/été/100%25 & more #1.md': '# 100%25\n\n<script>alert(1)</script>\n\n| a |\n| - |\n| `b` |\n',
  'guidebooks/été/index/README.md': '# Index\n\n```mermaid\nflowchart LR\n  a --> b\n```\n',
  'guidebooks/404.md': '# Not found\n',
  'guidebooks/[...address].md': '# Brackets\n',
  'guidebooks/services.yaml': 'services:\n  erp:\n    name: ERP\n    probes:\n      ping: { tcp: "127.0.0.1:9" }\n',
}

const cases: [name: string, options: (t: { root: string }) => { root: string; base?: string; site?: string }][] = [
  ['the manual', () => ({ root: packageRoot() })],
  ['odd pages under a base', ({ root }) => ({ root, base: '/books/of mine/', site: 'https://docs.example.org' })],
]

for (const [name, options] of cases) {
  test(`templates that were compiled before make the same files as Astro does, byte for byte: ${name}`, async (t) => {
    const root = await builtFolder(t, odd)
    const { compiled, bundled } = await bothWays(t, options({ root }))
    assert.ok(bundled.size > 20, 'there is something to compare')
    expect([...compiled.keys()]).toStrictEqual([...bundled.keys()])
    for (const [file, text] of bundled) expect(compiled.get(file), file).toBe(text)
  })
}
