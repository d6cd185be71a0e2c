import { quoteSource } from '../../../../src/text/quote.ts'
import { type Task, tasksOf } from '../../languages/gantt.ts'
import { listItems } from '../../languages/style-commands.ts'
import { callStoreList } from '../../mermaid/store.ts'
import type { DiagramProblem } from '../../problem.ts'
import type { DiagramText } from '../../source/diagram-text.ts'
import { namedGroups, type TextPart, trimPart } from '../../source/text-part.ts'
import { suggestId } from '../similar-id.ts'

/** Lengths that take Mermaid very long to count days of. */
const huge = /\d{5,}(?:\.\d+)?[dwMy]\b/

/** Dates, lengths and tasks to wait for that Mermaid cannot make out: it fails, or draws a task of no length. */
export function ganttValues(written: DiagramText): DiagramProblem[] {
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

function clicked({ lines }: DiagramText): TextPart[] {
  return lines.map(trimPart).flatMap((line) => {
    const ids = namedGroups(/^click\s+(?<ids>[^\s,]+(?:,[^\s,]+)*)\s+(?:href|call)\b/d, line)?.ids
    return ids ? listItems(ids) : []
  })
}

function unknownClick(written: DiagramText, id: TextPart, ids: readonly string[]): DiagramProblem {
  const message = `Unexpected ${quoteSource(id.text)} after \`click\`, expected the id of a task`
  return written.problem('diagrams/unknown-node', id, message, { hint: suggestId(id.text, ids) ?? 'It has no effect' })
}

function unknownTask(written: DiagramText, wait: TextPart, ids: readonly string[]): DiagramProblem {
  const message = `Unexpected task ${quoteSource(wait.text)}, expected the id of a task`
  const hint = suggestId(wait.text, ids) ?? 'Mermaid puts the task at today, whenever it is drawn'
  return written.problem('diagrams/unknown-node', wait, message, { hint })
}

const code = 'diagrams/bad-value'

/** What goes wrong when Mermaid works out the times of the tasks. */
export function timeProblems(written: DiagramText, tasks: readonly Task[]): DiagramProblem[] {
  try {
    const drawn = callStoreList(written.store, 'getTasks')
    if (drawn.length !== tasks.length) return []
    return drawn.flatMap(({ startTime, endTime }, index) => {
      const task = tasks[index]
      return task ? taskProblem(written, task, Number(startTime), Number(endTime)) : []
    })
  } catch (error) {
    return thrown(written, tasks, error instanceof Error ? error.message : String(error))
  }
}

function taskProblem(written: DiagramText, task: Task, from: number, to: number): DiagramProblem[] {
  const { end, start, milestone } = task
  if (Number.isNaN(from) || Number.isNaN(to)) return circle(written, task)
  if (!end || milestone) return []
  if (to < from) {
    const message = `Unexpected end ${quoteSource(end.text)} before the start, expected a later one`
    return [written.problem(code, end, message, { hint: 'Mermaid draws no bar for the task' })]
  }
  const isMeant = /^0|^until\s|^\d+(?:\.\d+)?(?:ms|[smhdwMy])$/.test(end.text) || end.text === start?.text
  if (from !== to || isMeant) return []
  const message = `Unexpected end ${quoteSource(end.text)}, expected a length such as \`3d\` or a date in the \`dateFormat\``
  const hint = /^\s*dateFormat\b/m.test(written.text)
    ? 'Mermaid draws the task without a length'
    : 'Write `dateFormat YYYY-MM-DD` above: without it Mermaid reads no end'
  return [written.problem(code, end, message, { hint })]
}

function circle(written: DiagramText, { waits: [wait] }: Task): DiagramProblem[] {
  if (!wait) return []
  const message = `Unexpected \`after\` of ${quoteSource(wait.text)}, expected no task that waits for this one`
  const hint = 'Mermaid finds no time for tasks that wait for each other'
  return [written.problem('diagrams/cycle', wait, message, { hint })]
}

/** What Mermaid threw names no task but a date. */
function thrown(written: DiagramText, tasks: readonly Task[], message: string): DiagramProblem[] {
  const date = /^Invalid date:(.*)$/s.exec(message)?.[1]?.trim()
  const bad = date === undefined ? undefined : tasks.find(({ start }) => start?.text === date)?.start
  if (bad) {
    const said = `Unexpected date ${quoteSource(bad.text)}, expected one in the \`dateFormat\``
    return [written.problem(code, bad, said, { hint: 'Mermaid fails to draw the diagram' })]
  }
  const excludes = /excludes/.test(message) && written.lines.map(trimPart).find(({ text }) => /^excludes\b/.test(text))
  if (excludes) return [written.problem(code, excludes, 'Unexpected `excludes` of all days, expected some to work on')]
  const [first] = tasks
  if (!first || first.start) return []
  const said = `Unexpected first task ${quoteSource(first.name.text)} without a start, expected a date`
  return [written.problem(code, first.name, said, { hint: 'Only a task behind another begins where that one ends' })]
}
