import type { Html, Nodes, Root } from 'mdast'
import type { Place } from '../../finding/finding.ts'
import { isAllowedName } from '../html/allowed-html.ts'
import { htmlParts } from '../html/html.ts'
import { OpenElements } from '../html/open-elements.ts'
import { placeOf } from './syntax.ts'

/** What of a page is shown as the text that it was written as, since it goes too deep: the first of each kind. */
export function findNesting(tree: Root, cuts: Place[]): (Place & { message: string })[] {
  const [cut] = cuts
  const html = firstTooDeep(tree, new OpenElements(isAllowedName))
  return [
    ...(cut ? [{ ...cut, message: 'Unexpected nesting of more than 100 levels, expected fewer' }] : []),
    ...(html ? [{ ...placeOf(html), message: 'Unexpected HTML of more than 200 open elements, expected fewer' }] : []),
  ]
}

const inline = /^(?:paragraph|emphasis|strong|delete|link|linkReference)$/

function firstTooDeep(node: Nodes, open: OpenElements): Html | undefined {
  if (node.type === 'html') return open.admits(htmlParts(node.value)) ? undefined : node
  if (!('children' in node)) return undefined
  let found: Html | undefined
  open.inside(inline.test(node.type), () => {
    for (const child of node.children) found ??= firstTooDeep(child, open)
  })
  return found
}
