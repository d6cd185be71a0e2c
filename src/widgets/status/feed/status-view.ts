import { alertsAsOf, alertsUnanswered, asOf, minBuiltAgeMs, unanswered } from '../../../status-model/age.ts'
import type { AlertsNow } from '../../../status-model/alert.ts'
import { rollUp, type ServiceStatus } from '../../../status-model/rollup.ts'
import type { ShownVerdict } from '../../../status-model/verdict.ts'

/** How sure what is shown is: measured a moment ago, written down by the build, or not told since the server fell silent. */
export type StatusMode = 'live' | 'baked' | 'lost'

/** What is known at one moment, for every element of the page to show. */
export interface StatusView {
  readonly mode: StatusMode
  /** Milliseconds, by the server's clock. */
  readonly now: number
  /** How many changes of a state were told so far. */
  readonly changes: number
  /** The status of some ids; `ids` has commas between them. */
  statusOf(ids: string): ServiceStatus
  /** What is known of the probes that some ids mean, in the order of the files. */
  verdicts(ids: string): readonly ShownVerdict[]
  /** Which alerts fire; undefined where nobody tells it. */
  readonly alerts: AlertsNow | undefined
  /** What a probe found for an expression, while its answer holds. */
  fact(id: string, expression: string): string | undefined
}

/** What a view is made of; times in milliseconds, by the server's clock. */
interface VerdictViewOptions {
  mode: StatusMode
  now: number
  verdicts: Iterable<ShownVerdict>
  alerts?: AlertsNow | undefined
  changes?: number
  /** When the server has told something last. */
  heardAt?: number
  /** A verdict holds for this long at least: a server tells now and then when it has probed last. */
  leastMs?: number
}

/** What is known by the verdicts that there are. */
export class VerdictView implements StatusView {
  readonly mode: StatusMode
  readonly now: number
  readonly changes: number
  readonly alerts: AlertsNow | undefined
  readonly #verdicts: ShownVerdict[]

  constructor({ mode, now, verdicts, alerts, changes = 0, heardAt = now, leastMs = 0 }: VerdictViewOptions) {
    this.mode = mode
    this.now = now
    this.changes = changes
    // A server says itself when a source has become silent.
    this.alerts = alerts && (mode === 'live' ? alerts : builtAlerts(alerts, mode, now))
    this.#verdicts = Array.from(verdicts, (verdict) => {
      if (mode === 'baked') return asOf(verdict, now, minBuiltAgeMs)
      if (mode === 'lost') return unanswered(verdict, heardAt)
      // A server says itself what has grown too old: where only this page finds it so, that server is silent.
      return asOf(verdict, now, leastMs) === verdict ? verdict : unanswered(verdict, heardAt)
    })
  }

  statusOf(ids: string): ServiceStatus {
    return rollUp(ids.split(','), this.#verdicts)
  }

  verdicts(ids: string): readonly ShownVerdict[] {
    const all = new Set(ids.split(','))
    return this.#verdicts.filter(({ id, service }) => all.has(id) || all.has(service))
  }

  fact(id: string, expression: string): string | undefined {
    const verdict = this.#verdicts.find((candidate) => candidate.id === id)
    if (!verdict || verdict.stale || !Object.hasOwn(verdict.facts, expression)) return undefined
    return String(verdict.facts[expression])
  }
}

function builtAlerts(alerts: AlertsNow, mode: StatusMode, now: number): AlertsNow {
  return mode === 'lost' ? alertsUnanswered(alerts) : alertsAsOf(alerts, now, minBuiltAgeMs)
}
