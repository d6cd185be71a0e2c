import type { StatusSnapshot } from '../../../../checks/probes/verdict.ts'
import { exposition } from '../../../status/api/exposition.ts'
import { probeMetrics } from '../../../status/api/metrics.ts'
import { jsonText } from '../../../text/json-text.ts'
import { junit } from './junit.ts'
import { type TableOptions, table } from './table.ts'

/** Verdicts in, text out. */
export type ProbeReporter = (snapshot: StatusSnapshot, options: TableOptions) => string

/** Every format of `waymark probe`; the first one is the usual. */
export const formats: Readonly<Record<string, ProbeReporter>> = {
  table,
  json: jsonText,
  prometheus,
  junit,
}

/** As `/metrics` of the server tells them; since when a state lasts is not known to a single round. */
function prometheus({ probes }: StatusSnapshot): string {
  const metrics = probeMetrics(probes).filter(({ name }) => name !== 'waymark_probe_since_timestamp_seconds')
  return [...exposition(metrics)].join('')
}
