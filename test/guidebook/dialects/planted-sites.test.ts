import { describe, expect, test } from 'vitest'
import { diagrams } from '../../../checks/diagrams/diagrams.ts'
import { links } from '../../../checks/links/links.ts'
import { structure } from '../../../checks/structure/structure.ts'
import { openProject } from '../../../src/config/project.ts'
import { loadSite } from '../../../src/site/load.ts'
import { Site } from '../../../src/site/site.ts'
import { checkFiles, writeProject } from '../../checks/engine/project-files.ts'
import { manners } from './planted-manners.ts'
import { plantSite } from './planted-site.ts'

/** What would be read as words, but is a mark of a dialect. */
const marks =
  /:::|\{ ?[#.]|\[!|#tab\/|\[\[_?toc_?\]\]|\[TOC\]|\{\{|\}\}|^import .* from|^export |>>>|<<<|\{\+|\[-|-\]|\/\*|@include|::include|<\/?[A-Z]|xref:|^---|^\+\+\+/im

describe.each(Object.entries(manners))('A site of %s with planted faults', (_, manner) => {
  const { files, faults, anchors } = plantSite(manner)

  test('has each found where it is, and nothing else', async () => {
    const found = await checkFiles(files, { checks: [links, structure, diagrams] })
    const told = found.filter(({ severity }) => severity !== 'info')
    const rows = (list: readonly { file: string; line: number; column: number; code: string }[]) =>
      list.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`).sort()
    expect(rows(told)).toStrictEqual(rows(faults))
    expect(faults).toHaveLength(40)
  })

  test('shows no mark of it in a text, and has the anchor of each heading', async () => {
    const { root, remove } = writeProject(files)
    try {
      const { project } = await openProject({ root })
      const { parts } = await loadSite(project, { drafts: false })
      const site = new Site(parts)
      const left: string[] = []
      let seen = 0
      for (const page of site.guidebooks.pages) {
        const { anchor: own, title, body } = site.render(page)
        const words = `${title}\n${body}`
          .replace(/<(pre|code)\b[\s\S]*?<\/\1>/g, '')
          .replace(/<[^>]*>/g, '')
          .replace(/&(?:lt|#x3C|#60);/g, '<')
          .replace(/&(?:gt|#x3E|#62);/g, '>')
        const mark = marks.exec(words)
        if (mark) left.push(`${page.file}: ${words.slice(Math.max(0, mark.index - 20), mark.index + 30)}`)
        const expected = [...anchors].find(([file]) => page.file.endsWith(file))?.[1] ?? []
        for (const anchor of expected)
          if (anchor !== own && !body.includes(` id="${anchor}"`)) left.push(`${page.file}#${anchor}`)
        seen += expected.length
      }
      expect(left).toStrictEqual([])
      expect(site.guidebooks.pages.length).toBeGreaterThan(64)
      expect(seen).toBe([...anchors.values()].flat().length)
    } finally {
      remove()
    }
  })
})
