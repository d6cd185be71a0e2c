import { tooMuchWork } from '../../../src/diagrams/work-limit.ts'
import type { DiagramProblem } from '../problem.ts'
import { mostLost, mostWork } from '../reader/timeout-budget.ts'
import { type DiagramRule, mermaidPage } from '../rule.ts'

/** Each of the shops is joined with each of the banks: no more arrows than Mermaid takes, and hard to lay out. */
const shops = Array.from({ length: 22 }, (_, index) => `shop${index + 1}`).join(' & ')
const banks = Array.from({ length: 22 }, (_, index) => `bank${index + 1}`).join(' & ')

/** Nothing was found wrong: the next run tries again. */
export const timeout = {
  code: 'diagrams/timeout',
  severity: 'warning',
  summary: 'A diagram that takes too much work',
  why: `
Reading or drawing it took too much work, and was given up. It is likely a very large one, or one that makes Mermaid go round in circles. Divide it, or take away parts until it works.

What counts is the time that a processor spends on it, not the clock: a busy machine is slower, and its answers are the same. A diagram may take 10 seconds to read, and 10 to draw. Of reading, each that does not end halves what those after it may take, down to a second, and once 30 seconds are lost in all the rest is not read: it is told with this code too, and says so.

It is a warning, since nothing was found wrong. The next run tries again, and a build leaves the diagram to the browsers of readers.
`,
  wrong: mermaidPage('flowchart LR', `  ${shops} --> ${banks}`),
  right: mermaidPage('flowchart LR', `  ${shops} --> queue --> ${banks}`),
  examplesNeed: 'browser',
} as const satisfies DiagramRule

export const divideHint = 'Divide the diagram into several, or take out what nests or repeats'

/** What is told of a diagram that was given up, or not begun, while reading. */
export const timeoutProblems: Readonly<Record<'timeout' | 'unread', DiagramProblem>> = {
  timeout: {
    code: timeout.code,
    message: `Unexpected work to read the diagram, expected at most ${mostWork / 1000} s of a processor’s time`,
    hint: divideHint,
    start: 0,
    end: 0,
  },
  unread: {
    code: timeout.code,
    message: `Unexpected work to read the diagrams before this one, expected at most ${mostLost / 1000} s of a processor’s time`,
    hint: 'This one was not read: mend those that take too long first',
    start: 0,
    end: 0,
  },
}

/** What is told of a diagram whose drawing was given up: another run may be able to draw it. */
export function drawingTimeout(source: string): DiagramProblem {
  return { code: timeout.code, message: tooMuchWork, hint: divideHint, start: 0, end: source.length }
}
