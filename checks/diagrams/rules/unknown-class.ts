import { quoteSource } from '../../../src/text/quote.ts'
import type { Diagram } from '../diagram.ts'
import type { RuleProblem } from '../problem.ts'
import { type DiagramRule, mermaidPage } from '../rule.ts'
import { suggestId } from './similar-id.ts'

/** It changes nothing in the picture. */
export const unknownClass = {
  code: 'diagrams/unknown-class',
  severity: 'warning',
  summary: 'A class of a diagram that nothing defines',
  why: `
A class is used that no \`classDef\` defines: it changes nothing. Mostly its name is mistyped. A diagram without any \`classDef\` is not told. The class \`service\` needs no definition: it joins a node with a [service](../services.md).
`,
  wrong: mermaidPage('flowchart LR', '  classDef hot fill:#fdd', '  shop:::hto --> bank'),
  right: mermaidPage('flowchart LR', '  classDef hot fill:#fdd', '  shop:::hot --> bank'),
  check: unknownClasses,
} as const satisfies DiagramRule

/** `default` is every node's, and `service` marks those that show a live status. */
const free = new Set(['default', 'service'])

/** Classes that no `classDef` defines; a diagram without any `classDef` leaves them to a stylesheet. */
function unknownClasses({ source, outline }: Diagram): RuleProblem[] {
  if (!outline || outline.classes.length === 0) return []
  const defined = new Set(outline.classes.map(({ text }) => text))
  return outline.classUses
    .filter(({ text }) => !defined.has(text) && !free.has(text))
    .map((use) =>
      source.problem(use, `Unexpected class ${quoteSource(use.text)}, expected one that a \`classDef\` defines`, {
        hint: suggestId(use.text, defined) ?? 'It changes nothing in the picture',
      }),
    )
}
