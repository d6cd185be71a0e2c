import type { Nodes, Root } from 'mdast'
import type { Page } from '../../../src/guidebook/page.ts'
import { placeOf } from '../../../src/guidebook/parse/node.ts'
import type { Heading } from '../../../src/guidebook/parts/heading.ts'

/** The headings of a page, without those in quotes, boxes, lists, footnotes and included files: these are no part of its outline. */
export function ownHeadings({ headings }: Page, tree: Root): Heading[] {
  const inside = insidePlaces(tree)
  return headings.filter((heading) => heading.included === undefined && !inside.has(keyOf(heading)))
}

/** Where the headings begin that stand in a quote, a list or a footnote. */
function insidePlaces(tree: Root): Set<string> {
  const places = new Set<string>()
  const look = (node: Nodes, isInside: boolean): void => {
    if (isInside && (node.type === 'heading' || node.type === 'html')) places.add(keyOf(placeOf(node)))
    if (!('children' in node)) return
    const inside = isInside || /^(?:blockquote|listItem|footnoteDefinition|admonition|tab)$/.test(node.type)
    for (const child of node.children) look(child, inside)
  }
  // Only these can hold a heading that is not one of the page's own.
  for (const node of tree.children) if (holders.test(node.type)) look(node, false)
  return places
}

const holders = /^(?:blockquote|list|footnoteDefinition|admonition|tabGroup|unknownBlock)$/

function keyOf({ line, column }: { line: number; column: number }): string {
  return `${line}:${column}`
}
