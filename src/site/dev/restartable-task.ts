/** Runs a job in the background, one at a time: asking again cancels the one that runs, and only the latest is done. */
export class RestartableTask<T> {
  readonly #job: (input: T, signal: AbortSignal) => Promise<void>
  readonly #onFailure: (error: unknown) => void
  #running = new AbortController()
  #queue: Promise<void> = Promise.resolve()
  #isStopped = false

  /** What the job throws, unless it was cancelled, goes to `onFailure`. */
  constructor(
    job: (input: T, signal: AbortSignal) => Promise<void>,
    { onFailure }: { onFailure: (error: unknown) => void },
  ) {
    this.#job = job
    this.#onFailure = onFailure
  }

  /** Cancels what runs: it is to be restarted later. */
  cancel(): void {
    this.#running.abort()
  }

  restart(input: T): void {
    if (this.#isStopped) return
    this.cancel()
    const running = new AbortController()
    this.#running = running
    this.#queue = this.#queue.then(() => this.#run(input, running.signal))
  }

  /** Cancels what runs, and waits for its end; nothing is done any more. */
  async stop(): Promise<void> {
    this.#isStopped = true
    this.#running.abort()
    await this.#queue
  }

  async #run(input: T, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    try {
      await this.#job(input, signal)
    } catch (error) {
      if (!signal.aborted) this.#onFailure(error)
    }
  }
}
