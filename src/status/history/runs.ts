import type { Measurement } from '../../../checks/probes/verdict.ts'
import type { Run, Runs } from './standing.ts'

const none: Run = { count: 0, since: 0 }

export const noRuns: Runs = { down: none, bad: none, answered: none, up: none, blind: none }

/** The runs after one more finding. A clock that was set back never leaves a run that begins in the future. */
export function extend(runs: Runs, state: Measurement['state'], at: number): Runs {
  const grown = (run: Run, isPart: boolean) => (isPart ? grow(run, at) : none)
  if (state === 'unknown') return { ...runs, blind: grow(runs.blind, at) }
  return {
    down: grown(runs.down, state === 'down'),
    bad: grown(runs.bad, state !== 'up'),
    answered: grown(runs.answered, state !== 'down'),
    up: grown(runs.up, state === 'up'),
    blind: none,
  }
}

function grow({ count, since }: Run, at: number): Run {
  return { count: count + 1, since: count === 0 ? at : Math.min(since, at) }
}
