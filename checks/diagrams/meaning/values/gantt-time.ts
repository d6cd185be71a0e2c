import type { DiagramProblem } from '../../problem.ts'
import { shown } from '../../shown.ts'
import { trimmed } from '../languages/scanner.ts'
import { askList } from '../store.ts'
import type { Written } from '../written.ts'
import type { Task } from './gantt-task.ts'

const code = 'diagrams/bad-value'

/** What goes wrong when Mermaid works out the times of the tasks. */
export function timeProblems(written: Written, tasks: readonly Task[]): DiagramProblem[] {
  try {
    const drawn = askList(written.db, 'getTasks')
    if (drawn.length !== tasks.length) return []
    return drawn.flatMap(({ startTime, endTime }, index) => {
      const task = tasks[index]
      return task ? taskProblem(written, task, Number(startTime), Number(endTime)) : []
    })
  } catch (error) {
    return thrown(written, tasks, error instanceof Error ? error.message : String(error))
  }
}

function taskProblem(written: Written, task: Task, from: number, to: number): DiagramProblem[] {
  const { end, start, milestone } = task
  if (Number.isNaN(from) || Number.isNaN(to)) return circle(written, task)
  if (!end || milestone) return []
  if (to < from) {
    const message = `Unexpected end ${shown(end.text)} before the start, expected a later one`
    return [written.problem(code, end, message, { hint: 'Mermaid draws no bar for the task' })]
  }
  const isMeant = /^0|^until\s|^\d+(?:\.\d+)?(?:ms|[smhdwMy])$/.test(end.text) || end.text === start?.text
  if (from !== to || isMeant) return []
  const message = `Unexpected end ${shown(end.text)}, expected a length such as \`3d\` or a date in the \`dateFormat\``
  const hint = /^\s*dateFormat\b/m.test(written.text)
    ? 'Mermaid draws the task without a length'
    : 'Write `dateFormat YYYY-MM-DD` above: without it Mermaid reads no end'
  return [written.problem(code, end, message, { hint })]
}

function circle(written: Written, { waits: [wait] }: Task): DiagramProblem[] {
  if (!wait) return []
  const message = `Unexpected \`after\` of ${shown(wait.text)}, expected no task that waits for this one`
  const hint = 'Mermaid finds no time for tasks that wait for each other'
  return [written.problem('diagrams/cycle', wait, message, { hint })]
}

/** What Mermaid threw names no task but a date. */
function thrown(written: Written, tasks: readonly Task[], message: string): DiagramProblem[] {
  const date = /^Invalid date:(.*)$/s.exec(message)?.[1]?.trim()
  const bad = date === undefined ? undefined : tasks.find(({ start }) => start?.text === date)?.start
  if (bad) {
    const said = `Unexpected date ${shown(bad.text)}, expected one in the \`dateFormat\``
    return [written.problem(code, bad, said, { hint: 'Mermaid fails to draw the diagram' })]
  }
  const excludes = /excludes/.test(message) && written.lines.map(trimmed).find(({ text }) => /^excludes\b/.test(text))
  if (excludes) return [written.problem(code, excludes, 'Unexpected `excludes` of all days, expected some to work on')]
  const [first] = tasks
  if (!first || first.start) return []
  const said = `Unexpected first task ${shown(first.name.text)} without a start, expected a date`
  return [written.problem(code, first.name, said, { hint: 'Only a task behind another begins where that one ends' })]
}
