import type { Clock } from './clock.ts'

export interface LaneLimits {
  /** Tasks at once, over all hosts. */
  concurrency: number
  /** Tasks at once of one host. */
  perHost: number
  /** Least time between the beginnings of two tasks of one host, in milliseconds. */
  pace: number
}

/** Lets tasks run at the pace that their hosts bear. A host that is slow or on hold takes nobody else's turn. */
export class Lanes {
  readonly #limits: LaneLimits
  readonly #clock: Clock
  readonly #all: Slots
  readonly #hosts = new Map<string, { slots: Slots; notBefore: number }>()

  constructor(limits: LaneLimits, clock: Clock) {
    this.#limits = limits
    this.#clock = clock
    this.#all = new Slots(limits.concurrency)
  }

  /** Runs a task of a host when it is its turn. */
  async run<T>(host: string, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    const lane = this.#lane(host)
    return lane.slots.hold(async () => {
      signal.throwIfAborted()
      const now = this.#clock.now()
      const start = Math.max(now, lane.notBefore)
      lane.notBefore = start + this.#limits.pace
      if (start > now) await this.#clock.sleep(start - now, signal)
      return this.#all.hold(async () => {
        signal.throwIfAborted()
        return task()
      })
    })
  }

  /** Lets a host rest for some milliseconds, as it asked. */
  rest(host: string, milliseconds: number): void {
    const lane = this.#lane(host)
    lane.notBefore = Math.max(lane.notBefore, this.#clock.now() + milliseconds)
  }

  #lane(host: string) {
    const known = this.#hosts.get(host)
    const lane = known ?? { slots: new Slots(this.#limits.perHost), notBefore: 0 }
    if (!known) this.#hosts.set(host, lane)
    return lane
  }
}

/** A number of places; who finds none waits in line. */
class Slots {
  #free: number
  readonly #line: (() => void)[] = []
  /** The first of the line: shifting an array would move all the others. */
  #first = 0

  constructor(count: number) {
    this.#free = count
  }

  async hold<T>(task: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => this.#line.push(resolve))
    try {
      return await task()
    } finally {
      this.#next()
    }
  }

  #next(): void {
    const next = this.#line[this.#first]
    if (!next) {
      this.#free++
      return
    }
    this.#first++
    if (this.#first === this.#line.length) {
      this.#line.length = 0
      this.#first = 0
    }
    next()
  }
}
