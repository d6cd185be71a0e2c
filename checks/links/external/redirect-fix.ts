import type { Fix } from '../../../src/finding/finding.ts'
import { LineIndex } from '../../../src/text/line-index.ts'
import { quote } from '../../../src/text/quote.ts'
import type { CheckInput } from '../../check-input.ts'
import { placeOfUrl } from '../written-url.ts'
import type { Mentioned } from './address.ts'

/** Characters that would end a link of Markdown or an attribute, or mean something else in a table. */
const unsafe = /[\s()<>[\]|`"'\\*]/

/** Writes new addresses in place of old ones. */
export class RedirectFixes {
  readonly #texts: ReadonlyMap<string, string>
  readonly #lines = new Map<string, LineIndex>()

  constructor({ pages, inRoot }: Pick<CheckInput, 'pages' | 'inRoot'>) {
    this.#texts = new Map(pages.map((page) => [inRoot(page.file), page.text]))
  }

  /** The fix that writes `to`, with the fragment of the link, where `written` stands; `undefined` where that is not certain. */
  fix(
    { file, place, isImage, written: around }: Mentioned,
    written: string,
    to: string,
    hash: string,
  ): Fix | undefined {
    const page = this.#texts.get(file)
    const text = to.includes('#') ? to : to + hash
    if (page === undefined || unsafe.test(text)) return undefined
    const lines = this.#lines.get(file) ?? new LineIndex(page)
    this.#lines.set(file, lines)
    const mention = { url: written, isImage, isAside: false, ...place, ...(around && { written: around }) }
    const at = isAlone(page, lines, place, written) ? place : placeOfUrl(mention, page, lines)
    return at && { title: `Link to ${quote(text)}`, edits: [{ file, text, ...at }] }
  }
}

/** An address without anything around it, which is its own link. */
function isAlone(
  text: string,
  lines: LineIndex,
  { line, column, endLine, endColumn }: Mentioned['place'],
  url: string,
) {
  return text.slice(lines.offsetOf(line, column), lines.offsetOf(endLine, endColumn)) === url
}
