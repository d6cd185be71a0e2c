import { setTimeout as pause } from 'node:timers/promises'

/** Something that works elsewhere, in a thread or a process of its own. */
export interface MeteredWorker {
  /** Milliseconds of a processor's time that it has used since it began to live. */
  used(): Promise<number>
  /** Settles when it gets to it between two pieces of its work, and so has nothing to do at this moment. */
  turn?(): Promise<unknown>
}

export interface CpuLimit {
  /** In milliseconds of a processor's time. */
  limitMs: number
  signal: AbortSignal
  /** How often it is looked at, in milliseconds. */
  everyMs?: number
  /** Milliseconds by the clock on the wall: when what neither works nor takes a turn is given up. */
  mostMs?: number
}

const usualEveryMs = 250

/** A machine may be so busy that what takes a second of work takes minutes; what is dead is not waited for any longer. */
const usualMostMs = 600_000

/**
 * Settles when more work than the limit was put in, and never before that, however busy the machine is: what counts is the
 * time that processors spent on it, from the first look on. Most is done before that, and costs no look. What has nothing to
 * do, and waits for something that does not come, has as many looks as if it worked. Returns the milliseconds that count.
 *
 * @throws the signal's reason
 */
export async function cpuLimitReached(worker: MeteredWorker, limit: CpuLimit): Promise<number> {
  const { limitMs, signal, everyMs = usualEveryMs, mostMs = usualMostMs } = limit
  const meter = new Meter(worker, everyMs)
  const began = performance.now()
  for (;;) {
    await pause(everyMs, undefined, { signal }).catch(() => signal.throwIfAborted())
    if (meter.spent >= limitMs) return meter.spent
    if (performance.now() - began >= mostMs) return limitMs
    meter.look()
  }
}

/** Asks one question at a time: what is busy answers late. */
class Meter {
  readonly #worker: MeteredWorker
  readonly #turnMs: number
  readonly #asking = new Set<string>()
  #first: number | undefined
  #worked = 0
  #idle = 0

  constructor(worker: MeteredWorker, turnMs: number) {
    this.#worker = worker
    this.#turnMs = turnMs
  }

  get spent(): number {
    // Not their sum: what took a turn at a look may have worked for all of the time before it.
    return Math.max(this.#worked, this.#idle)
  }

  look(): void {
    this.#ask('used', async () => {
      const used = await this.#worker.used()
      this.#first ??= used
      this.#worked = used - this.#first
    })
    this.#ask('turn', async () => {
      await (this.#worker.turn?.() ?? new Promise<never>(() => {}))
      this.#idle += this.#turnMs
    })
  }

  /** What cannot be told now may be told at the next look. */
  #ask(name: string, question: () => Promise<void>): void {
    if (this.#asking.has(name)) return
    this.#asking.add(name)
    const answered = () => void this.#asking.delete(name)
    question().then(answered, answered)
  }
}
