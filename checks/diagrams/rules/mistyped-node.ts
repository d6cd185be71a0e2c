import { isSwapped } from '../../../src/text/edit-distance.ts'
import { quoteSource } from '../../../src/text/quote.ts'
import { isOneEdit } from '../../../src/text/typo.ts'
import type { Diagram } from '../diagram.ts'
import type { NodeMention, Outline } from '../languages/outline.ts'
import type { RuleProblem } from '../problem.ts'
import { type DiagramRule, mermaidPage } from '../rule.ts'
import { isInflection, isNumbered } from './similar-id.ts'

/** Mermaid draws a new node for each new id. */
export const mistypedNode = {
  code: 'diagrams/mistyped-node',
  severity: 'warning',
  summary: 'A node that looks like a slip in another’s id',
  why: `
A node appears once, without a label, and is one letter away from another one. It is probably meant to be that one; Mermaid draws a new box with the mistyped name. Give it a label if it is meant.
`,
  wrong: mermaidPage('flowchart LR', '  gateway[Gateway] --> orders[Orders]', '  gatway --> billing[Billing]'),
  right: mermaidPage('flowchart LR', '  gateway[Gateway] --> orders[Orders]', '  gateway --> billing[Billing]'),
  check: mistypedNodes,
} as const satisfies DiagramRule

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
function mistypedNodes({ source, outline }: Diagram): RuleProblem[] {
  if (!outline) return []
  const nodes = nodesOf(outline)
  const once = nodes.filter(({ id, mentions, known }) => mentions.length === 1 && !known && id.length >= shortest)
  return once.flatMap(({ id, mentions: [mention] }) => {
    const near = nodes.filter((other) => isTypo(id, other))
    const [only, ...others] = near
    if (!mention || !only || others.length > 0) return []
    const message = `Unexpected node ${quoteSource(id)}, expected ${quoteSource(only.id)}`
    const fix = { title: `Write ${quoteSource(only.id)}`, edits: [{ part: mention, text: only.id }] }
    return source.problem(mention, message, {
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

function isTypo(id: string, { id: other, mentions, known }: Node): boolean {
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
