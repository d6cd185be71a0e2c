import type { Nodes } from 'mdast'
import type { Place } from '../../finding/finding.ts'

interface Tree<Node> {
  children?: Node[]
  /** The words at the head of a box, and those of a tab; of other nodes, such as links, a text. */
  title?: string | Node[] | null | undefined
  label?: string | Node[] | null | undefined
}

/**
 * Calls `enter` for a node and everything under it, in the order of the page. The same as unist-util-visit for what is
 * needed here, at a twentieth of its time, which otherwise is most of the time of reading a page.
 */
export function walk<Node extends object>(node: Node & Tree<Node>, enter: (node: Node) => void): void {
  enter(node)
  const { children } = node
  // Most nodes are leaves, and only what has children has nodes in its title or its label.
  if (children === undefined) return
  if (Array.isArray(node.title)) for (const child of node.title) walk(child, enter)
  if (Array.isArray(node.label)) for (const child of node.label) walk(child, enter)
  for (const child of children) walk(child, enter)
}

/** Where a node stands in its text. */
export function placeOf(node: { position?: Nodes['position'] }): Place {
  const { start, end } = node.position ?? { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } }
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column }
}

/** An HTML comment that stands alone: nothing that a reader sees. */
export function isComment(node: Nodes): boolean {
  return node.type === 'html' && /^(?:<!--(?:(?!-->)[\s\S])*-->\s*)+$/.test(node.value)
}
