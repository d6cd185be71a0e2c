import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openProject } from '../../src/config/project.ts'
import type { Drawn } from '../../src/diagrams/page/drawing.ts'
import { loadSite } from '../../src/site/load.ts'
import { renderPages } from '../../src/site/publish/pages.ts'
import { StagedFiles } from '../../src/site/publish/staged-files.ts'
import { makeWorkplace } from '../../src/site/publish/workplace.ts'
import { Site } from '../../src/site/site.ts'
import { picture } from '../diagrams/picture.ts'
import { builtFolder } from '../status/built-folder.ts'

const files = {
  'guidebooks/README.md': '# Home\n',
  'guidebooks/drawn.md': '# Drawn\n\n```mermaid\nflowchart LR\n  a --> b\n```\n',
  'guidebooks/later.md': '# Later\n\n```mermaid\nflowchart LR\n  c --> d\n```\n',
  'guidebooks/latest.md': '# Latest\n\n```mermaid\nflowchart LR\n  e --> f\n```\n',
  'guidebooks/text.md': '# Text\n',
}
const [known, ...pending] = ['flowchart LR\n  a --> b', 'flowchart LR\n  c --> d', 'flowchart LR\n  e --> f']

test('a page whose diagram is still being drawn is rendered as soon as it is there, and no other one waits for it', async (t) => {
  const root = await builtFolder(t, files)
  const { project } = await openProject({ root })
  await mkdir(project.cache, { recursive: true })
  const { parts } = await loadSite(project, { drafts: false })
  const workplace = await makeWorkplace()
  t.onTestFinished(() => workplace.remove())

  const drawings = new Map<string, Drawn>([[known, picture(known)]])
  const settled = new Map(pending.map((source) => [source, Promise.withResolvers<void>()]))
  const draw = (source: string) => {
    drawings.set(source, picture(source))
    settled.get(source)?.resolve()
  }
  const published: string[] = []
  const onPage = async (address: string) => {
    published.push(address)
    // A picture is there once all pages before it are: were one of them to wait for it, this would not end.
    const next = pending[published.length - 3]
    if (next !== undefined) draw(next)
  }
  const stage = path.join(root, 'stage')
  const diagrams = {
    isPending: (source: string) => !drawings.has(source),
    settled: async (source: string) => settled.get(source)?.promise,
  }
  const site = new Site({ ...parts, drawings: { of: (source) => drawings.get(source) } })
  const staged = new StagedFiles(stage)
  await renderPages(site, { cache: path.join(root, 'pages'), stage, staged, workplace, diagrams, onPage })

  expect(published.slice(0, 3).sort()).toStrictEqual(['/', '/drawn/', '/text/'])
  expect(published.slice(3)).toStrictEqual(['/later/', '/latest/'])
  for (const name of ['drawn', 'later', 'latest']) {
    const html = await readFile(path.join(stage, name, 'index.html'), 'utf8')
    expect(html, name).toContain('<figure class="diagram">')
  }
})
