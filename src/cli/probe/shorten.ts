import { displayWidth, graphemesOf } from '../../../checks/reporters/display-width.ts'

/** A text that takes at most so many columns of a terminal; what is cut off is marked. */
export function shorten(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text
  let width = 1
  const kept = graphemesOf(text).filter((grapheme) => {
    width += grapheme.width
    return width <= columns
  })
  return `${kept
    .map((grapheme) => grapheme.text)
    .join('')
    .trimEnd()}…`
}
