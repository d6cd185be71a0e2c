import { quoteSource } from '../../../../src/text/quote.ts'
import type { Diagram } from '../../diagram.ts'
import { callStore, isRecord } from '../../mermaid/store.ts'
import type { DiagramProblem } from '../../problem.ts'
import type { DiagramText } from '../../source/diagram-text.ts'
import { namedGroups, trimPart } from '../../source/text-part.ts'
import { chartValues, journeyScores, xychartValues } from './charts.ts'
import { ganttValues } from './gantt.ts'
import { sankeyValues } from './sankey.ts'

/** Values that Mermaid accepts and then fails to draw, by type. */
export function badValues({ written }: Diagram): DiagramProblem[] {
  return [sankeyValues, ganttValues, xychartValues, journeyScores, chartValues, linkedActors].flatMap((rule) =>
    rule(written),
  )
}

/** Drawn without the box that Mermaid hangs a participant's links on. */
const boxless = new Set(['actor', 'boundary', 'control', 'entity'])

/** Links of a participant that has no box: Mermaid 12.3.0 fails to draw the diagram. */
export function linkedActors(written: DiagramText): DiagramProblem[] {
  const actors = written.type === 'sequence' ? callStore(written.store, 'getActors') : undefined
  if (!(actors instanceof Map)) return []
  return written.lines.map(trimPart).flatMap((line) => {
    const id = namedGroups(/^links?\s+(?<id>[^:]*[^:\s])\s*:/di, line)?.id
    const actor: unknown = id && actors.get(id.text)
    const type = isRecord(actor) ? String(actor.type) : ''
    if (!id || !boxless.has(type)) return []
    const message = `Unexpected link of the ${type} ${quoteSource(id.text)}, expected one of a \`participant\``
    return written.problem('diagrams/bad-value', id, message, { hint: 'Mermaid fails to draw the diagram' })
  })
}
