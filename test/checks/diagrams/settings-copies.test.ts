import { assert, describe, test, vi } from 'vitest'
import { MermaidParser } from '../../../checks/diagrams/mermaid/mermaid-parser.ts'

const parser = await MermaidParser.load()

/** For each label Mermaid copies its settings: of all types, and of all colours of a theme, they are a thousand. */
const most = 150

describe('For a label Mermaid copies few of its settings', () => {
  const lines: Record<string, (index: number) => string> = {
    'flowchart LR': (index) => `  a${index}[Label]`,
    'swimlane-beta': (index) => `  a${index}[Label]`,
    sequenceDiagram: () => '  A->>B: label',
    classDiagram: (index) => `  class A${index}`,
    'stateDiagram-v2': (index) => `  s${index}: label`,
    erDiagram: (index) => `  A${index} ||--o{ B${index} : label`,
    requirementDiagram: (index) => `  element e${index} {\n    type: label\n  }`,
    gantt: (index) => `  Label : a${index}, 2026-01-05, 2d`,
    gitGraph: (index) => `  commit id: "c${index}"`,
    mindmap: (index) => (index === 0 ? '  root' : '    label'),
  }
  for (const [head, line] of Object.entries(lines)) {
    test(head, async () => {
      const source = (count: number) => [head, ...Array.from({ length: count }, (_, index) => line(index))].join('\n')
      await parser.parse(source(1))
      let copied = 0
      const { entries } = Object
      const spy = vi.spyOn(Object, 'entries').mockImplementation((value: object) => {
        const found = entries(value)
        copied += found.length
        return found
      })
      const outcome = await parser.parse(source(100)).finally(() => spy.mockRestore())
      assert.ok('parsed' in outcome, String('error' in outcome && outcome.error))
      assert.ok(copied / 100 < most, `${copied / 100} for each`)
    })
  }
})
