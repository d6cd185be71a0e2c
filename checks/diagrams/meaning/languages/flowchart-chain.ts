import { htmlLabel, type LabelKind, markdownLabel, nodeLabel } from '../label-kind.ts'
import type { Label, NodeMention, Outline } from '../outline.ts'
import type { Part } from '../written.ts'
import { type Scanner, trimmed } from './scanner.ts'
import { unquoted } from './styling.ts'

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
export function kindIn({ text }: Part, kind: LabelKind): LabelKind {
  return /^"\s*`[\s\S]*`\s*"$/.test(text) ? markdownLabel : kind
}

function arrowLabel(part: Part): Label {
  const label = trimmed(part)
  return { ...unquoted(label), kind: kindIn(label, htmlLabel) }
}

/** Reads nodes and the links between them, `A["x"]:::hot & B -->|y| C`, up to the end of the statement. */
export function readChain(scanner: Scanner, outline: Outline): void {
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
function readShapeData(scanner: Scanner, outline: Outline): Part | undefined {
  const data = scanner.take(/@\{(?:"[^"]*"|[^}"])*\}/y)
  const found = data && /\blabel:\s*("[^"]*"|[^,}\n]*)/.exec(data.text)
  const value = found?.[1]
  if (!found || value === undefined) return undefined
  const start = data.start + found.index + found[0].length - value.length
  const label = unquoted(trimmed(scanner.part(start, start + value.length)))
  outline.labels.push({ ...label, kind: value.startsWith('"') ? stringLabel : { ...markdownLabel, breaks: true } })
  return label
}

/** The label of a node, between whatever brackets it has. */
export function readShape(scanner: Scanner, kind: LabelKind): Label | undefined {
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
function inner(shape: Part, kind: LabelKind): Label {
  const open = /^(?:\[\[|\[\/|\[\\|\[\(|\[\||\(\(\(|\(\(|\(\[|\(-|\{\{|[[({>])/.exec(shape.text)?.[0].length ?? 0
  const close = /(?:\]\]|[/\\]\]|\)\]|\|\]|\)\)\)|\)\)|\]\)|-\)|\}\}|[\])}])$/.exec(shape.text)?.[0].length ?? 0
  const end = Math.max(open, shape.text.length - close)
  const text = shape.text.slice(open, end)
  const label = trimmed({ text, start: shape.start + open, end: shape.start + end })
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

function upTo(scanner: Scanner, end: RegExp): Part | undefined {
  while (!scanner.done) {
    const found = scanner.take(end)
    if (found) return found
    if (!scanner.take(/"[^"]*"|[^"\-=.\n]+|./y)) return undefined
  }
  return undefined
}
