import { z } from 'zod'
import { settings } from '../../schema/settings.ts'

const count = z.int().min(1).max(100).optional()

/** How many runs in a row it takes until a state holds; what is absent comes from the level above. */
export const thresholds = settings({
  up: count.describe('Runs in a row until it is better than before; 1 unless said otherwise'),
  degraded: count.describe('Runs in a row that are degraded or down until it is degraded; 2 unless said otherwise'),
  down: count.describe('Runs in a row until it is down; 2 unless said otherwise'),
  unknown: count.describe(
    'Runs in a row in which Waymark could not probe until it is unknown; 2 unless said otherwise',
  ),
}).describe('How many runs in a row it takes until a state holds')

export type ThresholdSettings = z.infer<typeof thresholds>
