import { withoutDescription } from '../languages/description.ts'
import { from, split, trimmed, words } from '../languages/scanner.ts'
import type { Part } from '../written.ts'

/** A line of a gantt diagram that is a task: `Backup :done, b1, 2026-01-05, 2d`. */
export interface Task {
  name: Part
  id?: Part
  start?: Part
  end?: Part
  /** The ids behind `after` and `until`. */
  waits: Part[]
  milestone: boolean
}

const other =
  /^\s*(?:gantt|dateFormat|axisFormat|tickInterval|includes|excludes|inclusiveEndDates|topAxis|weekday|weekend|todayMarker|title|accTitle|accDescr|section|click|%%)\b/

export function tasksOf(lines: readonly Part[]): Task[] {
  return withoutDescription(lines).flatMap((line) => {
    const colon = line.text.indexOf(':')
    return colon < 0 || other.test(line.text) ? [] : [taskOf(line, colon)]
  })
}

/** Tags come first, then the end alone, a start and an end, or an id, a start and an end. Source: Mermaid 12.3.0. */
function taskOf(line: Part, colon: number): Task {
  const name = trimmed({ text: line.text.slice(0, colon), start: line.start, end: line.start + colon })
  const all = split(from(line, colon + 1), ',')
  const tags = all.findIndex(({ text }) => !/^(?:active|done|crit|milestone|vert)$/.test(text))
  const data = tags < 0 ? [] : all.slice(tags)
  const milestone = all.slice(0, tags < 0 ? all.length : tags).some(({ text }) => /^(?:milestone|vert)$/.test(text))
  const [end, start, id] = data.slice(0, 3).reverse()
  const waits = [start, end].flatMap((part) =>
    part && /^(?:after|until)\s/.test(part.text) ? words(part).slice(1) : [],
  )
  return { name, waits, milestone, ...(id && { id }), ...(start && { start }), ...(end && { end }) }
}
