import { quoteSource } from '../../../src/text/quote.ts'
import type { Diagram } from '../diagram.ts'
import type { DiagramProblem } from '../problem.ts'
import { suggestId } from './similar-id.ts'

/** `default` is every node's, and `service` marks those that show a live status. */
const free = new Set(['default', 'service'])

/** Classes that no `classDef` defines; a diagram without any `classDef` leaves them to a stylesheet. */
export function unknownClasses({ written, outline }: Diagram): DiagramProblem[] {
  if (!outline || outline.classes.length === 0) return []
  const defined = new Set(outline.classes.map(({ text }) => text))
  return outline.classUses
    .filter(({ text }) => !defined.has(text) && !free.has(text))
    .map((use) =>
      written.problem(
        'diagrams/unknown-class',
        use,
        `Unexpected class ${quoteSource(use.text)}, expected one that a \`classDef\` defines`,
        {
          hint: suggestId(use.text, defined) ?? 'It changes nothing in the picture',
        },
      ),
    )
}
