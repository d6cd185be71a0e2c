import type { Nodes, Root } from 'mdast'
import { walk } from '../parse/node.ts'

/** The anchors that a dialect gives to what is no heading, such as `{ #id }` behind a link. */
export function readStyledAnchors(tree: Root): string[] {
  const found: string[] = []
  walk<Nodes>(tree, (node) => {
    if (node.type === 'styled' && node.data.hProperties?.id) found.push(node.data.hProperties.id)
  })
  return found
}
