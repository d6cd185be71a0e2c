import type { DiagramProblem } from '../../problem.ts'
import { shown } from '../../shown.ts'
import { pieces } from '../languages/pieces.ts'
import { trimmed } from '../languages/scanner.ts'
import { names } from '../languages/styling.ts'
import { likely } from '../likely.ts'
import type { Part, Written } from '../written.ts'
import { tasksOf } from './gantt-task.ts'
import { timeProblems } from './gantt-time.ts'

/** Lengths that take Mermaid very long to count days of. */
const huge = /\d{5,}(?:\.\d+)?[dwMy]\b/

/** Dates, lengths and tasks to wait for that Mermaid cannot make out: it fails, or draws a task of no length. */
export function ganttValues(written: Written): DiagramProblem[] {
  if (written.type !== 'gantt') return []
  const tasks = tasksOf(written.lines)
  const ids = [...new Set(tasks.flatMap(({ id }) => (id ? [id.text] : [])))]
  const waits = tasks.flatMap((task) => task.waits)
  const known = new Set(ids)
  const problems = waits.filter(({ text }) => !known.has(text)).map((wait) => unknownTask(written, wait, ids))
  const unclicked = clicked(written)
    .filter(({ text }) => !known.has(text))
    .map((id) => unknownClick(written, id, ids))
  if (problems.length > 0 || huge.test(written.text)) return [...unclicked, ...problems]
  return [...unclicked, ...timeProblems(written, tasks)]
}

function clicked({ lines }: Written): Part[] {
  return lines.map(trimmed).flatMap((line) => {
    const ids = pieces(/^click\s+(?<ids>[^\s,]+(?:,[^\s,]+)*)\s+(?:href|call)\b/d, line)?.ids
    return ids ? names(ids) : []
  })
}

function unknownClick(written: Written, id: Part, ids: readonly string[]): DiagramProblem {
  const message = `Unexpected ${shown(id.text)} after \`click\`, expected the id of a task`
  return written.problem('diagrams/unknown-node', id, message, { hint: likely(id.text, ids) ?? 'It has no effect' })
}

function unknownTask(written: Written, wait: Part, ids: readonly string[]): DiagramProblem {
  const message = `Unexpected task ${shown(wait.text)}, expected the id of a task`
  const hint = likely(wait.text, ids) ?? 'Mermaid puts the task at today, whenever it is drawn'
  return written.problem('diagrams/unknown-node', wait, message, { hint })
}
