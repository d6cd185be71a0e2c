import type { Element, ElementContent, Nodes, Properties, Root, RootContent } from 'hast'

/** A component or a tag that is written in MDX. */
export type Component = Extract<RootContent, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>

/** What holds elements. */
export type Parent = Root | Element | Component

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
  // GitHub reads a heading's `{value}` as text.
  if (node.type === 'text' || node.type === 'mdxTextExpression') return node.value
  return 'children' in node ? node.children.map(textContent).join('') : ''
}

/** Whether a node is a component or a tag that is written in MDX. */
export function isComponent(node: RootContent): node is Component {
  return node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement'
}

/** What may stand in an element; a root may also hold MDX's imports. */
export function isContent(node: RootContent): node is ElementContent {
  return node.type !== 'doctype' && node.type !== 'mdxjsEsm'
}

/**
 * Gives each element to `change`, the innermost first, and puts what it returns in the element's place: the same
 * element, others, or nothing. Changes the tree.
 */
export function replaceElements(tree: Parent, change: (element: Element) => Element | ElementContent[]): void {
  // Most elements of a page stay what they are, and with them the list that they stand in.
  let replaced: RootContent[] | undefined
  for (const [index, child] of tree.children.entries()) {
    if (child.type === 'element' || isComponent(child)) replaceElements(child, change)
    const made = child.type === 'element' ? change(child) : child
    if (made !== child) replaced ??= tree.children.slice(0, index)
    if (Array.isArray(made)) replaced?.push(...made)
    else replaced?.push(made)
  }
  if (replaced) Object.assign(tree, { children: replaced })
}

/** The first element of a name, in the order of the page. */
export function findElement(tree: Parent, tagName: string): Element | undefined {
  for (const child of tree.children) {
    if (child.type !== 'element' && !isComponent(child)) continue
    const found = child.type === 'element' && child.tagName === tagName ? child : findElement(child, tagName)
    if (found) return found
  }
  return undefined
}
