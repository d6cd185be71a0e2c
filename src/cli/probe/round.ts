import type { Measurement, StatusSnapshot, Verdict } from '../../../checks/probes/verdict.ts'
import type { Probe } from '../../config/services.ts'
import { type MaintenanceSpan, withMaintenance } from '../../status/maintenance/windows.ts'
import { latestCheck } from '../../status-model/verdict.ts'

interface RoundOptions {
  /** Null for the hosts as written. */
  environment: string | null
  /** How many run at once. */
  concurrency: number
  measure: (probe: Probe) => Promise<Measurement>
  /** The maintenance window that the moment lies in. */
  maintenance: (probe: Probe) => MaintenanceSpan | undefined
  /** ISO 8601: since when a probe is in a state, as far as is known. */
  since: (verdict: Verdict) => string
  /** Told how many have run, after each. */
  onMeasured: (done: number) => void
}

/** Runs each probe once, side by side; the verdicts are in the order of the probes. */
export async function runRound(probes: readonly Probe[], options: RoundOptions): Promise<StatusSnapshot> {
  const verdicts: Verdict[] = []
  const rest = probes.entries()
  let done = 0
  const runRest = async () => {
    for (let next = rest.next(); !next.done; next = rest.next()) {
      const [index, probe] = next.value
      verdicts[index] = verdictOf(probe, await options.measure(probe), options)
      options.onMeasured(++done)
    }
  }
  await Promise.all(Array.from({ length: Math.min(options.concurrency, probes.length) }, runRest))
  const checkedAt = latestCheck(verdicts) ?? ''
  return { version: 1, environment: options.environment, checkedAt, probes: verdicts }
}

/** One run is all that there is: no thresholds, and no history but that of this command. */
function verdictOf(probe: Probe, measurement: Measurement, { maintenance, since }: RoundOptions): Verdict {
  const { id, service, kind, every, timeout } = probe
  const window = maintenance(probe)
  const { state: measured, ...rest } = window ? withMaintenance(measurement, window) : measurement
  const state = window ? 'maintenance' : measured
  const verdict: Verdict = {
    id,
    service,
    kind,
    state,
    since: measurement.checkedAt,
    ...rest,
    everyMs: Math.max(every, timeout),
  }
  return { ...verdict, since: since(verdict) }
}
