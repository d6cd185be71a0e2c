import type { ElementData } from '../../status-model/element-data.ts'

const svg = 'http://www.w3.org/2000/svg'
const ofSvg = new Set(['svg', 'path', 'rect', 'line', 'text'])

/** What build and browser show alike, as a node of the page. */
export function elementNode({ name, attributes, children }: ElementData): Element {
  const node = ofSvg.has(name) ? document.createElementNS(svg, name) : document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value))
  node.append(...children.map((child) => (typeof child === 'string' ? child : elementNode(child))))
  return node
}
