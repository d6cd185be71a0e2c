import { createHash } from 'node:crypto'
import { Semaphore } from '../../concurrency/semaphore.ts'
import type { Clock } from './clock.ts'
import { DueHeap } from './due-heap.ts'

/** Something that is done again and again. */
export interface Job {
  id: string
  /** Milliseconds from one time to the next. */
  everyMs: number
  /** Milliseconds after which its signal fires. */
  timeoutMs: number
  /** Says what is done. When it says something else than before, what was done last is worth nothing. */
  revision?: string
  /** When it was last done, in milliseconds since 1970; undefined for never. */
  lastAt?: number | undefined
  /** A time besides its own at which it has to be done: the first after one in milliseconds since 1970. */
  extraTime?: (after: number) => number | undefined
  /** Does it once. What it throws is told to `onFault`. */
  run(signal: AbortSignal): Promise<void>
}

export interface SchedulerOptions {
  clock: Clock
  /** How many jobs are done at once; the others wait for their turn. */
  concurrency: number
  /** Told how late a job begins, in milliseconds. */
  onDelay?: (milliseconds: number) => void
  /** Told what a job throws. */
  onFault: (id: string, error: unknown) => void
}

/** A time at which a job is due; `due` by the monotonic clock. Void when its job has another one. */
interface Turn {
  due: number
  task: Task
}

interface Task {
  job: Job
  phase: number
  /** The one turn that counts. */
  turn: Turn | undefined
  /** Ends when the job that is being done is done. */
  running: Promise<void> | undefined
  /** It is done at another time than its own. */
  isEarly: boolean
  /** What is being done is not what has to be done any more. */
  isOutdated: boolean
  isRemoved: boolean
  stop: AbortController
}

/** A timer that comes later than this says that the process stood still: what was missed is spread, not made up at once. */
const stallMs = 1000
/** What was missed, or never done, is done within this time, or within its interval. */
const spreadMs = 60_000
/** How much of that time each job gets, where there are few. */
const shareMs = 10
const shortestSpreadMs = 1000
/** The longest time that timers can wait. */
const longestWaitMs = 2 ** 31 - 1

/**
 * Does jobs at fixed times of the day: `phaseOf` its id within each interval. Waits by the monotonic clock, and reckons
 * each next time from the day's, so that neither drifts and a clock that is set makes no burst and no pause.
 */
export class Scheduler {
  readonly #options: SchedulerOptions
  readonly #tasks = new Map<string, Task>()
  readonly #turns = new DueHeap<Turn>()
  readonly #semaphore: Semaphore
  #cancelTimer: (() => void) | undefined
  #timerDue = Number.POSITIVE_INFINITY
  #isStopped = false
  #postponed = 0

  constructor(options: SchedulerOptions) {
    this.#options = options
    this.#semaphore = new Semaphore(options.concurrency)
  }

  /** How many jobs are being done, and how many wait for their turn. */
  get load(): { running: number; waiting: number } {
    return { running: this.#semaphore.active, waiting: this.#semaphore.waiting }
  }

  /** How often a job could not be done at its time, because it was still being done or the process stood still. */
  get postponed(): number {
    return this.#postponed
  }

  /** Sets what is done from now on. A job that is being done and stays goes on; one that goes is aborted. */
  set(jobs: readonly Job[]): void {
    const wanted = new Set(jobs.map(({ id }) => id))
    for (const [id, task] of this.#tasks) if (!wanted.has(id)) this.#remove(id, task)
    const spread = spreadOf(jobs.length)
    for (const job of jobs) this.#put(job, spread)
    this.#arm()
  }

  /** Does soon what was last done longer than its interval ago: the day went on while nobody waited, as when a machine sleeps. */
  catchUp(): void {
    const spread = spreadOf(this.#tasks.size)
    for (const task of this.#tasks.values()) if (!task.running && !this.#isFresh(task.job)) this.#waitSoon(task, spread)
    this.#arm()
  }

  /** Does a job now, or waits for it where it is being done already. False when there is no such job. */
  async runNow(id: string): Promise<boolean> {
    const task = this.#tasks.get(id)
    if (!task || this.#isStopped) return false
    await (task.running ?? this.#start(task))
    return true
  }

  /** Ends: what is being done is aborted and waited for, at most some milliseconds. */
  async stop(graceMs: number): Promise<void> {
    this.#isStopped = true
    this.#cancelTimer?.()
    const running = [...this.#tasks.values()].flatMap((task) => task.running ?? [])
    for (const task of this.#tasks.values()) task.stop.abort()
    const { promise: late, resolve } = Promise.withResolvers<void>()
    const cancel = this.#options.clock.after(graceMs, resolve)
    await Promise.race([Promise.all(running), late])
    cancel()
  }

  #put(job: Job, spread: number): void {
    const known = this.#tasks.get(job.id)
    const isOther = known !== undefined && known.job.revision !== job.revision
    const isAsBefore = known?.job.everyMs === job.everyMs && !isOther
    const task = known ?? newTask(job)
    task.job = { ...job, lastAt: isOther ? undefined : (job.lastAt ?? known?.job.lastAt) }
    task.phase = phaseOf(job.id, job.everyMs)
    this.#tasks.set(job.id, task)
    if (task.running) task.isOutdated ||= isOther
    else if (!isAsBefore && this.#isFresh(task.job)) this.#wait(task, this.#nextTime(task))
    else if (!isAsBefore) this.#waitSoon(task, spread)
  }

  #isFresh({ lastAt, everyMs }: Job): boolean {
    const now = this.#options.clock.now()
    return lastAt !== undefined && lastAt <= now && now - lastAt < everyMs
  }

  /** At its own time within `spread`, in milliseconds, so that many do not come at once. */
  #waitSoon(task: Task, spread: number): void {
    task.isEarly = true
    this.#wait(task, this.#options.clock.now() + (task.phase % Math.min(task.job.everyMs, spread)))
  }

  #remove(id: string, task: Task): void {
    task.isRemoved = true
    task.turn = undefined
    task.stop.abort()
    this.#tasks.delete(id)
  }

  /** The next time of a task, in milliseconds since 1970; not right after one that came early. */
  #nextTime({ job, phase, isEarly }: Task): number {
    const now = this.#options.clock.now()
    const next = nextTime(isEarly ? now + job.everyMs / 2 : now, job.everyMs, phase)
    return Math.min(next, job.extraTime?.(now) ?? next)
  }

  #wait(task: Task, time: number): void {
    const { clock } = this.#options
    task.turn = { due: clock.monotonic() + time - clock.now(), task }
    this.#turns.add(task.turn)
  }

  /** One timer for all: for the turn that is due first. */
  #arm(): void {
    const due = this.#turns.first?.due
    if (this.#isStopped || due === undefined || due >= this.#timerDue) return
    this.#cancelTimer?.()
    this.#timerDue = due
    const { clock } = this.#options
    const wait = Math.min(longestWaitMs, Math.max(0, Math.ceil(due - clock.monotonic())))
    this.#cancelTimer = clock.after(wait, () => this.#wake())
  }

  #wake(): void {
    const now = this.#options.clock.monotonic()
    const hasStalled = now - this.#timerDue > stallMs
    this.#timerDue = Number.POSITIVE_INFINITY
    for (let turn = this.#turns.first; turn && turn.due <= now; turn = this.#turns.first) {
      this.#turns.take()
      const { task } = turn
      if (task.turn !== turn) continue
      if (hasStalled) this.#spread(task)
      else this.#begin(task, turn.due)
    }
    this.#arm()
  }

  /** Where a whole crowd was missed, each comes at its own time within the next minute. */
  #spread(task: Task): void {
    this.#postponed++
    const window = Math.min(task.job.everyMs, spreadMs)
    this.#wait(task, nextTime(this.#options.clock.now(), window, task.phase % window))
  }

  #begin(task: Task, due: number): void {
    task.turn = undefined
    // Somebody ran it by hand first.
    if (task.running) return
    void this.#start(task, due)
  }

  /** Does a job once. Never rejects. */
  #start(task: Task, due?: number): Promise<void> {
    task.turn = undefined
    const work = this.#semaphore.run(async () => {
      if (task.isRemoved || this.#isStopped) return
      if (due !== undefined) this.#options.onDelay?.(this.#options.clock.monotonic() - due)
      await this.#run(task)
    })
    task.running = work.finally(() => this.#finish(task))
    return task.running
  }

  async #run({ job, stop }: Task): Promise<void> {
    const { clock, onFault } = this.#options
    const deadline = new AbortController()
    const late = Promise.withResolvers<void>()
    let cancel = () => {}
    const wait = () => {
      const due = clock.monotonic() + job.timeoutMs
      cancel = clock.after(job.timeoutMs, () => {
        // While the process stands still nothing can be done: then the time begins anew.
        if (clock.monotonic() - due > stallMs) return wait()
        deadline.abort(new Error(`More than ${job.timeoutMs} ms`))
        late.resolve()
      })
    }
    wait()
    const onStop = () => deadline.abort(stop.signal.reason)
    stop.signal.addEventListener('abort', onStop, { once: true })
    try {
      // A job that does not heed its signal holds up nobody.
      await Promise.race([job.run(deadline.signal), late.promise])
      if (deadline.signal.aborted && !stop.signal.aborted) throw deadline.signal.reason
    } catch (error) {
      if (!stop.signal.aborted) onFault(job.id, error)
    } finally {
      cancel()
      stop.signal.removeEventListener('abort', onStop)
    }
  }

  #finish(task: Task): void {
    task.running = undefined
    if (task.isRemoved || this.#isStopped) return
    const { isOutdated } = task
    task.isOutdated = false
    if (!isOutdated) task.job.lastAt = this.#options.clock.now()
    if (isOutdated) this.#waitSoon(task, spreadOf(this.#tasks.size))
    else this.#wait(task, this.#nextTime(task))
    task.isEarly = isOutdated
    this.#arm()
  }
}

/** Milliseconds within which some jobs are all done, where they are due soon. */
function spreadOf(count: number): number {
  return Math.max(shortestSpreadMs, count * shareMs)
}

function newTask(job: Job): Task {
  return {
    job,
    phase: 0,
    turn: undefined,
    running: undefined,
    isEarly: false,
    isOutdated: false,
    isRemoved: false,
    stop: new AbortController(),
  }
}

/** To wake up costs as much as to probe; what is due together wakes the process once. In milliseconds. */
const gridMs = 100

/**
 * Where in its interval a probe runs, in milliseconds: by its id alone, so the same after a restart and elsewhere.
 * Phases lie on a grid: measured with 1,000 probes every 10 s, a run takes 0.6 ms of CPU time in place of 1.2.
 */
export function phaseOf(id: string, everyMs: number): number {
  const fraction = createHash('sha256').update(id).digest().readUIntBE(0, 6) / 2 ** 48
  return Math.floor((fraction * everyMs) / gridMs) * gridMs
}

/** The first time after `now` that is `phase` into an interval; all in milliseconds. */
export function nextTime(now: number, everyMs: number, phase: number): number {
  return now + everyMs - modulo(now - phase, everyMs)
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor
}

/** How late probe runs began: counts by their upper bounds, in seconds, as Prometheus wants a histogram. */
export class SchedulingDelay {
  static readonly bounds: readonly number[] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
  readonly counts = SchedulingDelay.bounds.map(() => 0)
  count = 0
  /** Seconds. */
  sum = 0

  add(milliseconds: number): void {
    const seconds = milliseconds / 1000
    const bucket = SchedulingDelay.bounds.findIndex((bound) => seconds <= bound)
    if (bucket >= 0) this.counts[bucket] = (this.counts[bucket] ?? 0) + 1
    this.count++
    this.sum += seconds
  }
}
