import type { DiagramProblem } from '../problem.ts'
import { type ExceededLimit, usualMemory } from '../reader/diagram-reader.ts'
import { mostLost, mostWork } from '../reader/timeout-budget.ts'

const timeout = 'diagrams/timeout'
const tooLarge = 'diagrams/too-large'
export const divideHint = 'Divide the diagram into several, or take out what nests or repeats'
const place = { start: 0, end: 0 }

/** What is told of a diagram that could not be read to its end. */
const problems: Readonly<Record<ExceededLimit, DiagramProblem>> = {
  timeout: {
    code: timeout,
    message: `Unexpected work to read the diagram, expected at most ${mostWork / 1000} s of a processor’s time`,
    hint: divideHint,
    ...place,
  },
  unread: {
    code: timeout,
    message: `Unexpected work to read the diagrams before this one, expected at most ${mostLost / 1000} s of a processor’s time`,
    hint: 'This one was not read: mend those that take too long first',
    ...place,
  },
  depth: {
    code: tooLarge,
    message: 'Unexpected depth of the diagram, expected less nesting',
    hint: divideHint,
    ...place,
  },
  memory: {
    code: tooLarge,
    message: `Unexpected need of memory for the diagram, expected at most ${usualMemory} MB`,
    hint: divideHint,
    ...place,
  },
}

export function exceededLimitProblem(failure: ExceededLimit): DiagramProblem {
  return problems[failure]
}
