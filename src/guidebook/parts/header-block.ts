import type { Blockquote, Paragraph, PhrasingContent, Root } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import type { Place } from '../../finding/finding.ts'
import { placeOf } from '../parse/node.ts'
import { breadcrumbNode, isPassedOver } from './breadcrumb.ts'

/** One field of a header block, as plain data. */
export interface HeaderField extends Place {
  key: string
  /** The value without its markup. */
  text: string
  links: { text: string; url: string }[]
}

/** A header block, with what is on its lines. */
export interface HeaderBlock {
  node: Paragraph | Blockquote
  lines: HeaderLine[]
}

/** The block right under the H1 (a breadcrumb line may stand between) whose lines are `**Key:** value`. */
export function headerBlock(tree: Root, breadcrumb = breadcrumbNode(tree)): HeaderBlock | undefined {
  const title = tree.children.findIndex((node) => node.type === 'heading' && node.depth === 1)
  const node = tree.children.slice(title + 1).find((child) => child !== breadcrumb && !isPassedOver(child))
  if (node?.type !== 'paragraph' && node?.type !== 'blockquote') return undefined
  const lines = headerLines(paragraphsOf(node))
  return lines.length > 0 && isHeader(lines) ? { node, lines } : undefined
}

/** The header block of a page as data; empty where there is none. `text` is what its tree was parsed from. */
export function readHeader(block: HeaderBlock | undefined, text: string): HeaderField[] {
  const lines = block?.lines ?? []
  let written: string[] | undefined
  const lineOf = (line: number) => {
    written ??= text.split(/\r\n|\n|\r/)
    return written[line - 1] ?? ''
  }
  return lines.map(({ key, keyPlace, value, end }) => ({
    key,
    text: valueText(value),
    links: value.flatMap((node) => (node.type === 'link' ? [{ text: textOf(node), url: node.url }] : [])),
    ...keyPlace,
    endLine: end.line,
    // Without a column the value goes to the end of its line; a hard break is not a part of it.
    endColumn: end.column ?? lineOf(end.line).replace(/\s*\\?$/, '').length + 1,
  }))
}

/** The value of a field, by its name without regard to case. */
export function headerValue(fields: HeaderField[], key: string): string | undefined {
  return fields.find((field) => field.key.toLowerCase() === key.toLowerCase())?.text || undefined
}

/** A quote that holds more than paragraphs is no header block. */
function paragraphsOf(node: Paragraph | Blockquote): Paragraph[] {
  if (node.type === 'paragraph') return [node]
  const paragraphs = node.children.filter((child) => child.type === 'paragraph')
  return paragraphs.length === node.children.length ? paragraphs : []
}

/** The fields that the head of a page understands, with what it makes of them: the manual's table is made from it. */
export const headerFields = {
  Status: 'A chip, coloured by its sign or its words; also on the cards that lead to the page',
  'Last Updated': 'The date, as you wrote it',
  Owner: 'Whoever keeps the page right; may be a link',
  Upstream: 'What a reader should know before this page',
  Downstream: 'Where the page leads',
  Related: 'What stands beside it',
} as const

export type HeaderFieldName = keyof typeof headerFields

const understood = new Set(Object.keys(headerFields).map((name) => name.toLowerCase()))

/** Whether a field is one that the head of a page understands. */
export function isHeaderField(key: string): boolean {
  return understood.has(key.toLowerCase())
}

const remarks = /^(?:note|tip|important|warning|caution|attention|danger|info|remark|hint|nb|tl;?dr|summary)$/i
/** Keys that tell a fact of an alert or of its page in any runbook, so that what follows one is no text. */
const facts =
  /^(?:(?:alert )?severity|priority|impact|urgency|alert(?: ?name)?|team|service|component|environment|author|authors|contact|escalation|on[- ]call|pager|slack|reviewed|reviewers?|version|date|tags?|labels?)$/i
/** In characters: what stands on one line, and what wraps on the next ones. */
const shortValue = 120
const wrappedValue = 300

/**
 * `**Note:** this runbook is for …` is the beginning of the text, not a fact about the page. So where no key is one
 * that Waymark understands, no key may announce a remark, and a value has to be short; one that wraps stands among
 * others that do not, or behind a key that tells a fact in any runbook.
 */
function isHeader(lines: HeaderLine[]): boolean {
  if (lines.some(({ key }) => isHeaderField(key))) return true
  if (lines.some(({ key }) => remarks.test(key))) return false
  const long = lines.filter(({ value }) => valueText(value).length > shortValue)
  if (long.some(({ value }) => valueText(value).length > wrappedValue)) return false
  return long.length * 2 < lines.length || long.every(({ key }) => facts.test(key))
}

function valueText(nodes: PhrasingContent[]): string {
  return nodes
    .map((node) => textOf(node, { includeHtml: false }))
    .join('')
    .trim()
}

/** One `**Key:** value` line of a header block, with the nodes that make up its value. */
export interface HeaderLine {
  key: string
  keyPlace: Place
  value: PhrasingContent[]
  /** Where the value ends; without a column, at the end of the line. */
  end: { line: number; column?: number }
}

/** What stands on one line, and where that ends. */
interface Line {
  nodes: PhrasingContent[]
  end: HeaderLine['end']
}

const keyPattern = /^([\p{L}\p{N}][\p{L}\p{N} _/&()-]{0,38}):$/u

/** Every line begins with a key, or continues the value before it; none where the first does not. */
export function headerLines(paragraphs: Paragraph[]): HeaderLine[] {
  const lines: HeaderLine[] = []
  for (const { nodes, end } of paragraphs.flatMap(({ children }) => splitLines(children))) {
    const line = keyed(nodes, end)
    const previous = lines.at(-1)
    if (line) lines.push(line)
    else if (!previous) return []
    else {
      previous.value.push({ type: 'text', value: ' ' }, ...nodes)
      previous.end = end
    }
  }
  return lines
}

/** `**Key:** value` and `**Key**: value`. */
function keyed(nodes: PhrasingContent[], end: HeaderLine['end']): HeaderLine | undefined {
  const [first, second, ...rest] = nodes
  if (first?.type !== 'strong') return undefined
  const name = textOf(first).trim()
  const keyPlace = placeOf(first)
  const inside = keyPattern.exec(name)?.[1]
  if (inside !== undefined) {
    return { key: inside.trim(), keyPlace, value: second ? [trimmed(second), ...rest] : rest, end }
  }
  if (second?.type !== 'text' || !/^\s?:/.test(second.value)) return undefined
  const outside = keyPattern.exec(`${name}:`)?.[1]
  if (outside === undefined) return undefined
  const value = [trimmed({ ...second, value: second.value.replace(/^\s?:/, '') }), ...rest]
  return { key: outside.trim(), keyPlace, value, end }
}

function trimmed(node: PhrasingContent): PhrasingContent {
  return node.type === 'text' ? { ...node, value: node.value.trimStart() } : node
}

/** Cuts inline content at soft and hard line breaks, written in Markdown or as `<br>`. */
function splitLines(nodes: PhrasingContent[]): Line[] {
  let line: Line = { nodes: [], end: { line: 1 } }
  const lines = [line]
  const begin = () => {
    line = { nodes: [], end: { line: 1 } }
    lines.push(line)
  }
  for (const node of nodes) {
    if (node.type === 'break' || isBreak(node)) begin()
    else if (node.type !== 'text') add(line, node, placeOf(node))
    else {
      const first = placeOf(node).line
      const pieces = node.value.split(/\r\n|\n|\r/)
      for (const [index, value] of pieces.entries()) {
        if (index > 0) begin()
        const isWhole = pieces.length === 1
        if (value !== '') add(line, { ...node, value }, isWhole ? placeOf(node) : { endLine: first + index })
      }
    }
  }
  return lines.filter(({ nodes: { length } }) => length > 0)
}

function add(line: Line, node: PhrasingContent, { endLine, endColumn }: { endLine: number; endColumn?: number }): void {
  if (line.nodes.length === 0 && node.type === 'text' && node.value.trim() === '') return
  line.nodes.push(node)
  line.end = { line: endLine, ...(endColumn !== undefined && { column: endColumn }) }
}

function isBreak(node: PhrasingContent): boolean {
  return node.type === 'html' && /^<br\s*\/?>$/i.test(node.value)
}
