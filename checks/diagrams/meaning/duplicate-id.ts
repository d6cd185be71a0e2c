import type { DiagramProblem } from '../problem.ts'
import { shown } from '../shown.ts'
import { declarationsOf } from './declarations.ts'
import type { NodeMention, Outline } from './outline.ts'
import type { Diagram } from './rule.ts'
import type { Written } from './written.ts'

/** In a state diagram each label of a state is drawn, one under the other. */
const together = new Set(['stateDiagram'])

/** An id that is given two labels, or to two things: Mermaid draws one of them. */
export function duplicateIds({ written, outline }: Diagram): DiagramProblem[] {
  return [
    ...(outline ? [...relabelled(written, outline), ...namespaces(written, outline)] : []),
    ...declaredTwice(written),
  ]
}

function relabelled(written: Written, outline: Outline): DiagramProblem[] {
  if (together.has(written.type)) return []
  const byId = Map.groupBy(
    outline.mentions.filter(({ label, group }) => label || group),
    ({ text }) => text,
  )
  return [...byId.values()].flatMap((mentions) => second(written, mentions))
}

/** The first mention whose label is another than that of the first. */
function second(written: Written, [first, ...others]: NodeMention[]): DiagramProblem[] {
  const other = first && others.find((mention) => labelOf(mention) !== labelOf(first))
  if (!first || !other) return []
  if (!!first.group !== !!other.group) return [sharedWithGroup(written, other)]
  if (!first.label || !other.label) return []
  const message = `Unexpected second label ${shown(other.label.text)} of ${shown(other.text)}, expected ${shown(first.label.text)} or another id`
  return [written.problem('diagrams/duplicate-id', other, message, { hint: 'Mermaid draws one of the two labels' })]
}

/** A class by the name of a namespace: Mermaid finds no place for either. */
function namespaces(written: Written, { mentions, known }: Outline): DiagramProblem[] {
  const found = written.type === 'classDiagram' ? mentions.find(({ text }) => known.has(text)) : undefined
  if (!found) return []
  const message = `Unexpected class ${shown(found.text)}, expected another id than that of a namespace`
  return [written.problem('diagrams/duplicate-id', found, message, { hint: 'Mermaid finds no place for either' })]
}

function sharedWithGroup(written: Written, mention: NodeMention): DiagramProblem {
  const message = `Unexpected ${mention.group ? 'group' : 'node'} ${shown(mention.text)}, expected another id than that of a ${mention.group ? 'node' : 'group'}`
  return written.problem('diagrams/duplicate-id', mention, message, { hint: 'Mermaid draws one of the two' })
}

function labelOf({ label, text }: NodeMention): string {
  return (label?.text ?? text).replace(/\s+/g, ' ')
}

function declaredTwice(written: Written): DiagramProblem[] {
  const seen = new Set<string>()
  return declarationsOf(written).flatMap(({ what, outcome, ...part }) => {
    if (!seen.has(part.text)) {
      seen.add(part.text)
      return []
    }
    const message = `Unexpected second ${what} ${shown(part.text)}, expected an id of its own`
    return written.problem('diagrams/duplicate-id', part, message, { hint: outcome })
  })
}
