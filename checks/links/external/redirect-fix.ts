import type { Fix } from '../../../src/finding/finding.ts'
import { LineIndex } from '../../../src/text/line-index.ts'
import { quote } from '../../../src/text/quote.ts'
import type { CheckInput } from '../../check-input.ts'
import type { FileMention, Mention } from '../mention.ts'
import { placeOfUrl } from '../written-url.ts'

/** Characters that would end a link of Markdown or an attribute, or mean something else in a table. */
const unsafe = /[\s()<>[\]|`"'\\*]/

/** Writes new addresses in place of old ones. */
export class RedirectFixes {
  readonly #texts: ReadonlyMap<string, string>
  readonly #lines = new Map<string, LineIndex>()

  constructor({ pages, inRoot }: Pick<CheckInput, 'pages' | 'inRoot'>) {
    this.#texts = new Map(pages.map((page) => [inRoot(page.file), page.text]))
  }

  /**
   * The fix that writes `to`, with the fragment of the link, where the address `url` stands; `undefined` where that is
   * not certain.
   */
  fix({ file, mention }: FileMention, url: string, to: string, fragment: string): Fix | undefined {
    const page = this.#texts.get(file)
    const text = to.includes('#') ? to : to + fragment
    if (page === undefined || unsafe.test(text)) return undefined
    const lines = this.#lines.get(file) ?? new LineIndex(page)
    this.#lines.set(file, lines)
    const { line, column, endLine, endColumn } = mention
    const place = isBare(page, lines, mention, url)
      ? { line, column, endLine, endColumn }
      : placeOfUrl({ ...mention, url }, page, lines)
    return place && { title: `Link to ${quote(text)}`, edits: [{ file, text, ...place }] }
  }
}

/** An address without anything around it, which is its own link. */
function isBare(text: string, lines: LineIndex, { line, column, endLine, endColumn }: Mention, url: string): boolean {
  return text.slice(lines.offsetOf(line, column), lines.offsetOf(endLine, endColumn)) === url
}
