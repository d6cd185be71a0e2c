import { type DiagramSource, withoutDescription } from '../source/diagram-source.ts'
import { namedGroups, partFrom, splitPart, type TextPart, trimPart, wordsIn } from '../source/text-part.ts'
import { emptyOutline, type Outline } from './outline.ts'

/**
 * Reads what commands of several languages have in common, `classDef hot,warm fill:#f00`, `class A,B hot`,
 * `style A fill:#f00` and `click A …`; given what follows the command's word.
 */
export function readCommand(outline: Outline, command: string, rest: TextPart): void {
  const [first = rest, second] = wordsIn(rest)
  if (command === 'classDef') {
    outline.classes.push(...listItems(first))
    readStyle(outline, command, rest, first)
  } else if (command === 'class' || command === 'cssClass') {
    readClass(outline, command, rest)
  } else if (command === 'style') {
    outline.targets.push(...listItems(first).map((name) => ({ ...name, command })))
    readStyle(outline, command, rest, first)
  } else if (second) {
    outline.targets.push({ ...first, command })
  }
}

const item = '(?:"[^"]*"|[^\\s,;]+)'
const list = `${item}(?:\\s*,\\s*${item})*`
const given = new RegExp(`^(?<nodes>${list})\\s+(?<classes>${list})\\s*;?$`, 'd')

/** Nodes and classes may stand apart, `A, B hot, bold`: a blank without a comma is between the two lists. */
function readClass(outline: Outline, command: string, rest: TextPart): void {
  const { nodes, classes } = namedGroups(given, rest) ?? {}
  if (!nodes || !classes) return
  outline.targets.push(...listItems(unquoted(nodes)).map((name) => ({ ...name, command })))
  outline.classUses.push(...listItems(classes))
}

function readStyle(outline: Outline, command: string, rest: TextPart, first: TextPart): void {
  outline.styles.push({ ...trimPart(partFrom(rest, first.end - rest.start)), command })
}

export function listItems(part: TextPart): TextPart[] {
  return splitPart(part, ',').filter(({ text }) => text !== '')
}

/** What stands between quotes or between those and the backticks within, or the part itself. */
export function unquoted(part: TextPart): TextPart {
  return between(between(part, '"'), '`')
}

function between(part: TextPart, sign: string): TextPart {
  const isBetween = part.text.length >= 2 && part.text.startsWith(sign) && part.text.endsWith(sign)
  return isBetween ? { text: part.text.slice(1, -1), start: part.start + 1, end: part.end - 1 } : part
}

const command = /^(?:classDef|class|style)(?=\s)/

/**
 * Reads the commands of a diagram whose nodes are not read: every word of its other lines may be one, in quotes too.
 */
export function commands(source: DiagramSource): Outline {
  const outline = emptyOutline()
  const known = new Set<string>()
  for (const line of withoutDescription(source.lines).map(trimPart)) {
    const first = command.exec(line.text)?.[0]
    if (first) readCommand(outline, first, trimPart(partFrom(line, first.length)))
    else readWords(line, known)
    outline.classUses.push(...classesIn(line))
  }
  outline.known = known
  return outline
}

function readWords({ text }: TextPart, known: Set<string>): void {
  for (const [word] of text.matchAll(/[\p{L}\p{N}_-]+/gu)) known.add(word)
  for (const [, quoted = ''] of text.matchAll(/"([^"]*)"/g)) known.add(quoted)
}

/** `:::warm`. */
function classesIn({ text, start }: TextPart): TextPart[] {
  return [...text.matchAll(/:::([\w-]+)/g)].map(({ 1: name = '', index }) => ({
    text: name,
    start: start + index + 3,
    end: start + index + 3 + name.length,
  }))
}
