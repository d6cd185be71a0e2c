import type { Element } from 'hast'
import { isComponent, type Parent } from './element.ts'

/** Blocks of code, what is read out as a name, and what shows a state of its own. */
const whole = /^(?:pre|h[1-6]|PageTitle|summary|a|Status)$/

/**
 * The code of a page that gets no state beside it, whatever it says: inside of a block, of a heading or link whose name
 * would change again and again, and of what shows a state already. A link that is nothing but code may have one.
 */
export function plainCode(tree: Parent): ReadonlySet<Element> {
  const found = new Set<Element>()
  collect(tree, false, found)
  return found
}

function collect(parent: Parent, isInside: boolean, found: Set<Element>): void {
  for (const child of parent.children) {
    if (child.type !== 'element' && !isComponent(child)) continue
    const name = child.type === 'element' ? child.tagName : (child.name ?? '')
    if (isInside && child.type === 'element' && name === 'code') found.add(child)
    collect(child, isInside || (whole.test(name) && !isLinkedCode(child)), found)
  }
}

function isLinkedCode(node: Parent): boolean {
  const [code] = node.children
  if (node.type !== 'element' || node.tagName !== 'a' || node.children.length !== 1) return false
  return code?.type === 'element' && code.tagName === 'code' && !/^\s*status:/i.test(String(node.properties.href))
}
