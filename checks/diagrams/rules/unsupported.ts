import { quoteSource } from '../../../src/text/quote.ts'
import type { Diagram } from '../diagram.ts'
import type { DiagramProblem } from '../problem.ts'

const code = 'diagrams/unsupported'

/** The types that show what stands between `$$` as a formula. */
const types =
  /^(?:flowchart|swimlane|sequence|classDiagram|stateDiagram|er$|mindmap|kanban|block|requirement|usecase|agentflow)/

/** Commands whose picture is more than letters and bars: roots, frames and strokes. */
const drawn = /\\(?:sqrt|surd|boxed|fbox|colorbox|fcolorbox|cancel|bcancel|xcancel|sout|angl|phase)(?![A-Za-z])/g

/** Formulas that the drawing would show as others: `√2` as `2`. */
export function formulas({ written }: Diagram): DiagramProblem[] {
  if (!types.test(written.type)) return []
  const { text } = written
  const roots = [...text.matchAll(/\$\$[^\n]*?\$\$/g)].flatMap(({ 0: formula, index: start }) =>
    [...formula.matchAll(drawn)].map(({ 0: command, index }) => {
      const part = written.part(start + index, start + index + command.length)
      const message = `Unexpected ${quoteSource(command)} in a formula, expected fractions, letters, powers and indices alone`
      return written.problem(code, part, message, {
        hint: 'Write it as a power, `x^{1/2}`, or the formula in the text of the page',
      })
    }),
  )
  const named =
    written.type === 'sequence'
      ? /^[^\S\n]*(?:create\s+)?(?:participant|actor)\s[^\n]*?(\$\$[^\n]*\$\$)/dgim
      : undefined
  const names = named ? [...text.matchAll(named)] : []
  return [
    ...roots,
    ...names.flatMap(({ indices }) => {
      const place = indices?.[1]
      if (!place) return []
      const message = 'Unexpected formula in the name of a participant, expected text: Mermaid draws nothing of it'
      return [written.problem(code, written.part(...place), message)]
    }),
  ]
}
