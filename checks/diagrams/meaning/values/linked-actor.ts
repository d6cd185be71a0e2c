import type { DiagramProblem } from '../../problem.ts'
import { shown } from '../../shown.ts'
import { pieces } from '../languages/pieces.ts'
import { trimmed } from '../languages/scanner.ts'
import { ask, isRecord } from '../store.ts'
import type { Written } from '../written.ts'

/** Drawn without the box that Mermaid hangs a participant's links on. */
const boxless = new Set(['actor', 'boundary', 'control', 'entity'])

/** Links of a participant that has no box: Mermaid 12.3.0 fails to draw the diagram. */
export function linkedActors(written: Written): DiagramProblem[] {
  const actors = written.type === 'sequence' ? ask(written.db, 'getActors') : undefined
  if (!(actors instanceof Map)) return []
  return written.lines.map(trimmed).flatMap((line) => {
    const id = pieces(/^links?\s+(?<id>[^:]*[^:\s])\s*:/di, line)?.id
    const actor: unknown = id && actors.get(id.text)
    const type = isRecord(actor) ? String(actor.type) : ''
    if (!id || !boxless.has(type)) return []
    const message = `Unexpected link of the ${type} ${shown(id.text)}, expected one of a \`participant\``
    return written.problem('diagrams/bad-value', id, message, { hint: 'Mermaid fails to draw the diagram' })
  })
}
