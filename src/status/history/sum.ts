import { z } from 'zod'
import type { Measurement } from '../../../checks/probes/verdict.ts'
import type { State } from '../../status-model/verdict.ts'

const count = z.int().default(0)

/** The measurements of an hour or a day. A time without counts is a gap, and no uptime. */
export const sum = z.object({
  /** When the hour or the day begins, in milliseconds; of UTC. */
  at: z.number(),
  up: count,
  degraded: count,
  down: count,
  unknown: count,
  maintenance: count,
  /** Milliseconds of all answers that were up or degraded. */
  totalMs: z.number().default(0),
  /** Of the slowest of them. */
  maxMs: z.number().default(0),
})

export type Sum = z.infer<typeof sum>

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs

/** When the hour or the day of a time begins. */
export function periodStart(at: number, lengthMs: number): number {
  return Math.floor(at / lengthMs) * lengthMs
}

export function emptySum(at: number): Sum {
  return { at, up: 0, degraded: 0, down: 0, unknown: 0, maintenance: 0, totalMs: 0, maxMs: 0 }
}

/** The sum with one measurement more, which counts as `state`. */
export function withMeasurement(sum: Sum, state: State, { state: measured, durationMs }: Measurement): Sum {
  const answered = measured === 'up' || measured === 'degraded'
  return {
    ...sum,
    [state]: sum[state] + 1,
    totalMs: sum.totalMs + (answered ? durationMs : 0),
    maxMs: answered ? Math.max(sum.maxMs, durationMs) : sum.maxMs,
  }
}

/** Two sums of one time. */
export function mergeSums(one: Sum, other: Sum): Sum {
  return {
    at: one.at,
    up: one.up + other.up,
    degraded: one.degraded + other.degraded,
    down: one.down + other.down,
    unknown: one.unknown + other.unknown,
    maintenance: one.maintenance + other.maintenance,
    totalMs: one.totalMs + other.totalMs,
    maxMs: Math.max(one.maxMs, other.maxMs),
  }
}
