import type { Place } from '../finding/finding.ts'
import { partitionPoint } from './partition-point.ts'

/** Finds lines and columns in a text, and back; offsets and columns count UTF-16 code units. */
export class LineIndex {
  readonly #text: string
  readonly #starts: number[] = [0]

  constructor(text: string) {
    this.#text = text
    if (text.includes('\r'))
      for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/g)) this.#starts.push(index + end.length)
    else for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) this.#starts.push(end + 1)
  }

  /** The place of a range of offsets. */
  placeOf(start: number, end: number): Place {
    const { line, column } = this.#pointOf(start)
    const next = this.#starts[line]
    // Most ranges end on the line that they begin on.
    if (end >= start && (next === undefined || end < next))
      return { line, column, endLine: line, endColumn: column + end - start }
    const to = this.#pointOf(end)
    return { line, column, endLine: to.line, endColumn: to.column }
  }

  /** The offset of a line and a column; those of no line are at the end. */
  offsetOf(line: number, column: number): number {
    return Math.min(this.#text.length, (this.#starts[line - 1] ?? this.#text.length) + column - 1)
  }

  /** A line as written, without its end; empty where there is none. */
  line(number: number): string {
    const [start, next] = [this.#starts[number - 1], this.#starts[number]]
    return start === undefined ? '' : this.#text.slice(start, next).replace(/[\r\n]+$/, '')
  }

  #pointOf(offset: number): { line: number; column: number } {
    const line = Math.max(
      1,
      partitionPoint(this.#starts, (start) => start <= offset),
    )
    return { line, column: offset - (this.#starts[line - 1] ?? 0) + 1 }
  }
}
