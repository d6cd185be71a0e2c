import { quoteSource } from '../../../../src/text/quote.ts'
import { ganttTimes, type Task, tasksOf } from '../../languages/gantt.ts'
import type { RuleProblem } from '../../problem.ts'
import type { DiagramSource } from '../../source/diagram-source.ts'
import { trimPart } from '../../source/text-part.ts'

/** Dates and lengths that Mermaid cannot make out: it fails, or draws a task of no length. */
export function ganttValues(source: DiagramSource): RuleProblem[] {
  const found = ganttTimes(source)
  if (!found) return []
  if ('error' in found) return thrownProblem(source, found.error)
  return found.times.flatMap(({ task, start, end }) => lengthProblem(source, task, start, end))
}

function lengthProblem(
  source: DiagramSource,
  { end, start, milestone }: Task,
  from: number,
  to: number,
): RuleProblem[] {
  if (Number.isNaN(from) || Number.isNaN(to) || !end || milestone) return []
  if (to < from) {
    const message = `Unexpected end ${quoteSource(end.text)} before the start, expected a later one`
    return [source.problem(end, message, { hint: 'Mermaid draws no bar for the task' })]
  }
  const isMeant = /^0|^until\s|^\d+(?:\.\d+)?(?:ms|[smhdwMy])$/.test(end.text) || end.text === start?.text
  if (from !== to || isMeant) return []
  const message = `Unexpected end ${quoteSource(end.text)}, expected a length such as \`3d\` or a date in the \`dateFormat\``
  const hint = /^\s*dateFormat\b/m.test(source.text)
    ? 'Mermaid draws the task without a length'
    : 'Write `dateFormat YYYY-MM-DD` above: without it Mermaid reads no end'
  return [source.problem(end, message, { hint })]
}

/** What Mermaid threw names no task but a date. */
function thrownProblem(source: DiagramSource, error: string): RuleProblem[] {
  const date = /^Invalid date:(.*)$/s.exec(error)?.[1]?.trim()
  const tasks = tasksOf(source.lines)
  const bad = date === undefined ? undefined : tasks.find(({ start }) => start?.text === date)?.start
  if (bad) {
    const message = `Unexpected date ${quoteSource(bad.text)}, expected one in the \`dateFormat\``
    return [source.problem(bad, message, { hint: 'Mermaid fails to draw the diagram' })]
  }
  const excludes = /excludes/.test(error) && source.lines.map(trimPart).find(({ text }) => /^excludes\b/.test(text))
  if (excludes) return [source.problem(excludes, 'Unexpected `excludes` of all days, expected some to work on')]
  const [first] = tasks
  if (!first || first.start) return []
  const message = `Unexpected first task ${quoteSource(first.name.text)} without a start, expected a date`
  return [source.problem(first.name, message, { hint: 'Only a task behind another begins where that one ends' })]
}
