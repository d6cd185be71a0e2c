import { assert, describe, expect, test } from 'vitest'
import { problemsOf } from './told.ts'

describe('A hint says what to do, or what comes of it', () => {
  const cases: [lines: string[], hint: string][] = [
    [['flowchart LR', '  web --> database', '  class databse hot'], 'Did you mean `database`?'],
    [['flowchart LR', '  A --> B', '  style Z stroke:#f00'], 'Mermaid draws a new node for it'],
    [['flowchart LR', '  A --> B', '  click Z "https://example.org"'], 'It has no effect'],
    [['sequenceDiagram', '  A->>B: hi', '  activate Z'], 'Mermaid fails to draw the diagram'],
    [['flowchart LR', '  dev---ops'], 'Write a space before the id'],
    [['flowchart LR', '  ops[Ops] --> B', '  dev--ops'], 'Write `--- ops`'],
    [['sequenceDiagram', '  A->>B: PR #12'], 'A `#` begins a comment there'],
    [['gantt', '  A :2026-01-05, 2026-01-07'], 'Write `dateFormat YYYY-MM-DD` above: without it Mermaid reads no end'],
    [
      ['flowchart LR', '  A:::x --> B', '  classDef x opacity:0.3'],
      'In the picture it is 2.1:1 in the light theme, and 2.7:1 in the dark one',
    ],
    [['---', 'config:', '  sequence:', '    curve: x', '---', 'flowchart LR', '  A'], '`flowchart` has it'],
    [['%%{init: {"them": "dark"}}%%', 'flowchart LR', '  A'], 'Did you mean `theme`?'],
  ]
  for (const [lines, hint] of cases) {
    test(`${lines.at(-1)}: ${hint}`, async () => {
      const hints = (await problemsOf(lines.join('\n'))).map((problem) => problem.hint)
      assert.ok(hints.includes(hint), hints.join(' | '))
    })
  }
})

test('a diagram without a description is told of at its first line', async () => {
  const source = '---\ntitle: x\n---\n%% note\nflowchart LR\n  A --> B'
  const [problem, ...others] = await problemsOf(source)
  expect(others).toStrictEqual([])
  expect(problem?.code).toBe('diagrams/no-description')
  expect(source.slice(problem?.start, problem?.end)).toBe('flowchart LR')
})

test('what is shown of a diagram is short, on one line and without backticks', async () => {
  const long = `a\`b ${'x'.repeat(500)}`
  const problems = await problemsOf(`flowchart LR\n  A["<${long}\n>"] --> B`)
  assert.ok(problems.some(({ code }) => code === 'diagrams/lost-text'))
  for (const { message } of problems) assert.ok(message.length < 300 && !/[\n]|a`b/.test(message), message)
})
