import type { Probe, Service } from '../../src/config/inventory.ts'
import type { RawFinding } from '../check.ts'
import { Condition, isMistake } from '../probes/conditions/condition.ts'
import { placeInCondition } from './condition-place.ts'

/** Conditions that are no CEL, name what there is not, or compare what cannot be compared. */
export function wrongConditions({ file, probes }: Service): RawFinding[] {
  return probes.flatMap((probe) => (['expect', 'degraded'] as const).flatMap((key) => inList(probe, key, file)))
}

function inList(probe: Probe, key: 'expect' | 'degraded', file: string): RawFinding[] {
  return probe[key].flatMap((expression, index) => {
    const parsed = Condition.parse(expression, probe.kind)
    if (!isMistake(parsed)) return []
    const { message, hint, start, end } = parsed
    const place = placeInCondition(probe.locate([key, index]), expression, { start, end })
    return [{ code: 'services/condition', message, file, ...place, ...(hint !== undefined && { hint }) }]
  })
}
