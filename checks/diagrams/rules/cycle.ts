import { quoteSource } from '../../../src/text/quote.ts'
import type { Diagram } from '../diagram.ts'
import type { NodeMention, Outline } from '../languages/outline.ts'
import type { DiagramProblem } from '../problem.ts'
import type { DiagramText } from '../source/diagram-text.ts'

/**
 * A subgraph within one that is within it, and a composite state that is named in its own body: Mermaid draws nothing,
 * or never ends. A subgraph that is named in its own body alone does no harm.
 */
export function cycles({ written, outline }: Diagram): DiagramProblem[] {
  if (!outline) return []
  const parents = parentsOf(outline, written.type === 'stateDiagram')
  const closing = outline.mentions.findLast(({ text, inside }) => {
    return inside && parents.get(text)?.has(inside.text) && leads(parents, inside.text, text)
  })
  return closing?.inside ? [problemOf(written, closing, closing.inside.text)] : []
}

type Parents = ReadonlyMap<string, ReadonlySet<string>>

/** The groups that each group is named in. */
function parentsOf({ mentions }: Outline, selfCounts: boolean): Parents {
  const groups = new Set(mentions.filter(({ group }) => group).map(({ text }) => text))
  const parents = new Map<string, Set<string>>()
  for (const { text, inside } of mentions) {
    const parent = inside?.text
    if (parent === undefined || !groups.has(text) || (parent === text && !selfCounts)) continue
    parents.set(text, (parents.get(text) ?? new Set()).add(parent))
  }
  return parents
}

/** Whether going up from one group leads to the other. */
function leads(parents: Parents, from: string, to: string): boolean {
  const seen = new Set<string>()
  const open = [from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true
    if (seen.has(id)) continue
    seen.add(id)
    open.push(...(parents.get(id) ?? []))
  }
  return false
}

function problemOf(written: DiagramText, mention: NodeMention, parent: string): DiagramProblem {
  const where = mention.text === parent ? 'of its own body' : `: ${quoteSource(parent)} is itself within it`
  const message =
    `Unexpected ${quoteSource(mention.text)} in ${quoteSource(parent)}, expected it outside ${where}`.replace(' :', ':')
  return written.problem('diagrams/cycle', mention, message, { hint: 'Mermaid draws nothing, or never ends' })
}
