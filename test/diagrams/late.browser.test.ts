import { expect, test } from 'vitest'
import { openProject } from '../../src/config/project.ts'
import { clientDrawnNote, expectAllDrawn, startDiagrams } from '../../src/site/drawing.ts'
import { loadSite } from '../../src/site/load.ts'
import { builtFolder } from '../status/built-folder.ts'

const edges = Array.from({ length: 300 }, (_, index) => `  a${index % 97} --> b${index % 89}`)
/** Some seconds of work, and a picture at their end. */
const large = `flowchart LR\n${edges.join('\n')}`
const signal = new AbortController().signal

test('a diagram that is too much work is a warning, and the next run tries again', async (t) => {
  const root = await builtFolder(t, { 'guidebooks/README.md': `# Home\n\n\`\`\`mermaid\n${large}\n\`\`\`\n` })
  const { project } = await openProject({ root })
  const { parts } = await loadSite(project, { drafts: false })

  const late = await (await startDiagrams(parts.guidebooks.pages, project, { signal, limitMs: 1 })).finished
  expect(late.findings.map(({ code, severity, line }) => [code, severity, line])).toStrictEqual([
    ['diagrams/timeout', 'warning', 3],
  ])
  expect(late.drawings.of(large), 'nothing is said of it on the page: its reader’s browser draws it').toBe(undefined)
  expect(clientDrawnNote(late.drawings), 'the finding tells of it').toBe(undefined)
  expect(() => expectAllDrawn(late.drawings)).toThrow(/Unexpected 1 diagram without a picture.* took too much work/)

  const again = await (await startDiagrams(parts.guidebooks.pages, project, { signal, limitMs: 600_000 })).finished
  expect(again.findings).toStrictEqual([])
  expect([again.drawings.drawn, again.drawings.known], 'the end before was not kept').toStrictEqual([1, 0])
  expect(again.drawings.of(large)?.kind).toBe('drawing')
})
