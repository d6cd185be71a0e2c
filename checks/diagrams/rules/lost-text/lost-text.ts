import { quoteSource } from '../../../../src/text/quote.ts'
import type { Diagram } from '../../diagram.ts'
import { callStoreList } from '../../mermaid/store.ts'
import type { RuleProblem } from '../../problem.ts'
import { type DiagramRule, mermaidPage } from '../../rule.ts'
import { withoutDescription } from '../../source/diagram-source.ts'
import { namedGroups, partFrom, trimPart } from '../../source/text-part.ts'
import { keywordTypo } from '../mistyped-keyword.ts'
import { escapedArrows } from './escaped-arrow.ts'
import { longestText, lossesIn } from './label-losses.ts'

/** Readers copy what the picture shows. */
export const lostText = {
  code: 'diagrams/lost-text',
  severity: 'error',
  summary: 'A label that Mermaid does not draw as it is written',
  why: `
A label is not drawn as it is written. \`kubectl get pods -n <namespace>\` loses \`<namespace>\`, which Mermaid takes for HTML; \`C:\\dir\\new\` breaks at \`\\n\`. The message shows what the reader would see, and what to write. \`--fix\` writes it where there is no doubt. A \`\\n\` that breaks a line is not told, whatever stands before it: \`Check Grafana:\\nRow 3\` is two lines.

| For | Write |
| --- | --- |
| \`<\` | \`&lt;\` |
| \`>\` | \`&gt;\` |
| \`\\\` before an \`n\` | \`#92;\` |
| \`"\` within the quotes of a label | \`#quot;\` |
| \`#\` before a number or a name and \`;\`, or in a message of a sequence | \`#35;\` |

The periods of a timeline that stand above its first \`section\` are lost too: give them one. So is what follows a colon in the name of a Gantt task: write \`#58;\`.
`,
  wrong: mermaidPage('flowchart LR', '  list["kubectl get pods -n <namespace>"]'),
  right: mermaidPage('flowchart LR', '  list["kubectl get pods -n &lt;namespace&gt;"]'),
  check: lostTexts,
} as const satisfies DiagramRule

function lostTexts(diagram: Diagram): RuleProblem[] {
  const { type, preprocessed } = diagram.source
  const arrows = escapedArrows(type, preprocessed.cleaned)
  return [...arrows, ...changedLabels(diagram), ...lostPeriods(diagram), ...lostTaskNames(diagram)]
}

/** Labels that Mermaid draws otherwise than they are written: what the reader sees, and how to write what is meant. */
function changedLabels({ source, labels }: Diagram): RuleProblem[] {
  return labels.flatMap((label) =>
    lossesIn(label).map(({ part, seen, replacement, hint }) => {
      const drawn = seen.trim() === '' ? 'readers see nothing' : `readers see ${quoteSource(seen)}`
      const expected =
        replacement === undefined ? 'expected a label that is drawn as written' : `expected ${quoteSource(replacement)}`
      const fix =
        replacement === undefined
          ? undefined
          : { title: `Write ${quoteSource(replacement)}`, edits: [{ part, text: replacement }] }
      const message = `Unexpected ${quoteSource(part.text)} in a label, ${expected}: ${drawn}`
      return source.problem(part, message, { ...(hint !== undefined && { hint }), ...(fix && { fix }) }, label.mapped)
    }),
  )
}

/** Periods of a timeline above its first section, which Mermaid leaves out; without any section it draws them all. */
function lostPeriods({ source }: Diagram): RuleProblem[] {
  if (source.type !== 'timeline' || !callStoreList(source.store, 'getTasks').some(({ section }) => !section)) return []
  const lines = withoutDescription(source.lines).map(trimPart)
  const section = lines.findIndex(({ text }) => /^section\s/i.test(text))
  return lines
    .slice(0, Math.max(0, section))
    .filter((line) => keywordTypo(source, line) === undefined)
    .filter(({ text }) => !/^(?:timeline\b|title\s|acc(?:Title|Descr)\b|[:#]|$)/i.test(text))
    .map((line) => {
      const period = trimPart({ ...partFrom(line, 0), text: line.text.split(':')[0] ?? line.text })
      const message = `Unexpected period ${quoteSource(period.text)} above the first \`section\`, expected it in one: readers see nothing of it`
      return source.problem(period, message, { hint: 'Write a `section` above it' })
    })
}

/** A name with a colon in it, and the data behind the next one: what stands between is no number, and no list of data. */
const task =
  /^(?!(?:gantt|title|section|click|accTitle|accDescr|dateFormat|axisFormat|todayMarker|tickInterval|excludes|includes)\b)(?<name>[^:]+)(?<lost>:[^:,]*\p{L}[^:,]*?)\s*:/du

/** `Deploy: phase 1 :a, 3d` in a gantt diagram is the task `Deploy`: the first colon ends its name. */
function lostTaskNames({ source }: Diagram): RuleProblem[] {
  if (source.type !== 'gantt') return []
  return withoutDescription(source.lines)
    .map(trimPart)
    .flatMap((line) => {
      const { name, lost } = (line.text.length <= longestText && namedGroups(task, line)) || {}
      if (!name || !lost) return []
      const text = `#58;${lost.text.slice(1)}`
      const message = `Unexpected ${quoteSource(lost.text)} in the name of a task, expected ${quoteSource(text)}: readers see ${quoteSource(name.text)}`
      const fix = { title: `Write ${quoteSource(text)}`, edits: [{ part: lost, text }] }
      return [source.problem(lost, message, { hint: 'The first `:` ends the name', fix })]
    })
}
