import type { Worker } from 'node:worker_threads'

/** Milliseconds: who edits a page saves it again before that. */
const usualIdleMs = 60_000

/**
 * Keeps a thread that has nothing to do for whoever needs one next: to load Mermaid takes a second. It holds no process
 * back from its end, and is ended where nobody comes.
 */
export class IdleThread {
  readonly #idleMs: number
  #kept: { worker: Worker; release: () => void } | undefined

  constructor(idleMs = usualIdleMs) {
    this.#idleMs = idleMs
  }

  get isKept(): boolean {
    return this.#kept !== undefined
  }

  /** The one that is kept, which is the caller's from now on. */
  take(): Worker | undefined {
    const kept = this.#kept
    kept?.release()
    kept?.worker.ref()
    return kept?.worker
  }

  /** Keeps one that is started for it, where none is kept. */
  keepOne(start: () => Worker): void {
    if (!this.#kept) this.#hold(start())
  }

  /** Keeps one, whose owner is done with it; ends it where another is kept. Whatever it was asked, it has answered. */
  async keep(worker: Worker): Promise<void> {
    if (this.#kept) {
      await worker.terminate()
      return
    }
    this.#hold(worker)
  }

  #hold(worker: Worker): void {
    const forget = () => release()
    const timer = setTimeout(() => {
      release()
      void worker.terminate()
    }, this.#idleMs)
    timer.unref()
    const release = () => {
      clearTimeout(timer)
      worker.off('exit', forget).off('error', forget)
      this.#kept = undefined
    }
    worker.unref()
    worker.once('exit', forget).once('error', forget)
    this.#kept = { worker, release }
  }
}
