import { createContext, Script } from 'node:vm'

/** Milliseconds that a condition may take; one usually takes a hundredth of one. */
const longest = 100

const script = new Script('run()')

/**
 * Runs some work that may take too long, and ends it when it does: a condition that loops over a hostile answer would
 * else hold up all the others. It costs a thread, a fifth of a millisecond.
 *
 * @throws what the work throws, and what `isTooLate` knows
 */
export function watched<T>(work: () => T): T {
  let done: { result: T } | undefined
  const run = () => {
    done = { result: work() }
  }
  script.runInContext(createContext({ run }), { timeout: longest })
  return resultOf(done)
}

function resultOf<T>(done: { result: T } | undefined): T {
  if (!done) throw new Error('The work did not end')
  return done.result
}

/** Whether somebody's work was ended. The error comes from another realm, where `Error` is another one. */
export function isTooLate(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
}
