import { assert } from 'vitest'
import { MermaidParser } from '../../../../checks/diagrams/mermaid/mermaid-parser.ts'
import type { DiagramProblem } from '../../../../checks/diagrams/problem.ts'
import { ruleProblems } from '../../../../checks/diagrams/reader/diagram-problems.ts'
import { LineIndex } from '../../../../src/text/line-index.ts'

const mermaid = await MermaidParser.load()

/** What the rules say of a diagram, which Mermaid must accept. */
export async function problemsOf(source: string): Promise<DiagramProblem[]> {
  const outcome = await mermaid.parse(source)
  if (!('parsed' in outcome))
    assert.fail(
      `Mermaid refuses ${source}: ${String(outcome.error instanceof Error ? outcome.error.stack : outcome.error)}`,
    )
  return ruleProblems(outcome.parsed)
}

/** Problems as `line:column-endColumn code: message`, but those about descriptions. */
export async function told(source: string): Promise<string[]> {
  const index = new LineIndex(source)
  const problems = (await problemsOf(source)).filter(({ code }) => code !== 'diagrams/no-description')
  return problems.map(({ code, message, start, end }) => {
    const { line, column, endColumn } = index.placeOf(start, end)
    return `${line}:${column}-${endColumn} ${code.replace('diagrams/', '')}: ${message}`
  })
}

/** The diagram with every fix written. */
export async function mended(source: string): Promise<string> {
  const edits = (await problemsOf(source)).flatMap(({ fix }) => fix?.edits ?? [])
  return edits
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), source)
}
