import { emptyOutline, type Outline } from '../outline.ts'
import type { Part, Written } from '../written.ts'
import { withoutDescription } from './description.ts'
import { from, trimmed } from './scanner.ts'
import { readCommand } from './styling.ts'

const command = /^(?:classDef|class|style)(?=\s)/

/**
 * Reads the commands of a diagram whose nodes are not read: every word of its other lines may be one, in quotes too.
 */
export function commands(written: Written): Outline {
  const outline = emptyOutline()
  const known = new Set<string>()
  for (const line of withoutDescription(written.lines).map(trimmed)) {
    const first = command.exec(line.text)?.[0]
    if (first) readCommand(outline, first, trimmed(from(line, first.length)))
    else readWords(line, known)
    outline.classUses.push(...classesIn(line))
  }
  outline.known = known
  return outline
}

function readWords({ text }: Part, known: Set<string>): void {
  for (const [word] of text.matchAll(/[\p{L}\p{N}_-]+/gu)) known.add(word)
  for (const [, quoted = ''] of text.matchAll(/"([^"]*)"/g)) known.add(quoted)
}

/** `:::warm`. */
function classesIn({ text, start }: Part): Part[] {
  return [...text.matchAll(/:::([\w-]+)/g)].map(({ 1: name = '', index }) => ({
    text: name,
    start: start + index + 3,
    end: start + index + 3 + name.length,
  }))
}
