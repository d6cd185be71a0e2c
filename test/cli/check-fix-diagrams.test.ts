import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { check, project } from './checked-project.ts'

/** A page with one diagram. */
function pageWith(...lines: string[]): string {
  return `# Hub\n\n\`\`\`mermaid\n${lines.join('\n')}\n\`\`\`\n`
}

/** What `--fix` makes of a diagram, and the codes of what is left. */
async function fixed(...lines: string[]): Promise<{ lines: string[]; codes: string[] }> {
  const root = project({ 'guidebooks/README.md': pageWith(...lines) })
  await check(root, '--fix', '--only', 'diagrams')
  const text = readFileSync(path.join(root, 'guidebooks/README.md'), 'utf8')
  const { stdout } = await check(root, '--only', 'diagrams', '--format', 'json')
  const { findings }: { findings: { code: string }[] } = JSON.parse(stdout)
  const codes = findings.map(({ code }) => code).filter((code) => code !== 'diagrams/no-description')
  return { lines: text.split('\n').slice(3, -2), codes }
}

describe('waymark check --fix of diagrams', () => {
  const right = {
    'a line break behind a colon': ['flowchart LR', '  A["Check Grafana:\\nRow 3"] --> B["x:\\ny"]'],
    'several classes of one requirement': [
      'requirementDiagram',
      '  requirement x {',
      '    id: 1',
      '  }',
      '  classDef blue fill:#00f,color:#fff',
      '  classDef bold stroke-width:3px',
      '  class x blue, bold',
    ],
    'a line break in a message': ['sequenceDiagram', '  A->>B: say "one<br/>two"'],
  }
  for (const [name, lines] of Object.entries(right)) {
    it(`leaves a right one as it is: ${name}`, async () =>
      expect(await fixed(...lines)).toStrictEqual({ lines, codes: [] }))
  }

  it('writes line breaks that are drawn, and keywords', async () => {
    expect(await fixed('sequenceDiagram', '  particpant A', '  A->>B: one\\ntwo')).toStrictEqual({
      lines: ['sequenceDiagram', '  participant A', '  A->>B: one<br/>two'],
      codes: [],
    })
  })

  it('writes nothing that Mermaid would refuse', async () => {
    const lines = ['sankey', 'pods of <ns>,b,1']
    expect(await fixed(...lines)).toStrictEqual({ lines, codes: ['diagrams/lost-text'] })
  })
})
