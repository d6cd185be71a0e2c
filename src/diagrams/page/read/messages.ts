import { readable } from '../theme/legible.ts'

/** A text of a stranger as a message may show it: one line, without signs that steer, and not long. */
export function shortText(text: string, limit: number): string {
  const line = text.replace(/[\s\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]+/gu, ' ').trim()
  return line.length > limit ? `${line.slice(0, limit - 1).toWellFormed()}…` : line
}

export const noImages = 'Unexpected image, expected shapes and text: nothing is fetched while drawing'

/** Text that stays faint whatever its colour: most of it was made transparent. */
export function faintText(text: string, reached: number): string {
  return `Unexpected contrast of ${reached.toFixed(1)}:1 of \`${shortText(text, 80)}\` in the picture, expected ${readable}:1 or more`
}

/** What Mermaid said when it could not draw: its first line, and where that only announces, its last one too. */
export function failureOf(error: unknown): string {
  if (error instanceof DOMException && error.name === 'EncodingError') return noImages
  const said = error instanceof Error ? error.message : String(error)
  const lines = said.split('\n').filter((part) => part.trim() !== '')
  const line = lines.length > 1 && lines[0]?.trim().endsWith(':') ? `${lines[0]} ${lines.at(-1)}` : (lines[0] ?? '')
  return shortText(line, 200) || 'Unexpected failure of Mermaid, expected a picture'
}
