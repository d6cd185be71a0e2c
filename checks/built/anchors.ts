import { type DefaultTreeAdapterTypes, parse } from 'parse5'

/** Anchors of an HTML document. Source: HTML Standard, "Find a potential indicated element". */
export function anchorsOf(html: string): Set<string> {
  const anchors = new Set<string>()
  const waiting: DefaultTreeAdapterTypes.Node[] = [parse(html)]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if ('attrs' in node) {
      for (const { name, value } of node.attrs)
        if (name === 'id' || (name === 'name' && node.tagName === 'a')) anchors.add(value)
    }
    if ('childNodes' in node) waiting.push(...node.childNodes)
  }
  return anchors
}

/** The anchor that a URL's hash asks for, without the part that marks a text; empty for the top of the page. */
export function anchorIn(hash: string): string {
  const anchor = hash.replace(/^#/, '').replace(/:~:.*$/s, '')
  return /^top$/i.test(anchor) ? '' : anchor
}

/** Whether a document has an anchor: as written, or else decoded. */
export function hasAnchor(anchors: ReadonlySet<string>, anchor: string): boolean {
  return anchor === '' || anchors.has(anchor) || anchors.has(percentDecoded(anchor))
}

/** A `%` that encodes nothing stays what it is. Source: URL Standard, percent-decoding. */
export function percentDecoded(anchor: string): string {
  try {
    return decodeURIComponent(anchor)
  } catch {
    return anchor.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) =>
      Buffer.from(encoded.replaceAll('%', ''), 'hex').toString(),
    )
  }
}
