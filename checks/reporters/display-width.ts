const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const ascii = /^[\x20-\x7e]*$/
const noWidth = /^[\p{Mn}\p{Me}\p{Cf}]+$/u
const halfWidth = /^[\uff61-\uffdc]/
/** Emoji, and what Unicode's East Asian Width (UAX #11) calls wide or fullwidth. */
const wide =
  /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6])/u

/** What a reader sees as one character. */
export interface Grapheme {
  text: string
  /** Where it begins, in UTF-16 units. */
  index: number
  /** Columns of a terminal that it takes: 0, 1 or 2. */
  width: number
}

/** A text taken apart into what a reader sees as characters. */
export function graphemesOf(text: string): Grapheme[] {
  return Array.from(graphemes.segment(text), ({ segment, index }) => ({
    text: segment,
    index,
    width: widthOf(segment),
  }))
}

/** How many columns of a terminal a text takes. */
export function displayWidth(text: string): number {
  return ascii.test(text) ? text.length : graphemesOf(text).reduce((sum, { width }) => sum + width, 0)
}

function widthOf(grapheme: string): number {
  if (ascii.test(grapheme)) return 1
  if (noWidth.test(grapheme)) return 0
  return !halfWidth.test(grapheme) && wide.test(grapheme) ? 2 : 1
}
