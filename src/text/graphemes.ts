import stringWidth from 'string-width'

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** What a reader sees as one character. */
export interface Grapheme {
  text: string
  /** Where it begins, in UTF-16 units. */
  index: number
  /** Columns of a terminal that it takes. */
  width: number
}

/** A text taken apart into what a reader sees as characters. */
export function graphemesOf(text: string): Grapheme[] {
  return Array.from(segmenter.segment(text), ({ segment, index }) => ({
    text: segment,
    index,
    width: stringWidth(segment),
  }))
}
