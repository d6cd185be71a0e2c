import { isSwapped } from '../../../src/text/edit-distance.ts'
import { quoteSource } from '../../../src/text/quote.ts'
import { isOneEdit } from '../../../src/text/typo.ts'
import type { Diagram } from '../diagram.ts'
import type { NodeMention, Outline } from '../languages/outline.ts'
import type { DiagramProblem } from '../problem.ts'
import { isInflection, isNumbered } from './similar-id.ts'

/** Shorter ids are too near to each other by chance. */
const shortest = 5
/** Words that differ by another letter are often near to each other, and so are those without labels. */
const shortestWord = 6

interface Node {
  id: string
  mentions: NodeMention[]
  /** Whether it is told what it is: by a label, or by a declaration. */
  known: boolean
}

/**
 * A node that appears once, without a label, and whose id is one letter away from that of a node which is declared,
 * labelled or used more often. Siblings such as `node1` and `node2`, and words such as `user` and `users`, are not told.
 */
export function mistypedNodes({ written, outline }: Diagram): DiagramProblem[] {
  if (!outline) return []
  const nodes = nodesOf(outline)
  const once = nodes.filter(({ id, mentions, known }) => mentions.length === 1 && !known && id.length >= shortest)
  return once.flatMap(({ id, mentions: [mention] }) => {
    const near = nodes.filter((other) => isSlip(id, other))
    const [only, ...others] = near
    if (!mention || !only || others.length > 0) return []
    const message = `Unexpected node ${quoteSource(id)}, expected ${quoteSource(only.id)}`
    const fix = { title: `Write ${quoteSource(only.id)}`, edits: [{ part: mention, text: only.id }] }
    return written.problem('diagrams/mistyped-node', mention, message, {
      hint: `Mermaid draws a new node for it; give it a label where it is meant`,
      ...(only.known && isSwapped(id, only.id) && { fix }),
    })
  })
}

function nodesOf({ mentions, targets }: Outline): Node[] {
  const commands = Map.groupBy(targets, ({ text }) => text)
  return [...Map.groupBy(mentions, ({ text }) => text)].map(([id, places]) => ({
    id,
    mentions: [...places, ...(commands.get(id) ?? [])],
    known: places.some(({ label, declared, group }) => label || declared || group),
  }))
}

function isSlip(id: string, { id: other, mentions, known }: Node): boolean {
  if (id === other || Math.abs(id.length - other.length) > 1) return false
  if (!known && mentions.length < 2) return false
  if (!isOneEdit(id, other) || isNumbered(id, other)) return false
  if (id.toLowerCase() === other.toLowerCase()) return true
  if (isInflection(id, other) || id[0] !== other[0]) return false
  const length = Math.min(id.length, other.length)
  const isOtherLetter = id.length === other.length && !isSwapped(id, other)
  return known ? !isOtherLetter || length >= shortestWord : length >= shortestWord && isInside(id, other)
}

/** Whether what differs is neither at the beginning nor at the end. */
function isInside(one: string, other: string): boolean {
  return one[0] === other[0] && one.at(-1) === other.at(-1)
}
