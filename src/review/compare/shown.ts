import type { Element, ElementContent, Nodes, Root, RootContent } from 'hast'

// What of a page's HTML a reader sees, as far as two moments of it are compared.

const blockNames = new Set(
  (
    'address article aside blockquote center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 ' +
    'h6 header hgroup hr li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul caption colgroup ' +
    'waymark-diagram waymark-status-list waymark-tabs'
  ).split(' '),
)

/** What the site adds, and what is only there to be found: it says nothing of the page's own. */
const silentClasses = ['heading-link', 'status-sign', 'status-reason', 'fact-found', 'change-label']

/** Classes that readers see as something of its own. */
const seenClasses =
  /^(?:alert|alert-\w+|alert-title|dead-link|external-image|unknown|unknown-name|tabs|tab|tab-label|image|diagram)$/

/** Properties that readers see, or follow. */
const seenProperties = [
  'href',
  'alt',
  'title',
  'colSpan',
  'rowSpan',
  'start',
  'reversed',
  'checked',
  'dateTime',
  'srcSet',
  'dir',
  'cite',
] as const

/** What a picture's address stands for. */
export type PictureKey = (src: string) => string

/** Without what a bundler puts into a name, and a page cannot choose. */
export function addressKey(src: string): string {
  return src.replace(/[?#].*$/s, '').replace(/(\/_astro\/[^/]*)\.[\w-]{8}(\.\w+)$/, '$1$2')
}

export function isContent(node: RootContent): node is ElementContent {
  return node.type === 'element' || node.type === 'text' || node.type === 'comment' || node.type === 'raw'
}

/** The classes of an element. */
export function classesOf({ properties: { className } }: Element): string[] {
  return Array.isArray(className) ? className.map(String) : []
}

export function hasClass(node: Element, name: string): boolean {
  return classesOf(node).includes(name)
}

/** Whether a reader of the page's own text does not see a node. */
export function isSilent(node: ElementContent): boolean {
  if (node.type === 'comment') return true
  if (node.type !== 'element') return false
  if (node.tagName === 'wbr' || 'dataFootnoteBackref' in node.properties) return true
  if (classesOf(node).some((name) => silentClasses.includes(name))) return true
  const isAnchor = node.tagName === 'span' || (node.tagName === 'a' && node.properties.href === undefined)
  return isAnchor && node.children.every((child) => child.type === 'element' && isSilent(child))
}

/** Whether an element among words says nothing of its own: colours of code, what keeps words on a line, a state. */
export function isTransparent(node: Element): boolean {
  switch (node.tagName) {
    case 'span':
      return !classesOf(node).some((name) => seenClasses.test(name))
    case 'waymark-fact':
      return true
    case 'waymark-status': {
      // Code that a probe asks has its state by itself.
      const [first] = node.children
      return first?.type === 'element' && first.tagName === 'code'
    }
    case 'a':
      return node.properties.href === undefined
    default:
      return false
  }
}

/** What is seen of an element beside what stands in it. */
export function shellOf(node: Element, pictureKey: PictureKey = addressKey): string {
  const { tagName, properties } = node
  let shell = tagName
  for (const name of classesOf(node).toSorted()) if (seenClasses.test(name)) shell += `.${name}`
  for (const name of seenProperties) {
    const value = properties[name]
    if (value !== undefined && value !== null && value !== false && value !== '') shell += `|${name}=${String(value)}`
  }
  if (tagName === 'waymark-status') shell += `|of=${String(properties.dataOf)}`
  if (tagName === 'img' && typeof properties.src === 'string') shell += `|src=${pictureKey(properties.src)}`
  return shell
}

const known = new WeakMap<Element, boolean>()

/** Whether an element is a block, or holds one. */
export function isBlock(node: RootContent): node is Element {
  if (node.type !== 'element') return false
  if (blockNames.has(node.tagName)) return true
  const found = known.get(node) ?? node.children.some(isBlock)
  known.set(node, found)
  return found
}

/** The text that a reader sees in a node, without what the site adds. At most `longest` characters, cut anywhere. */
export function shownText(nodes: readonly (Nodes | Root)[], longest = Number.POSITIVE_INFINITY): string {
  const parts: string[] = []
  let length = 0
  const visit = (node: Nodes): void => {
    if (length >= longest) return
    if (node.type === 'text') {
      parts.push(node.value)
      length += node.value.length
    } else if (node.type === 'element') {
      // What the site says of commands follows from them.
      if (isSilent(node) || classesOf(node).includes('effect')) return
      if (node.tagName === 'br') parts.push('\n')
      if (node.tagName === 'img') parts.push(String(node.properties.alt ?? ''))
      const isInTable = /^(?:table|thead|tbody|tfoot|tr)$/.test(node.tagName)
      for (const child of node.children) if (!isInTable || child.type === 'element') visit(child)
      if (!blockNames.has(node.tagName)) return
      const isCell = node.tagName === 'td' || node.tagName === 'th'
      parts.push(isCell ? ' | ' : '\n')
    } else if (node.type === 'root') for (const child of node.children) visit(child)
  }
  for (const node of nodes) visit(node)
  return parts.join('').slice(0, longest)
}

/** The first element of a name at any depth. */
export function findFirst(node: Element, isWanted: (element: Element) => boolean): Element | undefined {
  for (const child of node.children) {
    if (child.type !== 'element') continue
    const found = isWanted(child) ? child : findFirst(child, isWanted)
    if (found) return found
  }
  return undefined
}
