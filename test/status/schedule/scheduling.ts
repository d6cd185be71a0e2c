import type { Job } from '../../../src/status/schedule/scheduler.ts'
import { Scheduler } from '../../../src/status/schedule/scheduler.ts'
import { FakeClock } from './fake-clock.ts'

const minute = 60_000

/** A scheduler by a clock that stands still, and what it did when. */
export function scheduling({ concurrency = 100, clock = new FakeClock() } = {}) {
  const done: { id: string; at: number }[] = []
  const faults: string[] = []
  const lags: number[] = []
  const scheduler = new Scheduler({
    clock,
    concurrency,
    onDelay: (milliseconds) => lags.push(milliseconds),
    onFault: (id, error) => faults.push(`${id}: ${error instanceof Error ? error.message : error}`),
  })
  const job = (
    id: string,
    everyMs: number,
    { takesMs = 0, ...more }: Partial<Job> & { takesMs?: number } = {},
  ): Job => ({
    id,
    everyMs,
    timeoutMs: minute,
    lastAt: clock.now(),
    run: async () => {
      done.push({ id, at: clock.now() })
      if (takesMs > 0) await new Promise<void>((resolve) => clock.after(takesMs, resolve))
    },
    ...more,
  })
  const times = (id: string) => done.filter((one) => one.id === id).map(({ at }) => at)
  return { clock, scheduler, job, done, faults, lags, times }
}
