import { createContext, Script } from 'node:vm'

/** Milliseconds that one condition may take, and all of a probe together; one usually takes a hundredth of one. */
const longest = 100
const longestTogether = 200

/** The time that the conditions of one answer share: ten that are slow must not hold up the others ten times as long. */
export class EvaluationBudget {
  readonly #each: number
  #left: number

  /** In milliseconds: for one condition, and for all together. */
  constructor(each = longest, together = longestTogether) {
    this.#each = each
    this.#left = together
  }

  /** Milliseconds for what comes next; 0 when nothing is left. */
  get next(): number {
    return Math.min(this.#each, Math.floor(this.#left))
  }

  spend(milliseconds: number): void {
    this.#left = Math.max(0, this.#left - milliseconds)
  }
}

const script = new Script('run()')

/**
 * Runs some work that may take too long, and ends it when it does: a condition that loops over a hostile answer would
 * else hold up all the others. It costs a thread, a fifth of a millisecond.
 *
 * @throws what the work throws, and what `isBudgetExceeded` knows
 */
export function runWithin<T>(work: () => T, budget: EvaluationBudget): T {
  if (budget.next === 0) throw new BudgetExceeded()
  let done: { result: T } | undefined
  const run = () => {
    done = { result: work() }
  }
  const begun = performance.now()
  try {
    script.runInContext(createContext({ run }), { timeout: budget.next })
  } finally {
    budget.spend(performance.now() - begun)
  }
  return resultOf(done)
}

function resultOf<T>(done: { result: T } | undefined): T {
  if (!done) throw new Error('The work did not end')
  return done.result
}

class BudgetExceeded extends Error {
  readonly code = 'ERR_SCRIPT_EXECUTION_TIMEOUT'
}

/** Whether somebody's work was ended. The error comes from another realm, where `Error` is another one. */
export function isBudgetExceeded(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
}
