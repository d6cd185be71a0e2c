import { callStoreList, isObject } from '../mermaid/store.ts'
import type { DiagramSource } from '../source/diagram-source.ts'
import { type TextPart, trimPart } from '../source/text-part.ts'
import {
  emptyOutline,
  htmlLabel,
  type Label,
  type LabelKind,
  markdownLabel,
  type NodeMention,
  nodeLabel,
  type Outline,
} from './outline.ts'
import { readCommand, unquoted } from './style-commands.ts'

/** A word at the beginning of a statement, and not of an id such as `class-a`. */
const word = /(?:subgraph|end|direction|classDef|class|style|linkStyle|click|accTitle|accDescr)(?=[\s;:{]|$)/y
const header = /(?:flowchart-elk|flowchart|graph|swimlane-beta)\b[^\n;]*/y

/** Reads a flowchart; `undefined` where it is not understood as Mermaid does. */
export function flowchart(source: DiagramSource): Outline | undefined {
  const scanner = new Scanner(source)
  const outline = emptyOutline()
  const around: TextPart[] = []
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
  return agrees(outline, source.store) ? outline : undefined
}

function readStatement(scanner: Scanner, outline: Outline, command: string, around: TextPart[]): void {
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
function readSubgraph(scanner: Scanner, outline: Outline): TextPart {
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
  const { vertices, edges } = isObject(db) ? db : {}
  if (!(vertices instanceof Map) || !Array.isArray(edges)) return false
  outline.known = new Set([...edges, ...callStoreList(db, 'getSubGraphs')].filter(isObject).map(({ id }) => String(id)))
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

/** Reads a diagram's text from its beginning, token by token. */
class Scanner {
  at = 0
  readonly #source: DiagramSource

  constructor(source: DiagramSource) {
    this.#source = source
  }

  get text(): string {
    return this.#source.text
  }

  get done(): boolean {
    return this.at >= this.text.length
  }

  /** What a pattern with the flag `y` matches here, if it does; the scanner goes on behind it. */
  take(pattern: RegExp): TextPart | undefined {
    pattern.lastIndex = this.at
    const match = pattern.exec(this.text)?.[0]
    if (match === undefined) return undefined
    const part = this.#source.part(this.at, this.at + match.length)
    this.at = part.end
    return part
  }

  part(start: number, end: number): TextPart {
    return this.#source.part(start, end)
  }

  /** Up to the end of the statement: a line break, or `;` outside of quotes. */
  rest(): TextPart {
    const start = this.at
    this.take(/(?:"[^"\n]*"|[^\n;"]|"(?![^"\n]*"))*/y)
    return trimPart(this.part(start, this.at))
  }
}

const id = /(?:[\p{L}\p{N}!#$%'*+.`?\\_/]|-(?=[^>\-.])|=(?!=))+/uy
const edgeId = /[^\s"[\](){}|;&]+@(?=[^{"\s])/y
const wholeLink = /[xo<]?--+[-xo>]|[xo<]?==+[=xo>]|[xo<]?-?\.+-[xo>]?|~~~+/y
const beginnings = [
  { begin: /[xo<]?--/y, end: /--+[-xo>]/y },
  { begin: /[xo<]?==/y, end: /==+[=xo>]/y },
  { begin: /[xo<]?-\./y, end: /\.+-[xo>]?/y },
]

/** A text in quotes of YAML. */
const stringLabel: LabelKind = { ...markdownLabel, escapes: true }

/** A text between quotes and backticks is Markdown. */
function kindIn({ text }: TextPart, kind: LabelKind): LabelKind {
  return /^"\s*`[\s\S]*`\s*"$/.test(text) ? markdownLabel : kind
}

function arrowLabel(part: TextPart): Label {
  const label = trimPart(part)
  return { ...unquoted(label), kind: kindIn(label, htmlLabel) }
}

/** Reads nodes and the links between them, `A["x"]:::hot & B -->|y| C`, up to the end of the statement. */
function readChain(scanner: Scanner, outline: Outline): void {
  for (;;) {
    scanner.take(/[^\S\n]+/y)
    if (scanner.take(/&/y)) continue
    if (readLink(scanner, outline)) continue
    if (readNode(scanner, outline)) continue
    return
  }
}

function readNode(scanner: Scanner, outline: Outline): boolean {
  const name = scanner.take(id)
  if (!name) return false
  const mention: NodeMention = { ...name }
  outline.mentions.push(mention)
  const shape = readShape(scanner, nodeLabel)
  if (shape) outline.labels.push(shape)
  const label = shape ?? readShapeData(scanner, outline)
  if (label) mention.label = label
  if (scanner.take(/:::/y)) {
    const use = scanner.take(/[^\s;&,:[\](){}|]+?(?=[\s;&,]|(?:[-=~.<]{2})|$)/y)
    if (use) outline.classUses.push(use)
  }
  return true
}

/** `A@{ shape: rect, label: "text" }`. */
function readShapeData(scanner: Scanner, outline: Outline): TextPart | undefined {
  const data = scanner.take(/@\{(?:"[^"]*"|[^}"])*\}/y)
  const found = data && /\blabel:\s*("[^"]*"|[^,}\n]*)/.exec(data.text)
  const value = found?.[1]
  if (!found || value === undefined) return undefined
  const start = data.start + found.index + found[0].length - value.length
  const label = unquoted(trimPart(scanner.part(start, start + value.length)))
  outline.labels.push({ ...label, kind: value.startsWith('"') ? stringLabel : { ...markdownLabel, breaks: true } })
  return label
}

/** The label of a node, between whatever brackets it has. */
function readShape(scanner: Scanner, kind: LabelKind): Label | undefined {
  const open = scanner.take(/[[({>]/y)
  if (!open) return undefined
  let depth = 1
  while (depth > 0) {
    const token = scanner.take(/"[^"]*"|[^"[\](){}]+|[\s\S]/y)
    if (!token) break
    if (/^[[({]$/.test(token.text)) depth++
    else if (/^[\])}]$/.test(token.text)) depth--
  }
  return inner(scanner.part(open.start, scanner.at), kind)
}

/** What stands between the brackets and the quotes. */
function inner(shape: TextPart, kind: LabelKind): Label {
  const open = /^(?:\[\[|\[\/|\[\\|\[\(|\[\||\(\(\(|\(\(|\(\[|\(-|\{\{|[[({>])/.exec(shape.text)?.[0].length ?? 0
  const close = /(?:\]\]|[/\\]\]|\)\]|\|\]|\)\)\)|\)\)|\]\)|-\)|\}\}|[\])}])$/.exec(shape.text)?.[0].length ?? 0
  const end = Math.max(open, shape.text.length - close)
  const text = shape.text.slice(open, end)
  const label = trimPart({ text, start: shape.start + open, end: shape.start + end })
  return { ...unquoted(label), kind: kindIn(label, kind) }
}

function readLink(scanner: Scanner, outline: Outline): boolean {
  const start = scanner.at
  scanner.take(edgeId)
  if (scanner.take(wholeLink) || readWrittenLink(scanner, outline)) {
    scanner.take(/\s*(?=\|)/y)
    const text = scanner.take(/\|(?:"[^"]*"|[^|"])*\|/y)
    if (text) outline.labels.push(arrowLabel(scanner.part(text.start + 1, text.end - 1)))
    // The next node may stand on the next line.
    scanner.take(/\s+/y)
    return true
  }
  scanner.at = start
  return false
}

/** `-- text -->`. */
function readWrittenLink(scanner: Scanner, outline: Outline): boolean {
  for (const { begin, end } of beginnings) {
    const start = scanner.at
    const first = scanner.take(begin)
    if (!first) continue
    const last = upTo(scanner, end)
    if (last) {
      outline.labels.push(arrowLabel(scanner.part(first.end, last.start)))
      return true
    }
    scanner.at = start
  }
  return false
}

function upTo(scanner: Scanner, end: RegExp): TextPart | undefined {
  while (!scanner.done) {
    const found = scanner.take(end)
    if (found) return found
    if (!scanner.take(/"[^"]*"|[^"\-=.\n]+|./y)) return undefined
  }
  return undefined
}
