import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openProject } from '../../src/config/project.ts'
import { drawSite, expectAllDrawn, leftToReaders } from '../../src/site/drawing.ts'
import { loadSite } from '../../src/site/load.ts'
import { builtFolder } from '../status/built-folder.ts'

const edges = Array.from({ length: 300 }, (_, index) => `  a${index % 97} --> b${index % 89}`)
/** Some seconds of work, and a picture at their end. */
const large = `flowchart LR\n${edges.join('\n')}`
const signal = new AbortController().signal

test('a diagram that is too much work is a warning, and the next run tries again', { timeout: 600_000 }, async (t) => {
  const root = await builtFolder(t, { 'guidebooks/README.md': `# Home\n\n\`\`\`mermaid\n${large}\n\`\`\`\n` })
  const { project } = await openProject({ root })
  const { site } = await loadSite(project, { drafts: false })

  const late = await drawSite(site, project, { signal, limitMs: 1 })
  assert.deepEqual(
    late.findings.map(({ code, severity, line }) => [code, severity, line]),
    [['diagrams/timeout', 'warning', 3]],
  )
  assert.equal(late.drawings.of(large), undefined, 'nothing is said of it on the page: its reader’s browser draws it')
  assert.equal(leftToReaders(late.drawings), undefined, 'the finding tells of it')
  assert.throws(() => expectAllDrawn(late.drawings), /Unexpected 1 diagram without a picture.* took too much work/)

  const again = await drawSite(site, project, { signal })
  assert.deepEqual(again.findings, [])
  assert.deepEqual([again.drawings.drawn, again.drawings.known], [1, 0], 'the end before was not kept')
  assert.equal(again.drawings.of(large)?.kind, 'drawing')
})
