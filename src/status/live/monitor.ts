import type { Measurement, Verdict } from '../../../checks/probes/verdict.ts'
import type { Probe } from '../../config/inventory.ts'
import { asOf } from '../../status-model/age.ts'
import type { Thresholds } from '../history/probe-state.ts'
import type { Asked, Store } from '../history/store.ts'
import { StoreFault } from '../history/store-fault.ts'
import { whilePlanned } from '../maintenance/planned.ts'
import type { Clock } from '../schedule/clock.ts'
import type { Job } from '../schedule/job.ts'
import { repeat } from '../schedule/repeat.ts'
import { Scheduler } from '../schedule/scheduler.ts'
import { SchedulingDelay } from '../schedule/scheduling-delay.ts'
import type { Board } from './status-board.ts'

/** A probe, with how its findings are judged. */
export interface Watched {
  probe: Probe
  /** Says what is asked, where, and when it may be down. When it changes, the probe is asked anew. */
  revision: string
  thresholds: Thresholds
  /** The maintenance window that a time, in milliseconds, lies in. */
  planned(at: number): { until: number; note?: string | undefined } | undefined
  /** When the next window begins or ends after a time, both in milliseconds. */
  nextBoundary(after: number): number | undefined
}

/** Asks a probe once. What the world does wrong is a measurement; what throws is a fault of Waymark's own. */
export type Measure = (probe: Probe, signal: AbortSignal) => Promise<Measurement>

export interface MonitorOptions {
  measure: Measure
  store: Store
  board: Board
  clock: Clock
  /** How many probes are asked at once. */
  concurrency: number
  /** Told of what goes wrong in Waymark itself. */
  log: (message: string) => void
}

/** What is done with the store. */
type StoreWork = 'record' | 'flush' | 'beat' | 'read'

/** Milliseconds that a measurement may take beyond the probe's own time-out before it is given up. */
const patienceMs = 2000
const flushMs = 500
const tickMs = 5000
/** Of a probe that comes nobody knows whether the same was asked before: one that is asked less often is asked at once. */
const longestTrustMs = 5 * 60_000
const beatMs = 10_000
/** How long the store has to do its work before it is said that it does. */
const calmMs = 2 * 60_000
/** How far the clock of the day may run ahead of the other in one tick before the machine has slept. */
const leapMs = 30_000
/** How long askings under way are given when everything ends. */
const graceMs = 500

/** Asks the probes at their times, keeps what they find, and puts it on the board. */
export class Monitor {
  readonly lag = new SchedulingDelay()
  readonly #options: MonitorOptions
  readonly #scheduler: Scheduler
  readonly #watched = new Map<string, Watched>()
  readonly #ends: (() => void)[] = []
  /** What of the store failed when it was last done. */
  readonly #failing = new Set<StoreWork>()
  #storeFaults = 0
  /** What of it was told; empty while all is well. */
  readonly #told = new Set<string>()
  /** When it failed last, by the monotonic clock. */
  #failedAt = 0
  #isRunning = false
  /** How far the clock of the day was ahead of the other when it was last looked at. */
  #ahead = 0

  constructor(options: MonitorOptions) {
    this.#options = options
    this.#scheduler = new Scheduler({
      clock: options.clock,
      concurrency: options.concurrency,
      onLag: (milliseconds) => this.lag.add(milliseconds),
      onFault: (id, error) => void this.#recordFault(id, error),
    })
  }

  get load(): { running: number; waiting: number } {
    return this.#scheduler.load
  }

  get skipped(): number {
    return this.#scheduler.skipped
  }

  get storeFaults(): number {
    return this.#storeFaults
  }

  /** Whether probes are asked and their findings kept. */
  get isWell(): boolean {
    return this.#isRunning && this.#failing.size === 0
  }

  /** Takes up what is known from before, and begins. */
  async start(watched: readonly Watched[]): Promise<void> {
    const { clock, store } = this.#options
    await this.#keep('beat', () => store.beat(clock.now()))
    const known = new Map((await store.verdicts()).map((verdict) => [verdict.id, verdict]))
    this.#declare(watched, known)
    this.#isRunning = true
    this.#ahead = clock.now() - clock.monotonic()
    this.#ends.push(
      repeat(clock, flushMs, () => this.#keep('flush', () => store.flush())),
      repeat(clock, tickMs, () => this.#tick()),
      repeat(clock, beatMs, () => this.#keep('beat', () => this.#beat())),
    )
  }

  /** Sets other probes; those that stay keep what is known of them. */
  async reload(watched: readonly Watched[]): Promise<void> {
    const known = await this.#options.store.verdicts().catch((error: unknown) => {
      this.#hasFailed('read', error)
      return []
    })
    this.#failing.delete('read')
    this.#declare(watched, new Map(known.map((verdict) => [verdict.id, verdict])))
  }

  /** Asks a probe now. False when there is no such probe. */
  async ask(id: string): Promise<boolean> {
    return this.#scheduler.ask(id)
  }

  /** Ends: nothing is asked any more, and what was found is kept for good. */
  async stop(): Promise<void> {
    this.#isRunning = false
    for (const end of this.#ends) end()
    await this.#scheduler.stop(graceMs)
    await this.#keep('beat', () => this.#options.store.beat(this.#options.clock.now()))
    await this.#keep('flush', () => this.#options.store.close())
  }

  #declare(watched: readonly Watched[], known: ReadonlyMap<string, Verdict>): void {
    const { board, clock } = this.#options
    const staying = new Set(this.#watched.keys())
    const isTrusted = ({ id, every }: Probe) => staying.has(id) || every <= longestTrustMs
    const shown = new Set(board.ids)
    this.#watched.clear()
    for (const one of watched) this.#watched.set(one.probe.id, one)
    board.declare(watched.map(({ probe }) => probe.id))
    for (const { probe } of watched) {
      const verdict = known.get(probe.id)
      if (!verdict || shown.has(probe.id)) continue
      // Readers were told that it is gone.
      if (this.#isRunning) board.put(asOf(verdict, clock.now()))
      else board.recall(verdict)
    }
    this.#scheduler.set(
      watched.map((one) => this.#job(one, isTrusted(one.probe) ? known.get(one.probe.id) : undefined)),
    )
  }

  #tick(): void {
    const { board, clock } = this.#options
    board.tick(clock.now())
    const ahead = clock.now() - clock.monotonic()
    // Timers stand still while the machine sleeps, and what was known is too old when it wakes up.
    if (ahead - this.#ahead > leapMs) this.#scheduler.catchUp()
    this.#ahead = ahead
  }

  #job({ probe, revision, nextBoundary }: Watched, known: Verdict | undefined): Job {
    return {
      id: probe.id,
      revision,
      everyMs: probe.every,
      timeoutMs: probe.timeout + patienceMs,
      lastAt: known && Date.parse(known.checkedAt),
      besides: nextBoundary,
      run: async (signal) => {
        const measurement = await this.#options.measure(probe, signal)
        if (!signal.aborted) await this.#record(probe.id, measurement)
      },
    }
  }

  async #record(id: string, measurement: Measurement): Promise<void> {
    const watched = this.#watched.get(id)
    if (!watched) return
    const { probe, thresholds } = watched
    const planned = watched.planned(Date.parse(measurement.checkedAt))
    const maintenance = planned !== undefined
    const rules = { thresholds, maintenance, everyMs: Math.max(probe.every, probe.timeout) }
    const found = planned ? whilePlanned(measurement, planned) : measurement
    const entry = { probe: askedOf(probe), measurement: found, rules }
    await this.#keep('record', async () => {
      const { verdict, fault } = await this.#options.store.record(entry)
      // Readers are told what is known, whether it can be kept or not.
      this.#options.board.put(verdict)
      if (fault !== undefined) throw fault
    })
  }

  /** What Waymark could not find out is `unknown`, and no fault of the service. */
  async #recordFault(id: string, error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error)
    this.#options.log(`probe ${id}: ${reason}`)
    await this.#record(id, {
      state: 'unknown',
      checkedAt: new Date(this.#options.clock.now()).toISOString(),
      durationMs: 0,
      code: 'waymark/fault',
      reason: 'Waymark failed to ask',
      phases: {},
      conditions: [],
      facts: {},
    })
  }

  async #beat(): Promise<void> {
    const now = this.#options.clock.now()
    await this.#options.store.beat(now)
    await this.#options.store.prune(now)
  }

  /** Does something with the store. A failure is told, and leaves a gap in the history. */
  async #keep(kind: StoreWork, work: () => Promise<void>): Promise<void> {
    try {
      await work()
      this.#hasKept(kind)
    } catch (error) {
      this.#hasFailed(kind, error)
    }
  }

  /** A disk that is nearly full takes one thing and not the next: it is well when it has been so for a while. */
  #hasKept(kind: StoreWork): void {
    this.#failing.delete(kind)
    const { clock, log } = this.#options
    if (this.#failing.size > 0 || this.#told.size === 0 || clock.monotonic() - this.#failedAt < calmMs) return
    this.#told.clear()
    log('history: it is kept again')
  }

  /** A full disk fails each time, now in these words and now in those: each is told once. */
  #hasFailed(kind: StoreWork, error: unknown): void {
    const { clock, log } = this.#options
    this.#failing.add(kind)
    this.#storeFaults++
    this.#failedAt = clock.monotonic()
    const trouble = error instanceof Error ? error.message : String(error)
    if (this.#told.has(trouble)) return
    const isFirst = this.#told.size === 0
    this.#told.add(trouble)
    log(`history: ${trouble}`)
    if (error instanceof StoreFault && isFirst)
      log(`  ${error.hint}; states are told as before, and the history has a gap`)
  }
}

function askedOf({ id, service, kind }: Probe): Asked {
  return { id, service, kind }
}
