/** The parts of a probe's run, in their order; which ones occur depends on its kind. */
export const phases = ['dns', 'connect', 'tls', 'send', 'first-byte', 'body', 'conditions'] as const

export type Phase = (typeof phases)[number]

/** When each of them ends. */
export const phaseDocs: Readonly<Record<Phase, string>> = {
  dns: 'The name has an address',
  connect: 'The connection is there',
  tls: 'The handshake is done, and the certificate holds',
  send: 'What is to be sent has been handed over',
  'first-byte': 'The head of the answer is there; of `tcp`, its first byte',
  body: 'All of it has been read',
  conditions: 'The answer has been judged',
}

/** Times the phases of one run. A phase that is gone through twice, as with redirects, counts as one. */
export class Stopwatch {
  readonly #ticks: () => number
  readonly #spent = new Map<Phase, number>()
  readonly #start: number
  #since: number
  #phase: Phase | undefined
  #towards: string | undefined

  /** `ticks` gives milliseconds that never jump. */
  constructor(ticks: () => number) {
    this.#ticks = ticks
    this.#start = ticks()
    this.#since = this.#start
  }

  /** Ends the phase before. `towards` is the name that is looked up, or the address that is connected to. */
  enter(phase: Phase, towards?: string): void {
    this.#account()
    this.#phase = phase
    this.#towards = towards
  }

  /** The phase that it is in, or was in last. */
  get phase(): Phase | undefined {
    return this.#phase
  }

  /** What the phase leads to, where that is known. */
  get towards(): string | undefined {
    return this.#towards
  }

  /** When it came to the phase that it is in, by `ticks`. */
  get progressedAt(): number {
    return this.#since
  }

  /** Milliseconds since the beginning. */
  get elapsed(): number {
    return this.#ticks() - this.#start
  }

  /** Milliseconds of each phase so far, rounded to thousandths. */
  phases(): Partial<Record<Phase, number>> {
    this.#account()
    return Object.fromEntries(Array.from(this.#spent, ([phase, spent]) => [phase, inMicroseconds(spent)]))
  }

  #account(): void {
    const now = this.#ticks()
    if (this.#phase) this.#spent.set(this.#phase, (this.#spent.get(this.#phase) ?? 0) + now - this.#since)
    this.#since = now
  }
}

/** Milliseconds rounded to thousandths, which are enough for anybody. */
export function inMicroseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000
}
