import type { Element, ElementContent, Nodes, Properties, Root, RootContent } from 'hast'

/** Makes an element. */
export function element(tagName: string, properties: Properties, children: (ElementContent | string)[] = []): Element {
  return {
    type: 'element',
    tagName,
    properties,
    children: children.map((child) => (typeof child === 'string' ? { type: 'text', value: child } : child)),
  }
}

/** What a reader sees of a node as text. */
export function textContent(node: Nodes): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map(textContent).join('') : ''
}

/** What may stand in an element; a root may also hold MDX's imports. */
export function isContent(node: RootContent): node is ElementContent {
  return node.type !== 'doctype' && node.type !== 'mdxjsEsm'
}

/**
 * Gives each element to `change`, the innermost first, and puts what it returns in the element's place: the same
 * element, others, or nothing. Changes the tree.
 */
export function replaceElements(tree: Root | Element, change: (element: Element) => Element | ElementContent[]): void {
  const replaced = (child: RootContent): ElementContent[] | Element | undefined => {
    if (child.type !== 'element') return undefined
    replaceElements(child, change)
    return change(child)
  }
  if (tree.type === 'root') tree.children = tree.children.flatMap((child) => replaced(child) ?? [child])
  else tree.children = tree.children.flatMap((child) => replaced(child) ?? [child])
}

/** The first element of a name, in the order of the page. */
export function findElement(tree: Root | Element, tagName: string): Element | undefined {
  for (const child of tree.children) {
    if (child.type !== 'element') continue
    const found = child.tagName === tagName ? child : findElement(child, tagName)
    if (found) return found
  }
  return undefined
}
