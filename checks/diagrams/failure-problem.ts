import type { Problem } from './problem.ts'
import { type Failure, usualMemory, usualTimeout } from './reader.ts'

const code = 'diagrams/too-large'
const hint = 'Divide the diagram into several, or take out what nests or repeats'
const place = { start: 0, end: 0 }

/** What is told of a diagram that could not be read to its end. */
const problems: Readonly<Record<Failure, Problem>> = {
  timeout: {
    code: 'diagrams/timeout',
    message: `Unexpected time to read the diagram, expected at most ${usualTimeout / 1000} s`,
    hint,
    ...place,
  },
  depth: { code, message: 'Unexpected depth of the diagram, expected less nesting', hint, ...place },
  memory: {
    code,
    message: `Unexpected need of memory for the diagram, expected at most ${usualMemory} MB`,
    hint,
    ...place,
  },
}

export function failureProblem(failure: Failure): Problem {
  return problems[failure]
}
