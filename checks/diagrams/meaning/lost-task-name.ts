import type { DiagramProblem } from '../problem.ts'
import { shown } from '../shown.ts'
import { longestText } from './labels/label-part.ts'
import { withoutDescription } from './languages/description.ts'
import { pieces } from './languages/pieces.ts'
import { trimmed } from './languages/scanner.ts'
import type { Diagram } from './rule.ts'

/** A name with a colon in it, and the data behind the next one: what stands between is no number, and no list of data. */
const task =
  /^(?!(?:gantt|title|section|click|accTitle|accDescr|dateFormat|axisFormat|todayMarker|tickInterval|excludes|includes)\b)(?<name>[^:]+)(?<lost>:[^:,]*\p{L}[^:,]*?)\s*:/du

/** `Deploy: phase 1 :a, 3d` in a gantt diagram is the task `Deploy`: the first colon ends its name. */
export function lostTaskNames({ written }: Diagram): DiagramProblem[] {
  if (written.type !== 'gantt') return []
  return withoutDescription(written.lines)
    .map(trimmed)
    .flatMap((line) => {
      const { name, lost } = (line.text.length <= longestText && pieces(task, line)) || {}
      if (!name || !lost) return []
      const text = `#58;${lost.text.slice(1)}`
      const message = `Unexpected ${shown(lost.text)} in the name of a task, expected ${shown(text)}: readers see ${shown(name.text)}`
      const fix = { title: `Write ${shown(text)}`, edits: [{ part: lost, text }] }
      return [written.problem('diagrams/lost-text', lost, message, { hint: 'The first `:` ends the name', fix })]
    })
}
