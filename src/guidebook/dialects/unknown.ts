import type { Nodes, Root } from 'mdast'
import type { Place } from '../../finding/finding.ts'
import { placeOf, walk } from '../parse/node.ts'

/** Something that a page's dialect has, and Waymark does not know: it is shown as a box with its name. */
export interface Unknown extends Place {
  name: string
}

/** What of a page is shown as a box with its name, in the order of the page. */
export function readUnknowns(tree: Root): Unknown[] {
  const found: Unknown[] = []
  walk<Nodes>(tree, (node) => {
    if (node.type === 'unknownBlock') found.push({ name: node.name, ...placeOf(node) })
    if (node.type === 'unknownText') found.push({ name: node.value, ...placeOf(node) })
  })
  return found
}
