import type { StatusSnapshot } from '../../../../checks/probes/verdict.ts'
import { exposition } from '../../../status/api/exposition.ts'
import { probeMetrics } from '../../../status/api/metrics.ts'

/** As `/metrics` of the server tells them; since when a state lasts is not known to a single round. */
export function prometheus({ probes }: StatusSnapshot): string {
  const metrics = probeMetrics(probes).filter(({ name }) => name !== 'waymark_probe_since_timestamp_seconds')
  return [...exposition(metrics)].join('')
}
