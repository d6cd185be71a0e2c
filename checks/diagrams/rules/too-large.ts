import type { DiagramProblem } from '../problem.ts'
import type { PreprocessedSource } from '../source/preprocess.ts'

/** Mermaid's own limit of a diagram's text; an author cannot change it. Source: `maxTextSize` of its configuration. */
export const mostCharacters = 50_000

/** Beyond it Mermaid draws a notice in place of the diagram. */
export function sizeProblem({ cleaned }: PreprocessedSource): DiagramProblem | undefined {
  const { length } = cleaned.text
  if (length <= mostCharacters) return undefined
  const start = cleaned.origin(mostCharacters)
  return {
    code: 'diagrams/too-large',
    message: `Unexpected ${number(length)} characters, expected at most ${number(mostCharacters)}`,
    hint: 'Divide the diagram into several',
    start,
    end: start + 1,
  }
}

/** What Mermaid throws beyond its limits of arrows and of depth; the place is that where it gave up. */
export function limitProblem(error: unknown, place: { start: number; end: number }): DiagramProblem | undefined {
  if (!(error instanceof Error)) return undefined
  const [, most] = /^Edge limit exceeded\.[^.]*the limit is (\d+)/.exec(error.message) ?? []
  if (most !== undefined) {
    const message = `Unexpected arrow after ${most} others, expected at most ${most}`
    return { code: 'diagrams/too-large', message, hint: 'Divide the diagram into several', ...place }
  }
  if (error instanceof RangeError && /call stack/i.test(error.message)) {
    const message = 'Unexpected depth of the diagram, expected less nesting'
    return { code: 'diagrams/too-large', message, hint: 'Divide the diagram into several', ...place }
  }
  return undefined
}

function number(value: number): string {
  return value.toLocaleString('en-US')
}
