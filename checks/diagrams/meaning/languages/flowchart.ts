import { htmlLabel, nodeLabel } from '../label-kind.ts'
import { emptyOutline, type Outline } from '../outline.ts'
import { askList, isRecord } from '../store.ts'
import type { Part, Written } from '../written.ts'
import { kindIn, readChain, readShape } from './flowchart-chain.ts'
import { Scanner } from './scanner.ts'
import { readCommand, unquoted } from './styling.ts'

/** A word at the beginning of a statement, and not of an id such as `class-a`. */
const word = /(?:subgraph|end|direction|classDef|class|style|linkStyle|click|accTitle|accDescr)(?=[\s;:{]|$)/y
const header = /(?:flowchart-elk|flowchart|graph|swimlane-beta)\b[^\n;]*/y

/** Reads a flowchart; `undefined` where it is not understood as Mermaid does. */
export function flowchart(written: Written): Outline | undefined {
  const scanner = new Scanner(written)
  const outline = emptyOutline()
  const around: Part[] = []
  scanner.take(header)
  while (!scanner.done) {
    scanner.take(/[\s;]+/y)
    const start = scanner.at
    const command = scanner.take(word)
    const before = outline.mentions.length
    const inside = around.at(-1)
    if (command) readStatement(scanner, outline, command.text, around)
    else readChain(scanner, outline)
    for (const mention of outline.mentions.slice(before)) if (inside) mention.inside = inside
    if (scanner.at === start && !scanner.done) return undefined
  }
  return agrees(outline, written.db) ? outline : undefined
}

function readStatement(scanner: Scanner, outline: Outline, command: string, around: Part[]): void {
  if (command === 'end') {
    around.pop()
    return
  }
  if (command === 'accDescr' && scanner.take(/\s*\{[^}]*\}/y)) return
  if (command === 'accTitle' || command === 'accDescr') {
    scanner.take(/[^\n]*/y)
    return
  }
  if (command === 'subgraph') around.push(readSubgraph(scanner, outline))
  else if (command === 'direction') scanner.rest()
  else if (command === 'linkStyle') outline.styles.push({ ...scanner.rest(), command })
  else readCommand(outline, command, scanner.rest())
}

/** `subgraph id [title]`, `subgraph "title"` or `subgraph title`. */
function readSubgraph(scanner: Scanner, outline: Outline): Part {
  scanner.take(/[^\S\n]+/y)
  const id = scanner.take(/[^\s;"[]+(?=[^\S\n]*\[)/y)
  if (!id) {
    const title = scanner.rest()
    const isId = /^[^\s"]+$/.test(title.text)
    if (isId) outline.mentions.push({ ...title, declared: true, group: true })
    outline.labels.push({ ...unquoted(title), kind: isId ? { ...nodeLabel, bare: true } : kindIn(title, nodeLabel) })
    return title
  }
  scanner.take(/[^\S\n]+/y)
  const label = readShape(scanner, htmlLabel)
  if (label) outline.labels.push(label)
  outline.mentions.push({ ...id, declared: true, group: true, ...(label && { label }) })
  return id
}

/**
 * Whether the same nodes were seen that Mermaid has; a `style` makes one too. Ids of links, which `e1@{ … }` is about,
 * are none.
 */
function agrees(outline: Outline, db: unknown): boolean {
  const { vertices, edges } = isRecord(db) ? db : {}
  if (!(vertices instanceof Map) || !Array.isArray(edges)) return false
  outline.known = new Set([...edges, ...askList(db, 'getSubGraphs')].filter(isRecord).map(({ id }) => String(id)))
  outline.mentions = outline.mentions.filter(
    ({ text, group }) => group || vertices.has(text) || !outline.known.has(text),
  )
  const seen = new Set(outline.mentions.map(({ text }) => text))
  const groups = new Set(outline.mentions.filter(({ group }) => group).map(({ text }) => text))
  const styled = new Set(outline.targets.filter(({ command }) => command === 'style').map(({ text }) => text))
  const known = [...vertices.keys()].map(String)
  return (
    known.every((id) => seen.has(id) || styled.has(id)) && [...seen].every((id) => groups.has(id) || vertices.has(id))
  )
}
