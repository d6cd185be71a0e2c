import type { Place } from '../../src/finding/finding.ts'
import { LineIndex } from '../../src/text/line-index.ts'

/** The text of a page, by places and by offsets. */
export class SourceText {
  readonly text: string
  readonly #lines: LineIndex

  /** `text` is without a byte order mark. */
  constructor(text: string) {
    this.text = text
    this.#lines = new LineIndex(text)
  }

  /** What stands at a place. */
  slice({ line, column, endLine, endColumn }: Place): string {
    return this.text.slice(this.offset(line, column), this.offset(endLine, endColumn))
  }

  offset(line: number, column: number): number {
    return this.#lines.offsetOf(line, column)
  }

  /** The place of what stands between two offsets. */
  place(start: number, end: number): Place {
    return this.#lines.placeOf(start, end)
  }
}
