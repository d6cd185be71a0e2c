/** The YAML between lines of `---` at the head of a diagram; offsets in the text that it was found in. */
export interface FrontMatter {
  /** Blanks before the first `---`, which are taken off each line. */
  indent: string
  bodyStart: number
  bodyEnd: number
  /** Where the diagram goes on. */
  end: number
}

const blank = /\s/

/**
 * Finds the frontmatter as Mermaid does, in a text whose lines end with `\n`; a line that begins with `---` closes it.
 * Source: `matchFrontMatter` of Mermaid 12.3.0.
 */
export function findFrontMatter(text: string): FrontMatter | undefined {
  const indent = /^[^\S\n\r]*/.exec(text)?.[0] ?? ''
  if (!text.startsWith('---', indent.length)) return undefined
  const openings = lineBreaksFrom(text, indent.length + 3)
  const first = openings[0]
  if (first === undefined) return undefined
  const fence = `\n${indent}---`
  const closings = closingsFrom(text, first + 1, fence)
  const last = closings.at(-1)
  if (last === undefined) return undefined
  const opening = openings.findLast((offset) => offset < last) ?? first
  const closing = closings.find((offset) => offset > opening)
  if (closing === undefined) return undefined
  const end = (lineBreaksFrom(text, closing + fence.length).at(-1) ?? closing) + 1
  return { indent, bodyStart: opening + 1, bodyEnd: closing, end }
}

/** Each line break that alone ends a closing line. */
function closingsFrom(text: string, start: number, fence: string): number[] {
  const found: number[] = []
  for (let at = text.indexOf(fence, start); at !== -1; at = text.indexOf(fence, at + 1)) {
    if (lineBreaksFrom(text, at + fence.length).length > 0) found.push(at)
  }
  return found
}

/** The line breaks among the blanks that follow. */
function lineBreaksFrom(text: string, start: number): number[] {
  const found: number[] = []
  for (let at = start; at < text.length && blank.test(text.charAt(at)); at++) if (text[at] === '\n') found.push(at)
  return found
}
