import { performance } from 'node:perf_hooks'
import type { Surroundings } from '../surroundings.ts'

/** The clocks of this process. */
export const systemClocks: Pick<Surroundings, 'now' | 'ticks' | 'idle'> = {
  now: () => Date.now(),
  ticks: () => performance.now(),
  // Source: nodejs.org/api/perf_hooks.html, `performance.eventLoopUtilization()`.
  idle: () => performance.eventLoopUtilization().idle,
}
