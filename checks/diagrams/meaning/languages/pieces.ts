import type { Part } from '../written.ts'

export type Pieces = Record<string, Part | undefined>

/** The named groups of a pattern with the flag `d`, each with its place; `undefined` where it does not match. */
export function pieces(pattern: RegExp, part: Part): Pieces | undefined {
  const match = pattern.exec(part.text)
  const places = match?.indices?.groups ?? {}
  if (!match) return undefined
  const found: Pieces = {}
  for (const [name, text] of Object.entries(match.groups ?? {})) {
    const place = places[name]
    if (place && text !== undefined) found[name] = { text, start: part.start + place[0], end: part.start + place[1] }
  }
  return found
}
