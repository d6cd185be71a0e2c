/** An element as a strict reader of XML 1.0 sees it. */
export interface Element {
  name: string
  attributes: Record<string, string>
  children: Element[]
  text: string
}

const tag = /<(\/?)([A-Za-z_][\w.-]*)((?:\s+[A-Za-z_][\w.-]*="[^"<]*")*)\s*(\/?)>/y
const legal = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/**
 * Reads a document of elements, attributes and text: nothing else is allowed in it. Throws where it is not well-formed
 * (XML 1.0, section 2): characters, nesting, attributes that repeat, `]]>`, references.
 */
export function readXml(document: string): Element {
  if (!legal.test(document)) throw new Error('a character that XML 1.0 does not allow')
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n'
  if (!document.startsWith(head)) throw new Error('no declaration')
  const root: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  let at = head.length
  while (at < document.length) {
    const next = document.indexOf('<', at)
    const end = next < 0 ? document.length : next
    const top = open.at(-1) ?? root
    top.text += textOf(document.slice(at, end))
    if (next < 0) break
    tag.lastIndex = next
    const match = tag.exec(document)
    if (!match) throw new Error(`no tag: ${document.slice(next, next + 80)}`)
    const [, closing, name = '', attributes = '', selfClosing] = match
    at = tag.lastIndex
    if (closing) {
      if (open.pop()?.name !== name || open.length === 0) throw new Error(`</${name}> closes nothing`)
      continue
    }
    const element: Element = { name, attributes: attributesOf(attributes), children: [], text: '' }
    top.children.push(element)
    if (!selfClosing) open.push(element)
  }
  const [element, ...others] = root.children
  if (!element || others.length > 0 || open.length > 1 || root.text.trim()) throw new Error('not exactly one element')
  return element
}

function attributesOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([\w.-]+)="([^"]*)"/g)].map(
    ([, name = '', value = '']) => [name, textOf(value)] as const,
  )
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw new Error(`an attribute twice: ${text}`)
  return Object.fromEntries(pairs)
}

function textOf(text: string): string {
  if (text.includes(']]>')) throw new Error(']]> in text')
  return text.replace(/&([^;&]*);|&/g, (reference, name: string | undefined) => {
    if (name?.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)))
    const character = entities[name ?? '']
    if (character === undefined) throw new Error(`an unknown reference: ${reference}`)
    return character
  })
}
