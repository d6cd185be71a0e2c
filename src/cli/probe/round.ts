import type { Measurement, StatusSnapshot, Verdict } from '../../../checks/probes/verdict.ts'
import type { Probe } from '../../config/inventory.ts'
import { whilePlanned } from '../../status/maintenance/planned.ts'

export interface RoundOptions {
  /** Null for the hosts as written. */
  environment: string | null
  /** How many are asked at once. */
  concurrency: number
  measure: (probe: Probe) => Promise<Measurement>
  /** The maintenance window that the moment lies in. */
  planned: (probe: Probe) => { until: number; note?: string | undefined } | undefined
  /** ISO 8601: since when a probe is in a state, as far as is known. */
  since: (verdict: Verdict) => string
  /** Called after each answer. */
  onAnswer: (done: number) => void
}

/** Asks each probe once, side by side; the verdicts are in the order of the probes. */
export async function askRound(probes: readonly Probe[], options: RoundOptions): Promise<StatusSnapshot> {
  const verdicts: Verdict[] = []
  const rest = probes.entries()
  let done = 0
  const askRest = async () => {
    for (let next = rest.next(); !next.done; next = rest.next()) {
      const [index, probe] = next.value
      verdicts[index] = verdictOf(probe, await options.measure(probe), options)
      options.onAnswer(++done)
    }
  }
  await Promise.all(Array.from({ length: Math.min(options.concurrency, probes.length) }, askRest))
  const checkedAt =
    verdicts
      .map((verdict) => verdict.checkedAt)
      .toSorted()
      .at(-1) ?? ''
  return { version: 1, environment: options.environment, checkedAt, probes: verdicts }
}

/** One asking is all that there is: no thresholds, and no history but that of this run. */
function verdictOf(probe: Probe, measurement: Measurement, { planned, since }: RoundOptions): Verdict {
  const { id, service, kind, every, timeout } = probe
  const window = planned(probe)
  const { state: found, ...rest } = window ? whilePlanned(measurement, window) : measurement
  const state = window ? 'maintenance' : found
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
