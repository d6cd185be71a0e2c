/**
 * Lets a number of tasks run at once; the others wait, first come, first served. Our own, since what limits hosts takes
 * a place and gives it back in two steps, which `p-limit` cannot.
 */
export class Semaphore {
  readonly #count: number
  readonly #queue: (() => void)[] = []
  /** The first of the queue: shifting an array would move all the others. */
  #first = 0
  #active = 0

  constructor(count: number) {
    this.#count = count
  }

  /** How many places are taken. */
  get active(): number {
    return this.#active
  }

  /** How many wait for a place. */
  get waiting(): number {
    return this.#queue.length - this.#first
  }

  /** Runs a task as soon as there is a place for it. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    await this.acquire()
    try {
      return await task()
    } finally {
      this.release()
    }
  }

  /** Takes a place, which has to be released. */
  async acquire(): Promise<void> {
    if (this.#active < this.#count) this.#active++
    else await new Promise<void>((resolve) => this.#queue.push(resolve))
  }

  /** Gives a place to whoever waits longest. */
  release(): void {
    const next = this.#queue[this.#first]
    if (!next) {
      this.#active--
      return
    }
    this.#first++
    if (this.#first === this.#queue.length || (this.#first > 1000 && 2 * this.#first > this.#queue.length)) {
      this.#queue.splice(0, this.#first)
      this.#first = 0
    }
    next()
  }
}
