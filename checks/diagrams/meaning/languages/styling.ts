import type { Outline } from '../outline.ts'
import type { Part } from '../written.ts'
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

/** The nodes may stand apart, `A, B`; the last word is the class. */
function readClass(outline: Outline, command: string, rest: Part): void {
  const all = words(rest)
  const last = all.at(-1)
  if (!last || all.length < 2) return
  const nodes = trimmed({ text: rest.text.slice(0, last.start - rest.start), start: rest.start, end: last.start })
  outline.targets.push(...names(unquoted(nodes)).map((name) => ({ ...name, command })))
  outline.classUses.push(...names({ ...last, text: last.text.replace(/;$/, '') }))
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
