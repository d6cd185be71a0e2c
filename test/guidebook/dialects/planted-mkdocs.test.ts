import { expect, test } from 'vitest'
import { links } from '../../../checks/links/links.ts'
import { lint } from '../../../checks/lint/lint.ts'
import { structure } from '../../../checks/structure/structure.ts'
import { openProject } from '../../../src/config/project.ts'
import { loadSite } from '../../../src/site/load.ts'
import { Site } from '../../../src/site/site.ts'
import { checkFiles, writeProject } from '../../checks/engine/project-files.ts'
import { plantedMkdocs } from './planted-mkdocs.ts'

const { files, faults } = plantedMkdocs()

test('All faults of a MkDocs project are found where they are, and no others', async () => {
  const found = await checkFiles(files, { checks: [links, lint, structure] })
  const told = found.filter(({ severity }) => severity !== 'info')
  const sorted = (list: readonly { file: string; line: number; code: string }[]) =>
    list.map(({ file, line, code }) => `${file}:${line} ${code}`).sort()
  expect(faults).toHaveLength(40)
  expect(sorted(told)).toEqual(sorted(faults))
})

/** What would be read as words, but is a mark of MkDocs. */
const marks =
  /!!!|\?\?\?|(?:^|\s)===|\{:|\{ ?[#.]|--8<--|:(?:material|octicons)-|\+\+|\[TOC\]|\*\[|\{%|\{\{|==|\[!\w+\]|markdown=|\^\^|~/m

test('No mark of MkDocs is left in the words of a site', async () => {
  const { root, remove } = writeProject(files)
  try {
    const { project } = await openProject({ root })
    const { parts } = await loadSite(project, { drafts: false })
    const site = new Site(parts)
    const left = site.guidebooks.pages.flatMap((page) => {
      const { body } = site.render(page)
      const words = body.replace(/<(pre|code)\b[\s\S]*?<\/\1>/g, '').replace(/<[^>]*>/g, '')
      return marks.exec(words)?.[0] === undefined ? [] : [`${page.file}: ${marks.exec(words)?.[0]}`]
    })
    expect(site.guidebooks.pages).toHaveLength(65)
    expect(left).toEqual([])
  } finally {
    remove()
  }
})
