import type { Part } from './part.ts'

/** A part as XML. Names are ours; values are escaped, and lose what XML cannot hold. */
export function write({ name, attributes, children, text }: Part): string {
  const written = [...attributes].map(([key, value]) => ` ${key}="${escapeXml(value)}"`).join('')
  const inside = escapeXml(text ?? '') + children.map(write).join('')
  return inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

export function escapeXml(text: string): string {
  return holdable(text).replace(/[&<>"]/g, (sign) => escapes[sign] ?? '')
}

/** What https://www.w3.org/TR/xml/#charsets allows: no control characters, no lone halves of surrogate pairs. */
function holdable(text: string): string {
  return text.toWellFormed().replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
}
