import type { Element, ElementContent } from 'hast'
import type { Parents, TableRow } from 'mdast'
import type { State } from 'mdast-util-to-hast'
import { alertKinds } from '../../guidebook/parts/block.ts'
import { isShortWord } from './code.ts'
import { element, textContent } from './element.ts'

const marker = /^\[!([a-z]+)\][ \t]*(?:\r\n|\n|\r|$)/i

/** Turns a quote that begins with `[!NOTE]` or one of its like, alone on its line, into GitHub's alert. */
export function alert(quote: Element): Element {
  const paragraph = quote.children.find((child) => child.type === 'element')
  if (paragraph?.tagName !== 'p') return quote
  const [first, ...rest] = paragraph.children
  if (first?.type !== 'text') return quote
  const [written, name] = marker.exec(first.value) ?? []
  const kind = alertKinds.find((candidate) => candidate === name?.toLowerCase())
  // Behind a marker that ends its text without the end of its line comes more of that line.
  const isAlone = written !== first.value || /[\r\n]$/.test(written) || rest.length === 0 || isBreak(rest[0])
  if (kind === undefined || !isAlone) return quote
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

const longestLabel = 120

/** Names the checkbox of a task after what is to be done, for readers who hear the page. */
export function task(item: Element): Element {
  const isTask = Array.isArray(item.properties.className) && item.properties.className.includes('task-list-item')
  if (!isTask) return item
  const ariaLabel = textContent(item).replace(/\s+/g, ' ').trim().slice(0, longestLabel) || 'Task'
  const named = (node: Element['children'][number]): Element['children'][number] => {
    if (node.type !== 'element') return node
    if (node.tagName === 'input') return element('input', { ...node.properties, ariaLabel })
    return node.tagName === 'p' ? { ...node, children: node.children.map(named) } : node
  }
  return { ...item, children: item.children.map(named) }
}

/** An image that stands alone and has a title is a figure, and the title its caption. */
export function captioned(paragraph: Element): Element {
  const [image, ...others] = paragraph.children.filter((child) => child.type !== 'text' || child.value.trim() !== '')
  if (others.length > 0 || image?.type !== 'element' || image.tagName !== 'img') return paragraph
  const { title, ...properties } = image.properties
  if (typeof title !== 'string' || title.trim() === '') return paragraph
  const caption = element('figcaption', {}, [title])
  return element('figure', { className: ['image'] }, [element('img', properties), caption])
}

/** As on GitHub, a table is not filled up with empty cells beyond a number that no table reaches. */
const mostCells = 500_000

/** A name of up to this many characters stays on one line at the beginning of a row, on a phone too. */
const longestName = 16

/** A table scrolls inside its own box. */
export function tableBox(table: Element): Element {
  for (const row of table.children.flatMap(elementsIn)) {
    const [first] = elementsIn(row)
    if (!first || 'className' in first.properties) continue
    if (isShortWord(textContent(first).trim(), longestName)) first.properties.className = ['short']
  }
  return element('div', { className: ['table'] }, [table])
}

function elementsIn(node: ElementContent): Element[] {
  return node.type === 'element' ? node.children.filter((child) => child.type === 'element') : []
}

/**
 * A row of a Markdown table: cells that are missing are added, those that are too many are left out. It differs from
 * mdast-util-to-hast's own in its time, which there grows with the square of the rows, and in `mostCells`.
 */
export function tableRow(state: State, row: TableRow, parent: Parents | undefined): Element {
  const table = parent?.type === 'table' ? parent : undefined
  const align = table?.align ?? []
  const isFilled = align.length * (table?.children.length ?? 1) <= mostCells
  const length = isFilled ? align.length : Math.min(align.length, row.children.length)
  const name = table?.children[0] === row ? 'th' : 'td'
  const cells = Array.from({ length }, (_, index) => {
    const cell = row.children[index]
    const side = align[index]
    return element(name, side ? { align: side } : {}, cell ? state.all(cell) : [])
  })
  return element('tr', {}, state.wrap(cells, true))
}
