/** Lets some pieces of work be done at once; the others wait, the first that came before the next. */
export class Semaphore {
  readonly #count: number
  readonly #queue: (() => void)[] = []
  #next = 0
  #taken = 0

  constructor(count: number) {
    this.#count = count
  }

  get taken(): number {
    return this.#taken
  }

  get waiting(): number {
    return this.#queue.length - this.#next
  }

  /** Does some work when there is a slot for it. */
  async take(work: () => Promise<void>): Promise<void> {
    if (this.#taken >= this.#count) await this.#turn()
    else this.#taken++
    try {
      await work()
    } finally {
      this.#pass()
    }
  }

  #turn(): Promise<void> {
    return new Promise((resolve) => this.#queue.push(resolve))
  }

  /** Hands a slot on. Who waits is taken from the front without moving the others each time. */
  #pass(): void {
    const first = this.#queue[this.#next]
    if (!first) {
      this.#taken--
      return
    }
    this.#next++
    if (this.#next > 1000 && 2 * this.#next > this.#queue.length) {
      this.#queue.splice(0, this.#next)
      this.#next = 0
    }
    first()
  }
}
