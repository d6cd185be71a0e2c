import { type Line, quotesIn, widthOf } from './rewriter.ts'

/** The list item and the quotes that something stands in. */
export interface Enclosure {
  /** How many quotes are around it. */
  quotes: number
  /** The column that the content of its list item begins at; 0 outside of lists. */
  column: number
}

/** The marks of quotes and of list items that a line begins with. */
export const leadPattern = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*/

/** Follows the lists and quotes of a page from line to line, so that what is left open ends where they end. */
export class Enclosures {
  readonly #items: Enclosure[] = []
  #wasCode = false

  /** Of what stands on a line behind its marks. Lines have to come in their order. */
  next(line: Line): Enclosure {
    const isInCode = line.isCode && this.#wasCode
    this.#wasCode = line.isCode
    const marks = marksOf(line)
    if (!isInCode) {
      while (this.#top && isOutside(line, this.#top)) this.#items.pop()
      this.#enter(line, marks.quotes)
    }
    return { quotes: marks.quotes, column: this.#top?.column ?? 0 }
  }

  get #top(): Enclosure | undefined {
    return this.#items.at(-1)
  }

  #enter({ text }: Line, quotes: number): void {
    const lead = leadPattern.exec(text)?.[0] ?? ''
    // Deeper lists than this are none that somebody writes.
    for (const { index, 0: mark } of lead.matchAll(/(?:[-*+]|\d{1,9}[.)])[ \t]+/g)) {
      if (this.#items.length > 50) return
      this.#items.push({ quotes, column: widthOf(lead.slice(0, index + mark.length)) })
    }
  }
}

/** Whether a line ends what stands in a list item or in quotes. */
export function isOutside(line: Line, { quotes, column }: Enclosure): boolean {
  const marks = marksOf(line)
  return marks.quotes < quotes || (!marks.isBlank && marks.column < column)
}

function marksOf({ text }: Line): { quotes: number; column: number; isBlank: boolean } {
  const lead = /^[ \t>]*/.exec(text)?.[0] ?? ''
  return { quotes: quotesIn(lead), column: widthOf(lead), isBlank: lead.length === text.length }
}
