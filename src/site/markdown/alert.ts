import type { Element, ElementContent } from 'hast'
import { alertKinds } from '../../guidebook/parts/block.ts'
import { element } from './element.ts'

const marker = /^\[!([a-z]+)\][ \t]*(?:\r\n|\n|\r|$)/i

/** Turns a quote that begins with `[!NOTE]` or one of its like, alone on its line, into GitHub's alert. */
export function alert(quote: Element): Element {
  const paragraph = quote.children.find((child) => child.type === 'element')
  if (paragraph?.tagName !== 'p') return quote
  const [first, ...rest] = paragraph.children
  if (first?.type !== 'text') return quote
  const [written, name] = marker.exec(first.value) ?? []
  const kind = alertKinds.find((candidate) => candidate === name?.toLowerCase())
  if (kind === undefined || (written === first.value && rest.length > 0 && !isBreak(rest[0]))) return quote
  const body = withoutMarker(first.value.replace(marker, ''), rest)
  const others = quote.children.filter((child) => child !== paragraph)
  if (body.length === 0 && !others.some((child) => child.type === 'element')) return quote
  const title = element('p', { className: ['alert-title'] }, [kind.charAt(0).toUpperCase() + kind.slice(1)])
  return element('div', { className: ['alert', `alert-${kind}`], role: 'note' }, [title, ...body, ...others])
}

function isBreak(node: ElementContent | undefined): boolean {
  return node?.type === 'element' && node.tagName === 'br'
}

function withoutMarker(text: string, rest: ElementContent[]): ElementContent[] {
  const children = isBreak(rest[0]) ? rest.slice(1) : rest
  return text.trim() === '' && children.length === 0 ? [] : [element('p', {}, [text, ...children])]
}
