import { z } from 'zod'
import { settings } from '../../schema/settings.ts'

const count = z.int().min(1).max(100).optional()

export const thresholdKeys = {
  up: count.describe('How many answers in a row are better than the state until it gets better; `1` when absent'),
  degraded: count.describe('How many answers in a row are degraded or down until it is degraded; `2` when absent'),
  down: count.describe('How many answers in a row are down until it is down; `2` when absent'),
  unknown: count.describe(
    'How many times in a row Waymark itself could not probe until it is unknown; these do not count for or against the service; `2` when absent',
  ),
}

/** How many answers in a row it takes until a state holds; what is absent comes from the level above. */
export const thresholds = settings(thresholdKeys).describe('How many answers in a row it takes until a state holds')

export type ThresholdSettings = z.infer<typeof thresholds>

/** How many measurements in a row confirm a state; `unknown` counts those in which the prober could find out nothing. */
export type Thresholds = Record<keyof typeof thresholdKeys, number>

/** What holds where nothing is said: one bad measurement is no outage, and one good one ends it. */
const defaultThresholds: Thresholds = { up: 1, degraded: 2, down: 2, unknown: 2 }

/** Each from the last level that says it. */
export function thresholdsOf(levels: readonly (ThresholdSettings | undefined)[]): Thresholds {
  const of = (key: keyof Thresholds) =>
    levels.findLast((level) => level?.[key] !== undefined)?.[key] ?? defaultThresholds[key]
  return { up: of('up'), degraded: of('degraded'), down: of('down'), unknown: of('unknown') }
}
