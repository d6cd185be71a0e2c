import type { Stopwatch } from '../../../src/probe-kinds/stopwatch.ts'
import type { Canary } from './canary.ts'
import type { ProbeEnvironment } from './environment.ts'

/** Milliseconds without progress after which a probe is silent, as a part of its time; never more than this many. */
const silentPart = 1 / 10
const longestSilence = 500
/** It is not examined more often than this, in milliseconds. */
const shortestInterval = 20

/** A timer that comes so much too late, in milliseconds, or by half of the time: the process stood still. */
const stallMs = 1000
const stallPart = 1 / 2
/** So much further must the clock of the day have gone than the other before the machine has slept. */
const leapMs = 5000

/**
 * Watches, while a probe runs, the health of the prober itself: a network that fails and a process that stands still. Both
 * are over by the end as often as not, so they are looked for at the first silence and remembered to the end.
 */
export class ProberHealth {
  readonly #canary: Canary
  readonly #stopwatch: Stopwatch
  readonly #clocks: Pick<ProbeEnvironment, 'now' | 'ticks'>
  readonly #intervalMs: number
  readonly #ahead: number
  readonly #stallMs: number
  #timer: NodeJS.Timeout | undefined
  #due = 0
  /** Since when nothing is known of the network, by `ticks`. */
  #since: number
  #querying: Promise<string | undefined> | undefined
  #trouble: string | undefined
  /** Milliseconds that a timer came too late at most. */
  #late = 0

  constructor(stopwatch: Stopwatch, timeout: number, { canary, now, ticks }: ProbeEnvironment) {
    this.#canary = canary
    this.#stopwatch = stopwatch
    this.#clocks = { now, ticks }
    this.#intervalMs = Math.max(shortestInterval, Math.min(longestSilence, timeout * silentPart))
    this.#ahead = now() - ticks()
    this.#stallMs = Math.max(stallMs, timeout * stallPart)
    this.#since = ticks()
    this.#wait(this.#intervalMs)
  }

  /** Whether the process, or the whole machine, stood still meanwhile: what was waited for may have come and gone. */
  get wasSuspended(): boolean {
    const { now, ticks } = this.#clocks
    const hasSlept = now() - ticks() - this.#ahead > leapMs
    return hasSlept || Math.max(this.#late, this.#overdue) > this.#stallMs
  }

  /** What was wrong with the network in a silence so far. */
  get knownTrouble(): string | undefined {
    return this.#trouble
  }

  /** What was wrong with the network at any time, or is now. */
  async trouble(): Promise<string | undefined> {
    const last = await (this.#querying ?? this.#canary.trouble(this.#since))
    return this.#trouble ?? last
  }

  /** Ends watching; what was found is remembered. */
  stop(): void {
    this.#late = Math.max(this.#late, this.#overdue)
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  get #overdue(): number {
    return this.#timer === undefined ? 0 : Math.max(0, this.#clocks.ticks() - this.#due)
  }

  #wait(milliseconds: number): void {
    this.#due = this.#clocks.ticks() + milliseconds
    this.#timer = setTimeout(() => this.#examine(), milliseconds)
  }

  #examine(): void {
    this.#late = Math.max(this.#late, this.#overdue)
    const quietMs = this.#clocks.ticks() - this.#stopwatch.progressedAt
    const isSilent = quietMs >= this.#intervalMs - 1
    if (isSilent && this.#querying === undefined) this.#query()
    this.#wait(isSilent ? this.#intervalMs : this.#intervalMs - quietMs)
  }

  #query(): void {
    const since = Math.max(this.#since, this.#stopwatch.progressedAt)
    this.#since = this.#clocks.ticks()
    const querying = this.#canary.trouble(since)
    this.#querying = querying
    void querying.then((trouble) => {
      this.#trouble ??= trouble
      if (this.#querying === querying) this.#querying = undefined
    })
  }
}
