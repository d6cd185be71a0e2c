import { type DefaultTreeAdapterTypes, parse } from 'parse5'

/** Whether an attribute names a place of its page. Source: HTML Standard, "Find a potential indicated element". */
export function isAnchor(tag: string, attribute: string): boolean {
  return attribute === 'id' || (attribute === 'name' && tag === 'a')
}

/** The anchors of an HTML document, as its tree has them. */
export function anchorsOf(html: string): Set<string> {
  const anchors = new Set<string>()
  const waiting: DefaultTreeAdapterTypes.Node[] = [parse(html)]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if ('attrs' in node) {
      for (const { name, value } of node.attrs) if (isAnchor(node.tagName, name)) anchors.add(value)
    }
    if ('childNodes' in node) for (const child of node.childNodes) waiting.push(child)
  }
  return anchors
}
