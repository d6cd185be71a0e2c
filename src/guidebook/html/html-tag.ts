import type { Html, Nodes, Root } from 'mdast'
import type { Place } from '../../finding/finding.ts'
import { partitionPoint } from '../../text/partition-point.ts'
import { walk } from '../parse/node.ts'
import { type HtmlPart, htmlParts } from './html.ts'

/** A tag that opens in a page's raw HTML. */
export interface HtmlTag extends Place {
  name: string
  attributes: HtmlTagAttribute[]
  /** The text up to the next end tag of its name, as far as it stands in the same piece of HTML; kept for links alone. */
  text: string
}

/** An attribute as written: character references are decoded, nothing else is changed. */
export interface HtmlTagAttribute extends Place {
  name: string
  value: string
}

/** The tags of each piece of raw HTML of a page, each at its own place. `text` is what `tree` was parsed from. */
export function readTags(tree: Root, text: string): Map<Nodes, HtmlTag[]> {
  const tags = new Map<Nodes, HtmlTag[]>()
  let lines: string[] | undefined
  walk<Nodes>(tree, (node) => {
    if (node.type !== 'html' || !/<[a-z]/i.test(node.value)) return
    lines ??= text.split(/\r\n|\n|\r/)
    tags.set(node, tagsOf(node, lines))
  })
  return tags
}

/** The value of a tag's attribute. */
export function attributeOf(tag: HtmlTag, name: string): string | undefined {
  return tag.attributes.find((attribute) => attribute.name === name)?.value
}

function tagsOf(node: Html, lines: string[]): HtmlTag[] {
  const parts = htmlParts(node.value)
  const placeOf = placer(node, lines)
  return parts.flatMap((part, index): HtmlTag[] => {
    if (part.kind !== 'open') return []
    const attributes = part.attributes.map(({ name, value, ...range }) => ({ name, value, ...placeOf(range) }))
    return [{ name: part.name, attributes, text: part.name === 'a' ? textAfter(parts, index) : '', ...placeOf(part) }]
  })
}

/** A link ends at its end tag, or where the next one begins. */
function textAfter(parts: HtmlPart[], index: number): string {
  let text = ''
  for (let next = index + 1; next < parts.length; next++) {
    const part = parts[next]
    if (part?.kind === 'text') text += part.value
    else if (part?.name === 'a') break
  }
  return text
}

/**
 * Finds the place of a range of a node's value. In a quote or a list the value has lost the marks at the head of each
 * line, and of a tab that a list took a part of the rest is spaces. But a line ends as it does in the page, and the last
 * one where the node does, so columns are counted from there.
 */
function placer(node: Html, lines: string[]): (range: { start: number; end: number }) => Place {
  const { start, end } = node.position ?? { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } }
  const starts = [0, ...[...node.value.matchAll(/\r\n|\n|\r/g)].map(({ index, 0: { length } }) => index + length)]
  const columns = node.value.split(/\r\n|\n|\r/).map((value, index) => {
    const line = start.line + index
    const written = lines[line - 1] ?? ''
    if (index === 0 && written.startsWith(value, start.column - 1)) return start.column
    return (line === end.line ? end.column : written.length + 1) - value.length
  })
  const point = (offset: number) => {
    const index = lastAtMost(starts, offset)
    const column = (columns[index] ?? 1) + offset - (starts[index] ?? 0)
    return { line: start.line + index, column: Math.max(1, column) }
  }
  return (range) => {
    const [from, to] = [point(range.start), point(range.end)]
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
  }
}

/** The index of the last number that is not above `limit`, in an ascending list that begins with 0. */
function lastAtMost(numbers: number[], limit: number): number {
  return partitionPoint(numbers, (number) => number <= limit) - 1
}
