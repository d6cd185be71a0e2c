import type { Measurement } from '../../../checks/probes/verdict.ts'
import type { ProbeRun } from '../../../src/status/history/probe-state.ts'
import type { Retention } from '../../../src/status/history/store.ts'

export const begin = Date.parse('2026-11-22T03:00:00Z')

export const retention: Retention = { results: 48 * 3_600_000, hours: 90 * 86_400_000, days: 730 * 86_400_000 }

export interface EntryOptions {
  id?: string
  state?: Measurement['state']
  /** Milliseconds since 1970. */
  at?: number
  everyMs?: number
  maintenance?: boolean
  durationMs?: number
}

/** One asking: up, in 12 ms, unless said otherwise. */
export function entry(options: EntryOptions = {}): ProbeRun {
  const { id = 'erp.ping', state = 'up', at = begin, everyMs = 30_000, maintenance = false, durationMs = 12 } = options
  const why = state === 'up' ? {} : { phase: 'first-byte' as const, code: `http/${state}`, reason: `It is ${state}` }
  return {
    probe: { id, service: id.split('.')[0] ?? id, kind: 'http' },
    measurement: {
      state,
      checkedAt: new Date(at).toISOString(),
      durationMs,
      ...why,
      phases: { dns: 1, connect: 2, 'first-byte': 9 },
      conditions: [{ expression: 'status == 200', held: state === 'up', found: null }],
      facts: { 'json.version': '22.0.4' },
    },
    rules: { thresholds: { up: 1, degraded: 2, down: 2, unknown: 2 }, maintenance, everyMs },
  }
}
