import { StoreError } from '../history/store.ts'
import type { Clock } from '../schedule/clock.ts'

/** What is done with the store. */
type StoreTask = 'record' | 'flush' | 'heartbeat'

/** How long the store has to do its work before it is said that it does. */
const calmMs = 2 * 60_000

/** Whether the history can be kept. Failures are logged, and leave a gap in it. */
export class StoreHealth {
  readonly #clock: Clock
  readonly #log: (message: string) => void
  /** What failed when it was last done. */
  readonly #failing = new Set<StoreTask>()
  /** The messages that were logged; empty while all is well. */
  readonly #logged = new Set<string>()
  /** When it failed last, by the monotonic clock. */
  #failedAt = 0
  #failures = 0

  constructor(clock: Clock, log: (message: string) => void) {
    this.#clock = clock
    this.#log = log
  }

  get isWell(): boolean {
    return this.#failing.size === 0
  }

  /** How often something failed. */
  get failures(): number {
    return this.#failures
  }

  /** Does something with the store. It is not well until the same has succeeded. Never rejects. */
  async run(task: StoreTask, work: () => Promise<void>): Promise<void> {
    try {
      await work()
      this.#succeed(task)
    } catch (error) {
      this.#failing.add(task)
      this.report(error)
    }
  }

  /** Counts a failure and logs it. A full disk fails each time, now in these words and now in those: each is logged once. */
  report(error: unknown): void {
    this.#failures++
    this.#failedAt = this.#clock.monotonic()
    const message = error instanceof Error ? error.message : String(error)
    if (this.#logged.has(message)) return
    const isFirst = this.#logged.size === 0
    this.#logged.add(message)
    this.#log(`history: ${message}`)
    if (error instanceof StoreError && isFirst)
      this.#log(`  ${error.hint}; states are told as before, and the history has a gap`)
  }

  /** A disk that is nearly full takes one thing and not the next: it is well when it has been so for a while. */
  #succeed(task: StoreTask): void {
    this.#failing.delete(task)
    if (this.#failing.size > 0 || this.#logged.size === 0 || this.#clock.monotonic() - this.#failedAt < calmMs) return
    this.#logged.clear()
    this.#log('history: it is kept again')
  }
}
