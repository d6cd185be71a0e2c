import { rmSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openProject } from '../../../src/config/project.ts'
import { sourceVersion } from '../../../src/site/dev/source-version.ts'
import { loadSite } from '../../../src/site/load.ts'
import { writeFiles, writeProject } from '../../checks/engine/project-files.ts'

const picture = (width: number) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="4"/>`

const files = {
  'waymark.yaml': 'title: Nights\ntheme: { logo: logo.svg }\n',
  'logo.svg': picture(20),
  'mkdocs.yml':
    'site_name: S\ndocs_dir: guidebooks\nmarkdown_extensions: [pymdownx.snippets: { base_path: [.] }]\nnav: [README.md, erp.md]\n',
  'snippet.md': 'Included.\n',
  'rules/erp.yaml': 'groups: [{ name: erp, rules: [{ alert: ErpDown, expr: up == 0, for: 5m }] }]\n',
  'guidebooks/README.md': '# Home\n\n--8<-- "snippet.md"\n',
  'guidebooks/erp.md': '# ERP\n\n![Map](map.svg)\n',
  'guidebooks/map.svg': picture(4),
  'guidebooks/services.yaml': 'services: { till: { probes: { up: { http: "GET https://till.example/" } } } }\n',
}

async function versionOf(root: string): Promise<string> {
  const { project } = await openProject({ root })
  const { parts, read } = await loadSite(project, { drafts: true })
  return sourceVersion(project, { parts, navigation: read.sources.dialects.navigation })
}

function written(): string {
  const { root, remove } = writeProject(files)
  onTestFinished(remove)
  return root
}

describe('What is read is another version', () => {
  const changes: [name: string, changed: Record<string, string>][] = [
    ['a page', { 'guidebooks/erp.md': '# ERP!\n\n![Map](map.svg)\n' }],
    ['a new page', { 'guidebooks/new.md': '# New\n' }],
    ['a picture', { 'guidebooks/map.svg': picture(40) }],
    ['a new file', { 'guidebooks/new.txt': '' }],
    ['a file that a page includes', { 'snippet.md': 'Another.\n' }],
    ['the navigation', { 'mkdocs.yml': files['mkdocs.yml'].replace('README.md, erp.md', 'erp.md, README.md') }],
    ['an alert rule', { 'rules/erp.yaml': files['rules/erp.yaml'].replace('5m', '6m') }],
    ['a service', { 'guidebooks/services.yaml': files['guidebooks/services.yaml'].replace('till.', 'tills.') }],
    ['a setting', { 'waymark.yaml': 'title: Days\ntheme: { logo: logo.svg }\n' }],
    ['a picture of the theme', { 'logo.svg': picture(21) }],
  ]
  for (const [name, changed] of changes) {
    test(`after a change of ${name}, and of nothing else`, async () => {
      const root = written()
      const before = await versionOf(root)
      expect(await versionOf(root)).toBe(before)
      writeFiles(root, changed)
      const after = await versionOf(root)
      expect(after).not.toBe(before)
      expect(await versionOf(root)).toBe(after)
    })
  }

  test('where a page is gone, and is the old one where it is back', async () => {
    const root = written()
    const before = await versionOf(root)
    rmSync(`${root}/guidebooks/erp.md`)
    expect(await versionOf(root)).not.toBe(before)
    writeFiles(root, { 'guidebooks/erp.md': files['guidebooks/erp.md'] })
    expect(await versionOf(root)).toBe(before)
  })
})
