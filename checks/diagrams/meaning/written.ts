import type { Parsed } from '../parsed.ts'
import type { DiagramProblem } from '../problem.ts'
import type { MappedText } from '../source/mapped-text.ts'
import { type Preprocessed, preprocess } from '../source/preprocess.ts'

/** A part of a diagram's text; offsets in that text, the end exclusive. */
export interface Part {
  text: string
  start: number
  end: number
}

/** What to write in place of a part. */
export interface Replacement {
  title: string
  edits: readonly { part: Part; text: string }[]
}

/** A diagram as Mermaid's parsers are given it, without frontmatter, directives and comments, each part with its place. */
export class Written {
  readonly type: string
  readonly db: unknown
  readonly source: string
  readonly text: string
  readonly prepared: Preprocessed
  /** With their blanks, without their ends. */
  readonly lines: readonly Part[]

  constructor({ type, db, source }: Parsed) {
    this.type = type
    this.db = db
    this.source = source
    this.prepared = preprocess(source)
    this.text = this.prepared.cleaned.text
    this.lines = linesOf(this.text)
  }

  part(start: number, end: number): Part {
    return { text: this.text.slice(start, end), start, end }
  }

  /** Offsets of parts are those in `mapped`. */
  problem(
    code: string,
    part: Part,
    message: string,
    more: Mending = {},
    mapped = this.prepared.cleaned,
  ): DiagramProblem {
    const { fix, ...rest } = more
    const edits = fix?.edits.map((edit) => ({ ...placeIn(mapped, edit.part), text: edit.text })) ?? []
    return { code, message, ...rest, ...placeIn(mapped, part), ...(fix && { fix: { title: fix.title, edits } }) }
  }
}

/** Offsets in the source: what was taken out right behind a part is not of it. */
function placeIn(mapped: MappedText, { start, end }: Part): { start: number; end: number } {
  const first = mapped.origin(start)
  return { start: first, end: end > start ? mapped.origin(end - 1) + 1 : first }
}

interface Mending {
  hint?: string
  fix?: Replacement
}

function linesOf(text: string): Part[] {
  return [...text.matchAll(/[^\n]+/g)].map(({ 0: line, index }) => ({
    text: line,
    start: index,
    end: index + line.length,
  }))
}
