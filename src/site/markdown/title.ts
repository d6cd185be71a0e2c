import type { Element, Root } from 'hast'

/** Elements whose headings are not the page's title. */
const asides = new Set(['blockquote', 'li'])

/** Takes the first H1 out of a tree, wherever it stands but in a quote or a list. Changes the tree. */
export function takeTitle(parent: Root | Element): Element | undefined {
  for (const [index, child] of parent.children.entries()) {
    if (child.type !== 'element' || asides.has(child.tagName)) continue
    if (child.tagName === 'h1') {
      parent.children.splice(index, 1)
      return child
    }
    const found = takeTitle(child)
    if (found) return found
  }
  return undefined
}
