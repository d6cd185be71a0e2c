import { escapeMarkup } from '../text/markup.ts'

/** What a badge says: dark on its left what it is about, on its right how that is. */
export interface Badge {
  label: string
  message: string
  /** Of the right side, as `#rrggbb`; white on it is to have a contrast of at least 4.5 (WCAG 1.4.3). */
  color: string
}

/** The colours that shields.io has for the same; white on each of them has a contrast of at least 4.5. */
export const badgeColors = { good: '#18794e', caution: '#9a6700', plan: '#0969da', plain: '#57606a', bad: '#c62828' }

const labelColor = '#3b4149'
/** Longer labels are cut: a badge stands in a line of text. */
const longestLabel = 40
const height = 20
const padding = 6

/** The badge as an SVG picture. Its text is fitted to its box, whatever font there is. */
export function badgeSvg({ label, message, color }: Badge): string {
  const text = shortened(label)
  const [left, right] = [widthOf(text), widthOf(message)]
  const width = left + right + 4 * padding
  const name = escaped(`${text}: ${message}`)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" role="img" aria-label="${name}">
<title>${name}</title>
<rect width="${width}" height="${height}" rx="3" fill="${labelColor}"/>
<path d="M${left + 2 * padding} 0h${right + 2 * padding - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H${left + 2 * padding}z" fill="${color}"/>
<g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">
${textAt(padding, left, text)}
${textAt(left + 3 * padding, right, message)}
</g>
</svg>
`
}

function textAt(x: number, width: number, text: string): string {
  return `<text x="${x}" y="14" textLength="${width}" lengthAdjust="spacingAndGlyphs">${escaped(text)}</text>`
}

/** Cut between characters as people see them, such as an emoji that is made of several. */
function shortened(label: string): string {
  const characters = charactersOf(label)
  return characters.length > longestLabel ? `${characters.slice(0, longestLabel - 1).join('')}…` : label
}

function charactersOf(text: string): string[] {
  return Array.from(new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text), ({ segment }) => segment)
}

/** About what Verdana takes at 11 pixels: narrow, common and wide characters; twice that for what fills a square. */
function widthOf(text: string): number {
  return charactersOf(text).reduce((sum, character) => sum + characterWidth(character), 0)
}

function characterWidth(character: string): number {
  if (/^[\p{Cc}\p{Cf}\p{Mn}]*$/u.test(character)) return 0
  if (
    /\p{Emoji_Presentation}|\uFE0F|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uff01-\uff60]/u.test(
      character,
    )
  )
    return 13
  if (/^[iljft.,:;!'|()[\] ]/.test(character)) return 4
  return /^[mwMW…@%]|^[^\p{Script=Latin}\p{Script=Common}]/u.test(character) ? 11 : 7
}

function escaped(text: string): string {
  // XML has no control characters, not even escaped.
  return escapeMarkup(text.toWellFormed().replace(/[\p{Cc}\ufffe\uffff]/gu, '')).replaceAll("'", '&#39;')
}
