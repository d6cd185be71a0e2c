import type { ParsedDiagram } from '../mermaid/mermaid-parser.ts'
import type { RuleProblem } from '../problem.ts'
import type { MappedText } from './mapped-text.ts'
import { type PreprocessedSource, preprocess } from './preprocess.ts'
import type { TextPart } from './text-part.ts'

/** What to write in place of a part. */
interface Fix {
  title: string
  edits: readonly { part: TextPart; text: string }[]
}

/** A diagram as Mermaid's parsers are given it, without frontmatter, directives and comments, each part with its place. */
export class DiagramSource {
  readonly type: string
  readonly store: unknown
  readonly original: string
  readonly text: string
  readonly preprocessed: PreprocessedSource
  /** With their blanks, without their ends. */
  readonly lines: readonly TextPart[]

  constructor({ type, store, source }: ParsedDiagram) {
    this.type = type
    this.store = store
    this.original = source
    this.preprocessed = preprocess(source)
    this.text = this.preprocessed.cleaned.text
    this.lines = linesOf(this.text)
  }

  part(start: number, end: number): TextPart {
    return { text: this.text.slice(start, end), start, end }
  }

  /** Offsets of parts are those in `mapped`. */
  problem(part: TextPart, message: string, more: ProblemDetails = {}, mapped = this.preprocessed.cleaned): RuleProblem {
    const { fix, ...rest } = more
    const edits = fix?.edits.map((edit) => ({ ...placeIn(mapped, edit.part), text: edit.text })) ?? []
    return { message, ...rest, ...placeIn(mapped, part), ...(fix && { fix: { title: fix.title, edits } }) }
  }
}

/** Offsets in the source: what was taken out right behind a part is not of it. */
function placeIn(mapped: MappedText, { start, end }: TextPart): { start: number; end: number } {
  const first = mapped.origin(start)
  return { start: first, end: end > start ? mapped.origin(end - 1) + 1 : first }
}

interface ProblemDetails {
  hint?: string
  fix?: Fix
}

function linesOf(text: string): TextPart[] {
  return [...text.matchAll(/[^\n]+/g)].map(({ 0: line, index }) => ({
    text: line,
    start: index,
    end: index + line.length,
  }))
}

/** The lines but those of `accDescr { … }`, whose text is no part of the picture. */
export function withoutDescription(lines: readonly TextPart[]): TextPart[] {
  let inside = false
  return lines.filter(({ text }) => {
    const begins = !inside && /^\s*accDescr\s*\{/.test(text)
    const hidden = inside || begins
    if (begins) inside = !text.includes('}')
    else if (inside) inside = !text.includes('}')
    return !hidden
  })
}
