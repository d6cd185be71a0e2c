import type { Drawn } from '../../src/diagrams/page/drawing.ts'
import { preventingCodes } from '../../src/diagrams/preventing-codes.ts'
import type { Draw } from '../context.ts'
import type { DiagramProblem } from './problem.ts'
import { drawingTimeout } from './rules/timeout.ts'

/** A diagram with one of these is not drawn: that it cannot be, not well, or not in time, is told already. */
const undrawn = new Set([...preventingCodes, 'diagrams/timeout', 'diagrams/bad-value'])

/**
 * The problems of diagrams, by their sources, with those that drawing them brings to light.
 *
 * @throws Failure where not all could be drawn for want of a browser: one was asked for
 */
export async function withDrawnProblems(
  known: ReadonlyMap<string, DiagramProblem[]>,
  draw: Draw,
): Promise<Map<string, DiagramProblem[]>> {
  const sources = [...known].flatMap(([source, problems]) =>
    problems.some(({ code }) => undrawn.has(code)) ? [] : [source],
  )
  const drawings = await draw(sources)
  const late = new Set(drawings.late)
  if (drawings.left.length > late.size) throw drawings.why ?? new Error('Diagrams were left without a reason')
  return new Map(
    [...known].map(([source, problems]) => {
      const fresh = (late.has(source) ? [drawingTimeout(source)] : problemsIn(source, drawings.of(source))).filter(
        (problem) => !isTold(problem, problems),
      )
      return [source, [...problems, ...fresh]]
    }),
  )
}

function problemsIn(source: string, drawn: Drawn | undefined): DiagramProblem[] {
  if (!drawn) return []
  const whole = { start: 0, end: source.length }
  if (drawn.kind === 'undrawable') return [{ code: drawn.code, message: drawn.message, ...whole }]
  return drawn.problems.map(({ code, message, text }) => ({ code, message, ...(placeOf(source, text) ?? whole) }))
}

/** Codes of what a picture lacks, told of the source with what mends it. */
const lacking = new Set(['diagrams/lost-text', 'diagrams/literal-break', 'diagrams/lost-part'])

/** A label that Mermaid does not draw as it is written is known as such, with what mends it; and so is what makes text faint. */
function isTold({ code, start, end }: DiagramProblem, problems: readonly DiagramProblem[]): boolean {
  if (code === 'diagrams/unreadable-color') return problems.some((other) => other.code === code)
  const isSame = (other: DiagramProblem) => lacking.has(other.code) && other.start < end && other.end > start
  return code === 'diagrams/drawn-text' && problems.some(isSame)
}

/** Where a text stands first, by itself: within a longer word it is another text. */
function placeOf(source: string, text: string | undefined): { start: number; end: number } | undefined {
  if (text === undefined || text === '') return undefined
  // The picture's words are separated by blanks, whatever stands between them in the source.
  const words = text.split(/\s+/).map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`))
  const written = new RegExp(words.join(String.raw`(?:\s|\\n|<br\s*/?>)+`), 'g')
  for (const { 0: found, index: start } of source.matchAll(written)) {
    const end = start + found.length
    if (!isWithinWord(source, start) && !isWithinWord(source, end)) return { start, end }
  }
  return undefined
}

function isWithinWord(source: string, offset: number): boolean {
  return /^[\p{L}\p{N}_]{2}$/u.test(source.slice(Math.max(0, offset - 1), offset + 1))
}
