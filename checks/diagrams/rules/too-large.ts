import type { DiagramProblem } from '../problem.ts'
import { usualMemory } from '../reader/diagram-reader.ts'
import { type DiagramRule, mermaidPage } from '../rule.ts'
import type { PreprocessedSource } from '../source/preprocess.ts'
import { divideHint } from './timeout.ts'

/** Each of the shops is joined with each of the banks: 506 arrows. */
const shops = Array.from({ length: 23 }, (_, index) => `shop${index + 1}`).join(' & ')
const banks = Array.from({ length: 22 }, (_, index) => `bank${index + 1}`).join(' & ')

/** Mermaid draws a notice in place of such a diagram. */
export const tooLarge = {
  code: 'diagrams/too-large',
  severity: 'error',
  summary: 'A diagram beyond Mermaid’s limits of size',
  why: `
The diagram is beyond Mermaid's limits, 50,000 characters or 500 edges, or nests deeper than can be read. Divide it.
`,
  wrong: mermaidPage('flowchart LR', `  ${shops} --> ${banks}`),
  right: mermaidPage('flowchart LR', `  ${shops} --> queue --> ${banks}`),
} as const satisfies DiagramRule

const divide = 'Divide the diagram into several'

/** Mermaid's own limit of a diagram's text; an author cannot change it. Source: `maxTextSize` of its configuration. */
const mostCharacters = 50_000

/** Beyond it Mermaid draws a notice in place of the diagram. */
export function sizeProblem({ cleaned }: PreprocessedSource): DiagramProblem | undefined {
  const { length } = cleaned.text
  if (length <= mostCharacters) return undefined
  const start = cleaned.origin(mostCharacters)
  return {
    code: tooLarge.code,
    message: `Unexpected ${number(length)} characters, expected at most ${number(mostCharacters)}`,
    hint: divide,
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
    return { code: tooLarge.code, message, hint: divide, ...place }
  }
  if (error instanceof RangeError && /call stack/i.test(error.message)) {
    const message = 'Unexpected depth of the diagram, expected less nesting'
    return { code: tooLarge.code, message, hint: divide, ...place }
  }
  return undefined
}

function number(value: number): string {
  return value.toLocaleString('en-US')
}

/** What is told of a diagram that took more than the thread that reads it has. */
export const tooLargeProblems: Readonly<Record<'depth' | 'memory', DiagramProblem>> = {
  depth: {
    code: tooLarge.code,
    message: 'Unexpected depth of the diagram, expected less nesting',
    hint: divideHint,
    start: 0,
    end: 0,
  },
  memory: {
    code: tooLarge.code,
    message: `Unexpected need of memory for the diagram, expected at most ${usualMemory} MB`,
    hint: divideHint,
    start: 0,
    end: 0,
  },
}
