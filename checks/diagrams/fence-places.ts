import type { Place } from '../../src/finding/finding.ts'
import type { Fence } from '../../src/guidebook/parts/block.ts'
import { LineIndex } from '../../src/text/line-index.ts'

/** Finds places of a fence's value in its page; offsets, lines and columns count UTF-16 code units. */
export class FencePlaces {
  readonly #page: LineIndex
  readonly #fence: Fence
  readonly #value: LineIndex
  /** Of each line that was asked for, by its number in the page: how long it is there, how long in the value, and how much of its end is the same. */
  readonly #lines = new Map<number, { written: number; value: number; same: number }>()

  constructor(page: LineIndex, fence: Fence) {
    this.#page = page
    this.#fence = fence
    this.#value = new LineIndex(fence.value)
  }

  /** The place of a range of offsets. Nothing is in an empty fence but the fence itself. */
  placeOf(start: number, end: number): Place {
    if (this.#fence.value === '') {
      const { line, column } = this.#fence
      return { line, column, endLine: line, endColumn: this.#page.line(line).length + 1 }
    }
    const at = this.#value.placeOf(start, end)
    const from = this.#pointOf(at.line, at.column)
    // A line break is the end of its line, as the end of the value is, and not the beginning of the next one.
    if (/^[\r\n]+$/.test(this.#fence.value.slice(start, end)))
      return { ...from, endLine: from.line, endColumn: from.column + 1 }
    const to = this.#pointOf(at.endLine, at.endColumn)
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
  }

  /** Whether what stands in a range is written on the page just so: on one line, with no blanks made of a tab. */
  isExact(start: number, end: number): boolean {
    const { line, column, endLine } = this.#value.placeOf(start, end)
    const written = this.#page.line(this.#fence.firstLine + line - 1)
    const value = this.#value.line(line)
    return line === endLine && written.endsWith(value.slice(column - 1))
  }

  /**
   * In a quote or a list the value has lost what stands before its lines: they end as the page's do. Of a tab that is
   * part indentation, part text the rest is blanks: the columns of these are the tab's.
   */
  #pointOf(line: number, column: number): { line: number; column: number } {
    const own = this.#fence.firstLine + line - 1
    const lengths = this.#lines.get(own) ?? this.#compare(own, line)
    this.#lines.set(own, lengths)
    const fromEnd = Math.min(lengths.value - (column - 1), lengths.same)
    return { line: own, column: lengths.written - fromEnd + 1 }
  }

  #compare(own: number, line: number): { written: number; value: number; same: number } {
    // CommonMark 0.31.2, section 2.3: no text keeps a NUL.
    const [written, value] = [this.#page.line(own).replaceAll('\0', '\uFFFD'), this.#value.line(line)]
    return { written: written.length, value: value.length, same: sameEnd(written, value) }
  }
}

function sameEnd(one: string, other: string): number {
  let length = 0
  while (length < Math.min(one.length, other.length) && one.at(-1 - length) === other.at(-1 - length)) length++
  return length
}
