import type { Measurement, Verdict } from '../../../checks/probes/verdict.ts'
import type { StatusSettings } from '../../config/schema/status-settings.ts'
import { type Thresholds, thresholdsOf } from '../../config/schema/thresholds.ts'
import type { Probe, Service } from '../../config/services.ts'
import { asOf } from '../../status-model/age.ts'
import type { Store } from '../history/store.ts'
import { MaintenanceWindows, withMaintenance } from '../maintenance/windows.ts'
import { type Clock, repeat } from '../schedule/clock.ts'
import { type Job, Scheduler, SchedulingDelay } from '../schedule/scheduler.ts'
import type { StatusBoard } from './status-board.ts'
import { StoreHealth } from './store-health.ts'

/** Runs a probe once. What the world does wrong is a measurement; what throws is a fault of Waymark's own. */
export type Measure = (probe: Probe, signal: AbortSignal) => Promise<Measurement>

interface MonitorOptions {
  measure: Measure
  store: Store
  board: StatusBoard
  clock: Clock
  /** How many probes run at once. */
  concurrency: number
  /** Told of what goes wrong in Waymark itself. */
  log: (message: string) => void
}

/** Milliseconds that a measurement may take beyond the probe's own time-out before it is given up. */
const allowanceMs = 2000
const flushMs = 500
const tickMs = 5000
/** Of a probe that is added nobody knows whether the same was probed before: one that runs less often runs at once. */
const longestTrustMs = 5 * 60_000
const heartbeatMs = 10_000
/** How far the clock of the day may run ahead of the other in one tick before the machine has slept. */
const leapMs = 30_000
/** How long runs under way are given when everything ends. */
const graceMs = 500

/** Runs the probes at their times, keeps what they measure, and puts it on the board. */
export class Monitor {
  readonly delay = new SchedulingDelay()
  readonly storeHealth: StoreHealth
  readonly #options: MonitorOptions
  readonly #scheduler: Scheduler
  readonly #probes = new Map<string, MonitoredProbe>()
  readonly #ends: (() => void)[] = []
  #isRunning = false
  /** How far the clock of the day was ahead of the other when it was last looked at. */
  #ahead = 0

  constructor(options: MonitorOptions) {
    this.#options = options
    this.storeHealth = new StoreHealth(options.clock, options.log)
    this.#scheduler = new Scheduler({
      clock: options.clock,
      concurrency: options.concurrency,
      onDelay: (milliseconds) => this.delay.add(milliseconds),
      onFault: (id, error) => void this.#recordFault(id, error),
    })
  }

  /** How many probes run, and how many wait for their turn. */
  get load(): { running: number; waiting: number } {
    return this.#scheduler.load
  }

  /** How many runs were postponed because the process stood still. */
  get postponed(): number {
    return this.#scheduler.postponed
  }

  /** Whether probes run and their measurements are kept. */
  get isWell(): boolean {
    return this.#isRunning && this.storeHealth.isWell
  }

  /** Takes up what is known from before, and begins. */
  async start(probes: readonly MonitoredProbe[]): Promise<void> {
    const { clock, store } = this.#options
    await this.storeHealth.run('heartbeat', () => store.heartbeat(clock.now()))
    this.#declare(probes, await store.verdicts())
    this.#isRunning = true
    this.#ahead = clock.now() - clock.monotonic()
    this.#ends.push(
      repeat(clock, flushMs, () => this.storeHealth.run('flush', () => store.flush())),
      repeat(clock, tickMs, () => this.#tick()),
      repeat(clock, heartbeatMs, () => this.storeHealth.run('heartbeat', () => this.#heartbeat())),
    )
  }

  /** Sets other probes; those that stay keep what is known of them. */
  async reload(probes: readonly MonitoredProbe[]): Promise<void> {
    const known = await this.#options.store.verdicts().catch((error: unknown) => {
      this.storeHealth.report(error)
      return []
    })
    this.#declare(probes, known)
  }

  /** Runs a probe now. False when there is no such probe. */
  async runNow(id: string): Promise<boolean> {
    return this.#scheduler.runNow(id)
  }

  /** Ends: no probe runs any more, and what was measured is kept for good. */
  async stop(): Promise<void> {
    const { clock, store } = this.#options
    this.#isRunning = false
    for (const end of this.#ends) end()
    await this.#scheduler.stop(graceMs)
    await this.storeHealth.run('heartbeat', () => store.heartbeat(clock.now()))
    await this.storeHealth.run('flush', () => store.close())
  }

  #declare(probes: readonly MonitoredProbe[], verdicts: readonly Verdict[]): void {
    const { board, clock } = this.#options
    const known = new Map(verdicts.map((verdict) => [verdict.id, verdict]))
    const staying = new Set(this.#probes.keys())
    const isTrusted = ({ id, every }: Probe) => staying.has(id) || every <= longestTrustMs
    const shown = new Set(board.ids)
    this.#probes.clear()
    for (const one of probes) this.#probes.set(one.probe.id, one)
    board.declare(probes.map(({ probe }) => probe.id))
    for (const { probe } of probes) {
      const verdict = known.get(probe.id)
      if (!verdict || shown.has(probe.id)) continue
      // Readers were told that it is gone.
      if (this.#isRunning) board.put(asOf(verdict, clock.now()))
      else board.restore(verdict)
    }
    this.#scheduler.set(probes.map((one) => this.#job(one, isTrusted(one.probe) ? known.get(one.probe.id) : undefined)))
  }

  #tick(): void {
    const { board, clock } = this.#options
    board.tick(clock.now())
    const ahead = clock.now() - clock.monotonic()
    // Timers stand still while the machine sleeps, and what was known is too old when it wakes up.
    if (ahead - this.#ahead > leapMs) this.#scheduler.catchUp()
    this.#ahead = ahead
  }

  #job({ probe, revision, windows }: MonitoredProbe, known: Verdict | undefined): Job {
    return {
      id: probe.id,
      revision,
      everyMs: probe.every,
      timeoutMs: probe.timeout + allowanceMs,
      lastAt: known && Date.parse(known.checkedAt),
      extraTime: (after) => windows.nextBoundary(after),
      run: async (signal) => {
        const measurement = await this.#options.measure(probe, signal)
        if (!signal.aborted) await this.#record(probe.id, measurement)
      },
    }
  }

  async #record(id: string, measurement: Measurement): Promise<void> {
    const monitored = this.#probes.get(id)
    if (!monitored) return
    const { probe, thresholds, windows } = monitored
    const { service, kind, every, timeout } = probe
    const maintenance = windows.at(Date.parse(measurement.checkedAt))
    const run = {
      probe: { id, service, kind },
      measurement: maintenance ? withMaintenance(measurement, maintenance) : measurement,
      rules: { thresholds, maintenance: maintenance !== undefined, everyMs: Math.max(every, timeout) },
    }
    await this.storeHealth.run('record', async () => {
      const { verdict, error } = await this.#options.store.record(run)
      // Readers are told what is known, whether it can be kept or not.
      this.#options.board.put(verdict)
      if (error !== undefined) throw error
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

  async #heartbeat(): Promise<void> {
    const { clock, store } = this.#options
    const now = clock.now()
    await store.heartbeat(now)
    await store.prune(now)
  }
}

/** A probe, with what decides on its states. */
interface MonitoredProbe {
  probe: Probe
  /** Says what is probed, where, and when it may be down. When it changes, the probe runs anew. */
  revision: string
  thresholds: Thresholds
  windows: MaintenanceWindows
}

/** What decides on states where neither probes nor their services say it. */
export type StateSettings = Pick<StatusSettings, 'thresholds' | 'maintenance'>

/**
 * All probes of some services, with their own settings, those of their services and those of all. `dependencies` says what
 * else a run depends on.
 */
export function monitoredProbes(
  services: readonly Service[],
  settings: StateSettings,
  dependencies: (id: string) => unknown = () => undefined,
): MonitoredProbe[] {
  return services.flatMap((service) => {
    const maintenance = [...settings.maintenance, ...(service.maintenance ?? [])]
    const windows = new MaintenanceWindows(maintenance)
    return service.probes.map((probe) => ({
      probe,
      revision: revisionOf(probe, [dependencies(probe.id), maintenance]),
      thresholds: thresholdsOf([settings.thresholds, service.thresholds, probe.thresholds]),
      windows,
    }))
  })
}

/** The place in its file is no part of a probe, and thresholds wait for measurements. A new window may have begun or ended. */
function revisionOf({ place, locate, thresholds, ...probed }: Probe, dependencies: unknown): string {
  return JSON.stringify([probed, dependencies])
}
