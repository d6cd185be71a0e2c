import type { Paragraph, PhrasingContent } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import type { Place } from '../../finding/finding.ts'
import { placeOf } from '../parse/syntax.ts'

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
