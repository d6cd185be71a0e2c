/** An element of a document, with its attributes as a reader of XML has them. */
export interface XmlElement {
  name: string
  attributes: Map<string, string>
}

const token = /<\?[^>]*\?>|<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y
const entity = /&(?:(amp|lt|gt|quot|apos)|#x([\da-fA-F]+)|#(\d+));/g
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/**
 * The elements of a document in their order. As strict as https://www.w3.org/TR/xml/ where SVG in a page is concerned: throws
 * on what is not well-formed, on unknown entities, on repeated attributes and on characters that XML cannot hold.
 */
export function parseXml(xml: string): XmlElement[] {
  const elements: XmlElement[] = []
  const open: string[] = []
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(xml)) throw new Error('Bad character')
  for (token.lastIndex = 0; token.lastIndex < xml.length; ) {
    const at = token.lastIndex
    const [, close, name, attributes = '', empty, text] = token.exec(xml) ?? fail(xml, at)
    if (text !== undefined) decoded(text)
    if (name === undefined) continue
    if (close && open.pop() !== name) fail(xml, at)
    if (close) continue
    if (open.length === 0 && elements.length > 0) fail(xml, at)
    elements.push({ name, attributes: attributesOf(attributes) })
    if (!empty) open.push(name)
  }
  if (open.length > 0) throw new Error(`Unclosed ${open.join(' ')}`)
  return elements
}

function fail(xml: string, at: number): never {
  throw new Error(`Not well-formed at ${at}: ${xml.slice(at, at + 80)}`)
}

function attributesOf(written: string): Map<string, string> {
  const attributes = new Map<string, string>()
  for (const [, name = '', value = ''] of written.matchAll(/([\w:-]+)="([^"]*)"/g)) {
    if (attributes.has(name)) throw new Error(`Repeated ${name}`)
    attributes.set(name, decoded(value))
  }
  return attributes
}

function decoded(text: string): string {
  if (text.replace(entity, '').includes('&')) throw new Error(`Unknown entity in ${text}`)
  return text.replace(entity, (_, name?: string, hex?: string, decimal?: string) => {
    if (name !== undefined) return named[name] ?? ''
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
  })
}
