import { quoteSource } from '../../../../src/text/quote.ts'
import type { Diagram } from '../../diagram.ts'
import { labelsOf } from '../../languages/labels.ts'
import { callStoreList } from '../../mermaid/store.ts'
import type { DiagramProblem } from '../../problem.ts'
import { withoutDescription } from '../../source/diagram-text.ts'
import { namedGroups, partFrom, trimPart } from '../../source/text-part.ts'
import { keywordTypo } from '../mistyped-keyword.ts'
import { longestText, lossesIn } from './label-losses.ts'

/** Labels that Mermaid draws otherwise than they are written: what the reader sees, and how to write what is meant. */
export function lostTexts({ written, outline }: Diagram): DiagramProblem[] {
  return labelsOf(written, outline).flatMap((label) =>
    lossesIn(label).map(({ part, seen, replacement, hint }) => {
      const drawn = seen.trim() === '' ? 'readers see nothing' : `readers see ${quoteSource(seen)}`
      const expected =
        replacement === undefined ? 'expected a label that is drawn as written' : `expected ${quoteSource(replacement)}`
      const fix =
        replacement === undefined
          ? undefined
          : { title: `Write ${quoteSource(replacement)}`, edits: [{ part, text: replacement }] }
      const message = `Unexpected ${quoteSource(part.text)} in a label, ${expected}: ${drawn}`
      return written.problem(
        'diagrams/lost-text',
        part,
        message,
        { ...(hint !== undefined && { hint }), ...(fix && { fix }) },
        label.mapped,
      )
    }),
  )
}

/** Periods of a timeline above its first section, which Mermaid leaves out; without any section it draws them all. */
export function lostPeriods({ written }: Diagram): DiagramProblem[] {
  if (written.type !== 'timeline' || !callStoreList(written.store, 'getTasks').some(({ section }) => !section))
    return []
  const lines = withoutDescription(written.lines).map(trimPart)
  const section = lines.findIndex(({ text }) => /^section\s/i.test(text))
  return lines
    .slice(0, Math.max(0, section))
    .filter((line) => keywordTypo(written, line) === undefined)
    .filter(({ text }) => !/^(?:timeline\b|title\s|acc(?:Title|Descr)\b|[:#]|$)/i.test(text))
    .map((line) => {
      const period = trimPart({ ...partFrom(line, 0), text: line.text.split(':')[0] ?? line.text })
      const message = `Unexpected period ${quoteSource(period.text)} above the first \`section\`, expected it in one: readers see nothing of it`
      return written.problem('diagrams/lost-text', period, message, { hint: 'Write a `section` above it' })
    })
}

/** A name with a colon in it, and the data behind the next one: what stands between is no number, and no list of data. */
const task =
  /^(?!(?:gantt|title|section|click|accTitle|accDescr|dateFormat|axisFormat|todayMarker|tickInterval|excludes|includes)\b)(?<name>[^:]+)(?<lost>:[^:,]*\p{L}[^:,]*?)\s*:/du

/** `Deploy: phase 1 :a, 3d` in a gantt diagram is the task `Deploy`: the first colon ends its name. */
export function lostTaskNames({ written }: Diagram): DiagramProblem[] {
  if (written.type !== 'gantt') return []
  return withoutDescription(written.lines)
    .map(trimPart)
    .flatMap((line) => {
      const { name, lost } = (line.text.length <= longestText && namedGroups(task, line)) || {}
      if (!name || !lost) return []
      const text = `#58;${lost.text.slice(1)}`
      const message = `Unexpected ${quoteSource(lost.text)} in the name of a task, expected ${quoteSource(text)}: readers see ${quoteSource(name.text)}`
      const fix = { title: `Write ${quoteSource(text)}`, edits: [{ part: lost, text }] }
      return [written.problem('diagrams/lost-text', lost, message, { hint: 'The first `:` ends the name', fix })]
    })
}
