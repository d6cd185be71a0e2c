import type { Outline } from '../outline.ts'
import type { Part } from '../written.ts'
import { pieces } from './pieces.ts'
import { from, split, trimmed, words } from './scanner.ts'

/**
 * Reads what commands of several languages have in common, `classDef hot,warm fill:#f00`, `class A,B hot`,
 * `style A fill:#f00` and `click A …`; given what follows the command's word.
 */
export function readCommand(outline: Outline, command: string, rest: Part): void {
  const [first = rest, second] = words(rest)
  if (command === 'classDef') {
    outline.classes.push(...names(first))
    readStyle(outline, command, rest, first)
  } else if (command === 'class' || command === 'cssClass') {
    readClass(outline, command, rest)
  } else if (command === 'style') {
    outline.targets.push(...names(first).map((name) => ({ ...name, command })))
    readStyle(outline, command, rest, first)
  } else if (second) {
    outline.targets.push({ ...first, command })
  }
}

const item = '(?:"[^"]*"|[^\\s,;]+)'
const list = `${item}(?:\\s*,\\s*${item})*`
const given = new RegExp(`^(?<nodes>${list})\\s+(?<classes>${list})\\s*;?$`, 'd')

/** Nodes and classes may stand apart, `A, B hot, bold`: a blank without a comma is between the two lists. */
function readClass(outline: Outline, command: string, rest: Part): void {
  const { nodes, classes } = pieces(given, rest) ?? {}
  if (!nodes || !classes) return
  outline.targets.push(...names(unquoted(nodes)).map((name) => ({ ...name, command })))
  outline.classUses.push(...names(classes))
}

function readStyle(outline: Outline, command: string, rest: Part, first: Part): void {
  outline.styles.push({ ...trimmed(from(rest, first.end - rest.start)), command })
}

export function names(part: Part): Part[] {
  return split(part, ',').filter(({ text }) => text !== '')
}

/** What stands between quotes or between those and the backticks within, or the part itself. */
export function unquoted(part: Part): Part {
  return between(between(part, '"'), '`')
}

function between(part: Part, sign: string): Part {
  const isBetween = part.text.length >= 2 && part.text.startsWith(sign) && part.text.endsWith(sign)
  return isBetween ? { text: part.text.slice(1, -1), start: part.start + 1, end: part.end - 1 } : part
}
