import { Semaphore } from '../../../../src/concurrency/semaphore.ts'
import type { FetchClock } from './fetch-clock.ts'

export interface HostLimits {
  /** Tasks at once, over all hosts. */
  concurrency: number
  /** Tasks at once of one host. */
  perHost: number
  /** Least time between the beginnings of two tasks of one host, in milliseconds. */
  pace: number
}

/** The tasks of one host. */
interface HostQueue {
  places: Semaphore
  /** One task at a time waits for its turn, so that a rest that the host asks for holds up all that have not begun. */
  head: Semaphore
  notBefore: number
}

/** Lets tasks run at the pace that their hosts bear. A host that is slow or on hold takes nobody else's place. */
export class HostLimiter {
  readonly #limits: HostLimits
  readonly #clock: FetchClock
  readonly #all: Semaphore
  readonly #hosts = new Map<string, HostQueue>()

  constructor(limits: HostLimits, clock: FetchClock) {
    this.#limits = limits
    this.#clock = clock
    this.#all = new Semaphore(limits.concurrency)
  }

  /** Runs a task of a host when it is its turn. */
  async run<T>(host: string, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    const queue = this.#queue(host)
    return queue.places.run(async () => {
      await queue.head.run(() => this.#begin(queue, signal))
      try {
        return await task()
      } finally {
        this.#all.release()
      }
    })
  }

  /** Lets a host rest for some milliseconds, as it asked. */
  rest(host: string, milliseconds: number): void {
    const queue = this.#queue(host)
    queue.notBefore = Math.max(queue.notBefore, this.#clock.monotonic() + milliseconds)
  }

  /** Takes a place among all tasks as soon as the host bears one more. */
  async #begin(queue: HostQueue, signal: AbortSignal): Promise<void> {
    while (true) {
      await this.#rested(queue, signal)
      await this.#all.acquire()
      // The host may have asked for a rest in the meantime.
      if (!signal.aborted && queue.notBefore <= this.#clock.monotonic()) break
      this.#all.release()
    }
    queue.notBefore = this.#clock.monotonic() + this.#limits.pace
  }

  async #rested(queue: HostQueue, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    for (let wait = this.#wait(queue); wait > 0; wait = this.#wait(queue)) await this.#clock.sleep(wait, signal)
  }

  #wait({ notBefore }: HostQueue): number {
    return notBefore - this.#clock.monotonic()
  }

  #queue(host: string): HostQueue {
    const known = this.#hosts.get(host)
    const queue = known ?? { places: new Semaphore(this.#limits.perHost), head: new Semaphore(1), notBefore: 0 }
    if (!known) this.#hosts.set(host, queue)
    return queue
  }
}
