import { assert, describe, expect, type TestContext, test } from 'vitest'
import { countTurns } from '../../turn-clock.ts'
import { ask, lineOf, probeOf, type Setting } from './asking.ts'

/** What stands in the way, and the probe that meets it. */
export interface Case {
  fault: string
  /** The probe, and what it is asked in. */
  meet: (t: TestContext) => Promise<{ probe: string; setting?: Setting }>
  /** State, phase, code and reason; `AT` is a port of loopback. */
  told: string
}

/** Milliseconds beyond its time-out: a second for the canary, and what a probe has to give back what it has until then. */
const slack = 1100

/** The contract of all kinds of probes: each fault has its state, its phase, its code and its reason, within the time. */
export function hold(title: string, cases: readonly Case[]): void {
  describe(title, { concurrent: true }, () => {
    const ticks = countTurns()
    for (const { fault, meet, told } of cases) {
      test(fault, async (t) => {
        const { probe, setting } = await meet(t)
        const measurement = await ask(probe, { ...setting, changes: { ticks, idle: ticks } })
        expect(lineOf(measurement).replace(/127\.0\.0\.1:\d+/g, 'AT')).toBe(told)
        const { timeout } = probeOf(probe)
        assert.ok(measurement.durationMs < timeout + slack, `took ${measurement.durationMs} ms of ${timeout} ms`)
        expect(measurement.checkedAt).toBe('2026-11-20T03:14:30.000Z')
      })
    }
  })
}
