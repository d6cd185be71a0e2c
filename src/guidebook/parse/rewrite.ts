import type { Nodes, Root } from 'mdast'
import type { Place } from '../../finding/finding.ts'
import { LineIndex } from '../../text/line-index.ts'
import { partitionPoint } from '../../text/partition-point.ts'
import { walk } from './node.ts'

/** Another text for a part of the original, by offsets; an insertion begins where it ends. */
export interface Edit {
  start: number
  end: number
  text: string
}

interface Piece {
  /** Where it stands in the new text. */
  start: number
  end: number
  /** Where it stood in the original. */
  from: number
  to: number
  isEdit: boolean
}

/** A text with parts of it written otherwise, which knows where each part of it stood. Offsets count UTF-16 code units. */
export class RewrittenText {
  readonly text: string
  readonly #original: string
  readonly #pieces: Piece[] = []
  #originalLines: LineIndex | undefined
  #newLines: LineIndex | undefined

  /** Of edits that overlap, the one that begins first holds. Those at one place keep their order. */
  constructor(original: string, edits: readonly Edit[]) {
    this.#original = original
    const parts: string[] = []
    let length = 0
    let at = 0
    const push = (text: string, from: number, to: number, isEdit: boolean) => {
      if (text === '' && from === to) return
      this.#pieces.push({ start: length, end: length + text.length, from, to, isEdit })
      parts.push(text)
      length += text.length
    }
    for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start)) {
      if (start < at) continue
      push(original.slice(at, start), at, start, false)
      push(text, start, end, true)
      at = end
    }
    push(original.slice(at), at, original.length, false)
    this.text = parts.join('')
  }

  /** Where something that starts, or ends, at an offset of the new text stood in the original. */
  originOf(offset: number, side: 'start' | 'end'): number {
    const piece = this.#pieceAt(offset, side)
    if (!piece) return Math.min(offset, this.#original.length)
    if (!piece.isEdit) return piece.from + offset - piece.start
    if (offset === piece.start) return piece.from
    if (offset === piece.end) return piece.to
    return side === 'start' ? piece.from : piece.to
  }

  /** A place of the new text, in the original. */
  placeOf({ line, column, endLine, endColumn }: Place): Place {
    this.#newLines ??= new LineIndex(this.text)
    const start = this.originOf(this.#newLines.offsetOf(line, column), 'start')
    return this.#lines.placeOf(
      start,
      Math.max(start, this.originOf(this.#newLines.offsetOf(endLine, endColumn), 'end')),
    )
  }

  /** Turns the places of a tree that was parsed from the new text into those of the original. Changes the tree. */
  restore(tree: Root): void {
    walk<Nodes>(tree, ({ position }) => {
      if (!position) return
      const start = this.originOf(position.start.offset ?? 0, 'start')
      const end = Math.max(start, this.originOf(position.end.offset ?? 0, 'end'))
      const place = this.#lines.placeOf(start, end)
      position.start = { offset: start, line: place.line, column: place.column }
      position.end = { offset: end, line: place.endLine, column: place.endColumn }
    })
  }

  get #lines(): LineIndex {
    this.#originalLines ??= new LineIndex(this.#original)
    return this.#originalLines
  }

  /** What starts between two pieces belongs to the second one, and what ends there to the first. */
  #pieceAt(offset: number, side: 'start' | 'end'): Piece | undefined {
    const before = partitionPoint(this.#pieces, ({ start }) => (side === 'start' ? start <= offset : start < offset))
    return this.#pieces[Math.max(0, before - 1)]
  }
}
