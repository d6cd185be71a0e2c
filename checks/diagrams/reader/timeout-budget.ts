/** Milliseconds of a processor's time: a hundred times what a large diagram takes. */
export const mostWork = 10_000

/** Milliseconds: still more than a diagram takes that does not hang. */
const leastWork = 1000

/** Milliseconds that may go into all diagrams of a run in vain. */
export const mostLost = 30_000

/**
 * How much work goes into a diagram: each that takes all of it in vain halves it, so that many cost little more than one.
 * Everything is in milliseconds of a processor's time: how busy the machine is changes nothing.
 */
export class TimeoutBudget {
  #work: number
  #left: number

  /** For the first diagram, and for all that give no answer. */
  constructor(work = mostWork, all = mostLost) {
    this.#work = work
    this.#left = all
  }

  /** For the next diagram; 0 where no more is read. */
  get work(): number {
    return this.#left > 0 ? this.#work : 0
  }

  /** So much was done, without an answer. */
  lose(work: number): void {
    this.#left -= work
    this.#work = Math.max(Math.min(this.#work, leastWork), this.#work / 2)
  }
}
