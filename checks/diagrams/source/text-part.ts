/** A part of a diagram's text; offsets in that text, the end exclusive. */
export interface TextPart {
  text: string
  start: number
  end: number
}

export function trimPart({ text, start }: TextPart): TextPart {
  const first = start + text.length - text.trimStart().length
  const inner = text.trim()
  return { text: inner, start: first, end: first + inner.length }
}

/** The parts between separators, trimmed. */
export function splitPart(part: TextPart, separator: string): TextPart[] {
  let at = part.start
  return part.text.split(separator).map((text) => {
    const piece = trimPart({ text, start: at, end: at + text.length })
    at += text.length + separator.length
    return piece
  })
}

/** The words of a part. */
export function wordsIn({ text, start }: TextPart): TextPart[] {
  return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
    text: word,
    start: start + index,
    end: start + index + word.length,
  }))
}

/** From a part's offset on. */
export function partFrom({ text, start, end }: TextPart, offset: number): TextPart {
  return { text: text.slice(offset), start: start + offset, end }
}

export type NamedGroups = Record<string, TextPart | undefined>

/** The named groups of a pattern with the flag `d`, each with its place; `undefined` where it does not match. */
export function namedGroups(pattern: RegExp, part: TextPart): NamedGroups | undefined {
  const match = pattern.exec(part.text)
  const places = match?.indices?.groups ?? {}
  if (!match) return undefined
  const found: NamedGroups = {}
  for (const [name, text] of Object.entries(match.groups ?? {})) {
    const place = places[name]
    if (place && text !== undefined) found[name] = { text, start: part.start + place[0], end: part.start + place[1] }
  }
  return found
}
