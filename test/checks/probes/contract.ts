import { assert, describe, expect, type TestContext, test } from 'vitest'
import type { Measurement } from '../../../checks/probes/verdict.ts'
import { ask, lineOf, probeOf, type Setting } from './asking.ts'

/** What stands in the way, and the probe that meets it. */
export interface Case {
  fault: string
  /** The probe, and what it is asked in. */
  meet: (t: TestContext) => Promise<{ probe: string; setting?: Setting }>
  /** State, phase, code and reason; `AT` is a port of loopback. */
  told: string
}

/** Milliseconds that a busy machine may add to the time of a probe, with a second for the canary. */
const slack = 4000

/** What never comes is waited for so shortly that a busy machine may miss what does come: then it is asked again. */
const attempts = 3

/** The contract of all kinds of probes: each fault has its state, its phase, its code and its reason, within the time. */
export function hold(title: string, cases: readonly Case[]): void {
  describe(title, { concurrent: true }, () => {
    for (const { fault, meet, told } of cases) {
      test(fault, async (t) => {
        const { probe, setting } = await meet(t)
        const lineNow = (found: Measurement) => lineOf(found).replace(/127\.0\.0\.1:\d+/g, 'AT')
        let measurement = await ask(probe, setting)
        for (let again = 1; again < attempts && lineNow(measurement) !== told; again++) {
          measurement = await ask(probe, setting)
        }
        expect(lineNow(measurement)).toBe(told)
        const { timeout } = probeOf(probe)
        assert.ok(measurement.durationMs < timeout + slack, `took ${measurement.durationMs} ms of ${timeout} ms`)
        expect(measurement.checkedAt).toBe('2026-11-20T03:14:30.000Z')
      })
    }
  })
}
