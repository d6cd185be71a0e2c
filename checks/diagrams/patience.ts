/** Milliseconds: a hundred times what a large diagram takes. */
export const longestWait = 10_000

/** Milliseconds: still more than a diagram takes that does not hang. */
const shortestWait = 1000

/** Milliseconds that all diagrams of a run may be waited for in vain. */
export const mostLost = 30_000

/** How long a diagram is waited for: each that is waited for in vain halves it, so that many cost little more than one. */
export class Patience {
  #wait: number
  #left: number

  /** In milliseconds: for the first diagram, and for all that give no answer. */
  constructor(wait = longestWait, all = mostLost) {
    this.#wait = wait
    this.#left = all
  }

  /** Milliseconds for the next diagram; 0 where there is no more waiting. */
  get wait(): number {
    return this.#left > 0 ? this.#wait : 0
  }

  /** Took so many milliseconds, without an answer. */
  lose(milliseconds: number): void {
    this.#left -= milliseconds
    this.#wait = Math.max(Math.min(this.#wait, shortestWait), this.#wait / 2)
  }
}
