import { callStoreList } from '../mermaid/store.ts'
import { type DiagramSource, withoutDescription } from '../source/diagram-source.ts'
import { partFrom, splitPart, type TextPart, trimPart, wordsIn } from '../source/text-part.ts'

/** A line of a gantt diagram that is a task: `Backup :done, b1, 2026-01-05, 2d`. */
export interface Task {
  name: TextPart
  id?: TextPart
  start?: TextPart
  end?: TextPart
  /** The ids behind `after` and `until`. */
  waits: TextPart[]
  milestone: boolean
}

const other =
  /^\s*(?:gantt|dateFormat|axisFormat|tickInterval|includes|excludes|inclusiveEndDates|topAxis|weekday|weekend|todayMarker|title|accTitle|accDescr|section|click|%%)\b/

export function tasksOf(lines: readonly TextPart[]): Task[] {
  return withoutDescription(lines).flatMap((line) => {
    const colon = line.text.indexOf(':')
    return colon < 0 || other.test(line.text) ? [] : [taskOf(line, colon)]
  })
}

/** Tags come first, then the end alone, a start and an end, or an id, a start and an end. Source: Mermaid 12.3.0. */
function taskOf(line: TextPart, colon: number): Task {
  const name = trimPart({ text: line.text.slice(0, colon), start: line.start, end: line.start + colon })
  const all = splitPart(partFrom(line, colon + 1), ',')
  const tags = all.findIndex(({ text }) => !/^(?:active|done|crit|milestone|vert)$/.test(text))
  const data = tags < 0 ? [] : all.slice(tags)
  const milestone = all.slice(0, tags < 0 ? all.length : tags).some(({ text }) => /^(?:milestone|vert)$/.test(text))
  const [end, start, id] = data.slice(0, 3).reverse()
  const waits = [start, end].flatMap((part) =>
    part && /^(?:after|until)\s/.test(part.text) ? wordsIn(part).slice(1) : [],
  )
  return { name, waits, milestone, ...(id && { id }), ...(start && { start }), ...(end && { end }) }
}

/** When Mermaid draws each task, in milliseconds since 1970, or what it threw instead. */
type GanttTimes = { times: { task: Task; start: number; end: number }[] } | { error: string }

/** Lengths that take Mermaid very long to count days of. */
const huge = /\d{5,}(?:\.\d+)?[dwMy]\b/

/** Undefined where the times are not worked out: for a task that is not there, or for want of time. */
export function ganttTimes(source: DiagramSource): GanttTimes | undefined {
  if (source.type !== 'gantt' || huge.test(source.text)) return undefined
  const tasks = tasksOf(source.lines)
  const ids = new Set(tasks.map(({ id }) => id?.text))
  if (tasks.some(({ waits }) => waits.some(({ text }) => !ids.has(text)))) return undefined
  try {
    const drawn = callStoreList(source.store, 'getTasks')
    if (drawn.length !== tasks.length) return { times: [] }
    return {
      times: tasks.map((task, index) => ({
        task,
        start: Number(drawn[index]?.startTime),
        end: Number(drawn[index]?.endTime),
      })),
    }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
