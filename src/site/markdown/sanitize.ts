import type { Element, Root } from 'hast'
import { raw } from 'hast-util-raw'
import { sanitize as sanitizeTree } from 'hast-util-sanitize'
import { allowedHtml, reservedId } from '../../guidebook/html/allowed-html.ts'
import { replaceElements } from './element.ts'
import { settleRawHtml, showRawHtml } from './raw-html.ts'

/** Parses the raw HTML of a tree, and takes out of it all that GitHub would. No script, handler or frame is left. */
export function sanitize(tree: Root): Root {
  if (!hasRawHtml(tree)) return clean(tree)
  settleRawHtml(tree)
  try {
    return clean(raw(tree))
  } catch (error) {
    // HTML made to go deeper than its tags tell runs out of stack. It is shown as it was written.
    if (!(error instanceof RangeError)) throw error
    showRawHtml(tree)
    return clean(tree)
  }
}

function clean(tree: Parameters<typeof sanitizeTree>[0]): Root {
  const result = sanitizeTree(tree, allowedHtml)
  if (result.type !== 'root') return { type: 'root', children: [] }
  replaceElements(result, withoutReserved)
  return result
}

function withoutReserved(element: Element): Element {
  for (const name of ['id', 'name']) {
    if (reservedId.test(String(element.properties[name] ?? ''))) delete element.properties[name]
  }
  return element
}

function hasRawHtml(node: Root | Root['children'][number]): boolean {
  return node.type === 'raw' || ('children' in node && node.children.some(hasRawHtml))
}
