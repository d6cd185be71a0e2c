import { withEmoji } from '../../parts/emoji.ts'
import type { AnchorMaker, HeadingSource } from '../dialect.ts'
import { contentOf, wordsOf } from '../heading-words.ts'

/** Markdig's automatic identifiers with its option `GitHub`. Source: its `LinkHelper.UrilizeAsGfm` and `AutoIdentifierExtension`. */
export class MarkdigAnchors implements AnchorMaker {
  readonly #taken = new Set<string>()
  /** The number that a repeat may have next. */
  readonly #next = new Map<string, number>()

  anchorOf(heading: HeadingSource): string {
    const slug = urilized(wordsIn(heading)) || 'section'
    let number = this.#next.get(slug) ?? 0
    const numbered = () => (number === 0 ? slug : `${slug}-${number}`)
    while (this.#taken.has(numbered())) number++
    this.#next.set(slug, number)
    const anchor = numbered()
    this.#taken.add(anchor)
    return anchor
  }
}

/** Letters and digits are those of .NET's `char`: of one UTF-16 code unit, so no others count. */
function urilized(text: string): string {
  let anchor = ''
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at)
    if (sign === ' ') anchor += '-'
    else if (/[\p{L}\p{Nd}_-]/u.test(sign)) anchor += lowered(sign)
  }
  return anchor
}

/** .NET's invariant lower case has one sign for one: `İ` stays. */
function lowered(sign: string): string {
  const lower = sign.toLowerCase()
  return lower.length === 1 ? lower : sign
}

/** Images count by their alternative text, and names of emoji as what they show. */
function wordsIn({ text, written }: HeadingSource): string {
  return withEmoji(written.includes('![') ? wordsOf(contentOf(written), { hasAlternatives: true }) : text)
}
