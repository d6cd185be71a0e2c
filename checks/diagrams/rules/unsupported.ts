import { quoteSource } from '../../../src/text/quote.ts'
import type { Diagram } from '../diagram.ts'
import type { DiagramProblem, RuleProblem } from '../problem.ts'
import { type DiagramRule, mermaidPage } from '../rule.ts'
import type { MappedText } from '../source/mapped-text.ts'

/** Such a diagram is not drawn at all, and its source is shown. */
export const unsupported = {
  code: 'diagrams/unsupported',
  severity: 'error',
  summary: 'A type of diagram, or of formula, that Waymark does not draw',
  why: `
The first word names no type of diagram that is drawn here. The hint has the nearest one. ZenUML is a package of its own, of 92 MB, and is not part of Waymark: write the diagram as a \`sequenceDiagram\`.

It is told of some formulas too. Between \`$$\` letters, fractions, powers and indices are drawn; roots, frames and strokes, such as \`\\sqrt\` and \`\\boxed\`, are not, and neither is a formula in the name of a participant. Without its root √2 would be a 2, so such a diagram is not drawn at all, and its source is shown.
`,
  wrong: mermaidPage('zenuml', '  Shop->Bank.pay()'),
  right: mermaidPage('sequenceDiagram', '  Shop->>Bank: pay'),
  check: formulas,
} as const satisfies DiagramRule

/** The types that show what stands between `$$` as a formula. */
const types =
  /^(?:flowchart|swimlane|sequence|classDiagram|stateDiagram|er$|mindmap|kanban|block|requirement|usecase|agentflow)/

/** Commands whose picture is more than letters and bars: roots, frames and strokes. */
const drawn = /\\(?:sqrt|surd|boxed|fbox|colorbox|fcolorbox|cancel|bcancel|xcancel|sout|angl|phase)(?![A-Za-z])/g

/** Formulas that the drawing would show as others: `√2` as `2`. */
function formulas({ source }: Diagram): RuleProblem[] {
  if (!types.test(source.type)) return []
  const { text } = source
  const roots = [...text.matchAll(/\$\$[^\n]*?\$\$/g)].flatMap(({ 0: formula, index: start }) =>
    [...formula.matchAll(drawn)].map(({ 0: command, index }) => {
      const part = source.part(start + index, start + index + command.length)
      const message = `Unexpected ${quoteSource(command)} in a formula, expected fractions, letters, powers and indices alone`
      return source.problem(part, message, {
        hint: 'Write it as a power, `x^{1/2}`, or the formula in the text of the page',
      })
    }),
  )
  const named =
    source.type === 'sequence' ? /^[^\S\n]*(?:create\s+)?(?:participant|actor)\s[^\n]*?(\$\$[^\n]*\$\$)/dgim : undefined
  const names = named ? [...text.matchAll(named)] : []
  return [
    ...roots,
    ...names.flatMap(({ indices }) => {
      const place = indices?.[1]
      if (!place) return []
      const message = 'Unexpected formula in the name of a participant, expected text: Mermaid draws nothing of it'
      return [source.problem(source.part(...place), message)]
    }),
  ]
}

/** ZenUML, which Mermaid knows as a package alone; `text` is without frontmatter, directives and comments. */
export function unsupportedType(text: MappedText): DiagramProblem | undefined {
  const word = /^zenuml\b[^\s:;,({["<>]{0,200}/i.exec(text.text)?.[0]
  if (word === undefined) return undefined
  const start = text.origin(0)
  return {
    code: unsupported.code,
    message: `Unexpected ${quoteSource(word)}, expected a type of diagram that Mermaid itself draws`,
    hint: 'ZenUML needs a large package of its own; write the diagram as a `sequenceDiagram`',
    start,
    end: start + word.length,
  }
}
