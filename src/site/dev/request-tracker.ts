import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

/** A page comes with its styles and scripts: what follows within this time belongs to it. */
const quietMs = 150
/** A download that never ends must not keep the checks waiting for ever. */
const longestMs = 3000

/** What readers are waiting for, so that work in the background can let it go first. */
export class RequestTracker {
  #waiting = 0
  #last = 0

  /** Counts the requests that come by. */
  readonly count = (_request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    this.#waiting++
    response.once('close', () => {
      this.#waiting--
      this.#last = performance.now()
    })
    next()
  }

  /** Waits until nobody has waited for a moment. Rejects when `signal` is aborted. */
  async idle(signal: AbortSignal): Promise<void> {
    const until = performance.now() + longestMs
    do await pause(quietMs, undefined, { signal })
    while (performance.now() < until && (this.#waiting > 0 || performance.now() - this.#last < quietMs))
  }
}
