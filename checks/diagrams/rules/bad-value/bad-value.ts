import { callStore } from '../../../../src/diagrams/page/words/store.ts'
import { quoteSource } from '../../../../src/text/quote.ts'
import type { Diagram } from '../../diagram.ts'
import { isObject } from '../../mermaid/store.ts'
import type { RuleProblem } from '../../problem.ts'
import { type DiagramRule, mermaidPage } from '../../rule.ts'
import type { DiagramSource } from '../../source/diagram-source.ts'
import { namedGroups, trimPart } from '../../source/text-part.ts'
import { chartValues, journeyScores, sankeyValues, xychartValues } from './charts.ts'
import { ganttValues } from './gantt.ts'

/** Mermaid accepts it, and then fails to draw it. */
export const badValue = {
  code: 'diagrams/bad-value',
  severity: 'error',
  summary: 'A value that the diagram cannot be drawn with',
  why: `
A value that Mermaid accepts and cannot draw: a date that does not exist, a score that is no number, more or fewer values than the axis has places, a \`link\` of an \`actor\`. The reader gets an error in place of the picture, or one without its lines.
`,
  wrong: mermaidPage('journey', '  section Shop', '    Pay: good: Customer'),
  right: mermaidPage('journey', '  section Shop', '    Pay: 5: Customer'),
  check: badValues,
} as const satisfies DiagramRule

/** Values that Mermaid accepts and then fails to draw, by type. */
function badValues({ source }: Diagram): RuleProblem[] {
  return [sankeyValues, ganttValues, xychartValues, journeyScores, chartValues, linkedActors].flatMap((rule) =>
    rule(source),
  )
}

/** Drawn without the box that Mermaid hangs a participant's links on. */
const boxless = new Set(['actor', 'boundary', 'control', 'entity'])

/** Links of a participant that has no box: Mermaid 12.3.0 fails to draw the diagram. */
function linkedActors(source: DiagramSource): RuleProblem[] {
  const actors = source.type === 'sequence' ? callStore(source.store, 'getActors') : undefined
  if (!(actors instanceof Map)) return []
  return source.lines.map(trimPart).flatMap((line) => {
    const id = namedGroups(/^links?\s+(?<id>[^:]*[^:\s])\s*:/di, line)?.id
    const actor: unknown = id && actors.get(id.text)
    const type = isObject(actor) ? String(actor.type) : ''
    if (!id || !boxless.has(type)) return []
    const message = `Unexpected link of the ${type} ${quoteSource(id.text)}, expected one of a \`participant\``
    return source.problem(id, message, { hint: 'Mermaid fails to draw the diagram' })
  })
}
