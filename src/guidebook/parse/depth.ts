import type { Html, Nodes, Root, Text } from 'mdast'
import type { Place } from '../../finding/finding.ts'
import { isAllowedName } from '../html/allowed-html.ts'
import { htmlParts } from '../html/html.ts'
import { OpenElements } from '../html/open-elements.ts'
import { placeOf } from './node.ts'

/** Deeper than any page that a person wrote; what reads a tree calls itself once for each level. */
const deepest = 100

/**
 * Cuts a tree below its hundredth level: what stood there is kept as the text that it was written as. Changes the tree.
 * Returns the nodes that it was cut in.
 */
export function cutDepth(tree: Root, text: string): Nodes[] {
  // Next to no page goes so deep.
  if (!goesDeeper(tree, deepest)) return []
  let level: Nodes[] = [tree]
  for (let depth = 0; depth < deepest && level.length > 0; depth++) level = level.flatMap(childrenOf)
  return level.flatMap((node) => cut(node, text))
}

/** Whether there may be something more than so many levels below a node. */
function goesDeeper(node: Nodes, levels: number): boolean {
  return 'children' in node && (levels === 0 || node.children.some((child) => goesDeeper(child, levels - 1)))
}

function childrenOf(node: Nodes): Nodes[] {
  return 'children' in node ? node.children : []
}

function cut(node: Nodes, text: string): Nodes[] {
  const { start, end } = node.position ?? {}
  const value = text.slice(start?.offset ?? 0, end?.offset ?? 0)
  const position = node.position && { position: node.position }
  const plain: Text = { type: 'text', value, ...position }
  if (childrenOf(node).length === 0) return []
  switch (node.type) {
    case 'root':
    case 'blockquote':
    case 'listItem':
    case 'footnoteDefinition':
      node.children = [{ type: 'paragraph', children: [plain], ...position }]
      return [node]
    case 'list':
    case 'table':
    case 'tableRow':
      return childrenOf(node).flatMap((child) => cut(child, text))
    default:
      if ('children' in node) node.children = [plain]
      return [node]
  }
}

/** What of a page is shown as the text that it was written as, since it goes too deep: the first of each kind. */
export function findNesting(tree: Root, cuts: Place[]): (Place & { message: string })[] {
  const [cut] = cuts
  // Most pages have no HTML, and to look for any takes a fifth of the time.
  const html = holdsHtml(tree) ? firstTooDeep(tree, new OpenElements(isAllowedName)) : undefined
  return [
    ...(cut ? [{ ...cut, message: 'Unexpected nesting of more than 100 levels, expected fewer' }] : []),
    ...(html ? [{ ...placeOf(html), message: 'Unexpected HTML of more than 200 open elements, expected fewer' }] : []),
  ]
}

const inline: ReadonlySet<string> = new Set(['paragraph', 'emphasis', 'strong', 'delete', 'link', 'linkReference'])

function holdsHtml(node: Nodes): boolean {
  if (node.type === 'html') return true
  return node.type !== 'text' && 'children' in node && node.children.some(holdsHtml)
}

function firstTooDeep(node: Nodes, open: OpenElements): Html | undefined {
  if (node.type === 'html') return open.admits(htmlParts(node.value)) ? undefined : node
  if (node.type === 'text' || !('children' in node)) return undefined
  let found: Html | undefined
  open.inside(inline.has(node.type), () => {
    for (const child of node.children) found ??= firstTooDeep(child, open)
  })
  return found
}
