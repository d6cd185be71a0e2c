import stringWidth from 'string-width'
import { graphemesOf } from './graphemes.ts'

/** What is not broken. */
export interface Word {
  text: string
  /** What stands before it, unless it begins a line. */
  gap: string
}

/**
 * Shares words out among lines of at most so many columns of a terminal, of which the first may have another number.
 * A single word may be longer than a line.
 */
export function wrapWords<W extends Word>(words: readonly W[], columns: number, firstColumns = columns): W[][] {
  const lines: W[][] = []
  let line: W[] = []
  let width = 0
  for (const word of words) {
    const own = stringWidth(word.text)
    const longer = width + word.gap.length + own
    if (line.length > 0 && longer > (lines.length === 0 ? firstColumns : columns)) {
      lines.push(line)
      line = []
    }
    // Spaces at a break are not carried over.
    if (line.length === 0 && word.text === '') continue
    width = line.length === 0 ? own : longer
    line.push(word)
  }
  return line.length > 0 || lines.length === 0 ? [...lines, line] : lines
}

/** A text in lines of at most so many columns of a terminal, broken at spaces where that can be. */
export function wrap(text: string, columns: number): string[] {
  const words = text.split(' ').flatMap((word) => pieces(word, columns).map((piece) => ({ text: piece, gap: ' ' })))
  return wrapWords(words, columns).map((line) => line.map((word) => word.text).join(' '))
}

/** A word, taken apart where it is longer than a line. */
function pieces(word: string, columns: number): string[] {
  if (stringWidth(word) <= columns) return [word]
  const found: string[] = []
  let piece = ''
  let width = 0
  for (const grapheme of graphemesOf(word)) {
    if (width + grapheme.width > columns) {
      found.push(piece)
      piece = ''
      width = 0
    }
    piece += grapheme.text
    width += grapheme.width
  }
  return [...found, piece]
}
