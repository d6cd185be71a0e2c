import type { Clock } from './clock.ts'

export interface HostLimits {
  /** Tasks at once, over all hosts. */
  concurrency: number
  /** Tasks at once of one host. */
  perHost: number
  /** Least time between the beginnings of two tasks of one host, in milliseconds. */
  pace: number
}

/** What is known of the tasks of one host. */
interface Lane {
  slots: Slots
  /** One task at a time waits for its turn, so that a rest that the host asks for holds up all that have not begun. */
  gate: Slots
  notBefore: number
}

/** Lets tasks run at the pace that their hosts bear. A host that is slow or on hold takes nobody else's turn. */
export class HostLimiter {
  readonly #limits: HostLimits
  readonly #clock: Clock
  readonly #all: Slots
  readonly #hosts = new Map<string, Lane>()

  constructor(limits: HostLimits, clock: Clock) {
    this.#limits = limits
    this.#clock = clock
    this.#all = new Slots(limits.concurrency)
  }

  /** Runs a task of a host when it is its turn. */
  async run<T>(host: string, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    const lane = this.#lane(host)
    return lane.slots.hold(async () => {
      await lane.gate.hold(() => this.#begin(lane, signal))
      try {
        return await task()
      } finally {
        this.#all.give()
      }
    })
  }

  /** Lets a host rest for some milliseconds, as it asked. */
  rest(host: string, milliseconds: number): void {
    const lane = this.#lane(host)
    lane.notBefore = Math.max(lane.notBefore, this.#clock.now() + milliseconds)
  }

  /** Takes a place among all tasks as soon as the host bears one more. */
  async #begin(lane: Lane, signal: AbortSignal): Promise<void> {
    while (true) {
      await this.#rested(lane, signal)
      await this.#all.take()
      // The host may have asked for a rest in the meantime.
      if (!signal.aborted && lane.notBefore <= this.#clock.now()) break
      this.#all.give()
    }
    lane.notBefore = this.#clock.now() + this.#limits.pace
  }

  async #rested(lane: Lane, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    for (let wait = this.#wait(lane); wait > 0; wait = this.#wait(lane)) await this.#clock.sleep(wait, signal)
  }

  #wait({ notBefore }: Lane): number {
    return notBefore - this.#clock.now()
  }

  #lane(host: string): Lane {
    const known = this.#hosts.get(host)
    const lane = known ?? { slots: new Slots(this.#limits.perHost), gate: new Slots(1), notBefore: 0 }
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
    await this.take()
    try {
      return await task()
    } finally {
      this.give()
    }
  }

  async take(): Promise<void> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => this.#line.push(resolve))
  }

  give(): void {
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
