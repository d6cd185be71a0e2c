import type { DiagramProblem } from '../problem.ts'
import { shown } from '../shown.ts'
import { withoutDescription } from './languages/description.ts'
import { from, trimmed } from './languages/scanner.ts'
import { keywordTypo } from './mistyped-keyword.ts'
import type { Diagram } from './rule.ts'
import { askList } from './store.ts'

/** Periods of a timeline above its first section, which Mermaid leaves out; without any section it draws them all. */
export function lostPeriods({ written }: Diagram): DiagramProblem[] {
  if (written.type !== 'timeline' || !askList(written.db, 'getTasks').some(({ section }) => !section)) return []
  const lines = withoutDescription(written.lines).map(trimmed)
  const section = lines.findIndex(({ text }) => /^section\s/i.test(text))
  return lines
    .slice(0, Math.max(0, section))
    .filter((line) => keywordTypo(written, line) === undefined)
    .filter(({ text }) => !/^(?:timeline\b|title\s|acc(?:Title|Descr)\b|[:#]|$)/i.test(text))
    .map((line) => {
      const period = trimmed({ ...from(line, 0), text: line.text.split(':')[0] ?? line.text })
      const message = `Unexpected period ${shown(period.text)} above the first \`section\`, expected it in one: readers see nothing of it`
      return written.problem('diagrams/lost-text', period, message, { hint: 'Write a `section` above it' })
    })
}
