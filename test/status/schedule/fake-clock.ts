import type { Clock } from '../../../src/status/schedule/clock.ts'

interface Timer {
  due: number
  work: () => void
}

/** A clock that stands still until it is told to go on. */
export class FakeClock implements Clock {
  #now: number
  #monotonic = 0
  #timers = new Set<Timer>()

  constructor(now = Date.parse('2026-11-22T03:00:00Z')) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  monotonic(): number {
    return this.#monotonic
  }

  after(milliseconds: number, work: () => void): () => void {
    const timer = { due: this.#monotonic + milliseconds, work }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** How many timers wait. */
  get timers(): number {
    return this.#timers.size
  }

  /** Lets time pass, and each timer go off at its time. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#monotonic + milliseconds
    await settle()
    for (let timer = this.#next(end); timer; timer = this.#next(end)) {
      this.#go(timer.due)
      this.#timers.delete(timer)
      timer.work()
      await settle()
    }
    this.#go(end)
  }

  /** Lets time pass in which the process stands still: timers that are due go off late, all at once. */
  async stall(milliseconds: number): Promise<void> {
    this.#go(this.#monotonic + milliseconds)
    await this.pass(0)
  }

  /** Sets the clock of the day: no time passes. */
  set(now: number): void {
    this.#now = now
  }

  #next(end: number): Timer | undefined {
    const due = [...this.#timers].filter((timer) => timer.due <= end)
    return due.toSorted((a, b) => a.due - b.due)[0]
  }

  #go(monotonic: number): void {
    this.#now += Math.max(0, monotonic - this.#monotonic)
    this.#monotonic = Math.max(this.#monotonic, monotonic)
  }
}

/** Lets everything happen that needs no time. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
}
