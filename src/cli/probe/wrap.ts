import { displayWidth, graphemesOf } from '../../../checks/reporters/display-width.ts'

/** A text in lines of at most so many columns of a terminal, broken at spaces where that can be. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((one) => pieces(one, columns))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (displayWidth(longer) <= columns) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line]
}

/** A word, taken apart where it is longer than a line. */
function pieces(word: string, columns: number): string[] {
  if (displayWidth(word) <= columns) return [word]
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
