import { asOf, bakedHoldMs } from '../status-model/age.ts'
import { type Standing, standingOf } from '../status-model/standing.ts'
import type { Verdict } from '../status-model/verdict.ts'

/** How sure what is shown is: asked a moment ago, written down at the build, or not known since the connection broke. */
export type Mode = 'live' | 'baked' | 'lost'

/** What is known at one moment, for every element of the page to show. */
export interface Known {
  readonly mode: Mode
  /** Milliseconds, by the server's clock. */
  readonly now: number
  /** How many changes of a state were told so far. */
  readonly changes: number
  /** How some ids stand; `ids` has commas between them. */
  standing(ids: string): Standing
  /** What a probe found for an expression, while its answer holds. */
  fact(id: string, expression: string): string | undefined
}

/** A server tells at most every 5 s when it has asked last; a probe of every second has not fallen silent meanwhile. */
const liveHoldMs = 15_000

/** What is known by the verdicts that there are. */
export class StatusBoard implements Known {
  readonly mode: Mode
  readonly now: number
  readonly changes: number
  readonly #verdicts: Verdict[]

  /** `heardAt`, by the server's clock in milliseconds: when the connection last told something. */
  constructor(mode: Mode, now: number, verdicts: Iterable<Verdict>, changes = 0, heardAt = now) {
    this.mode = mode
    this.now = now
    this.changes = changes
    this.#verdicts = Array.from(verdicts, (verdict) => judged(verdict, mode, now, heardAt))
  }

  standing(ids: string): Standing {
    return standingOf(ids.split(','), this.#verdicts)
  }

  fact(id: string, expression: string): string | undefined {
    const verdict = this.#verdicts.find((candidate) => candidate.id === id)
    if (!verdict || verdict.stale || !Object.hasOwn(verdict.facts, expression)) return undefined
    return String(verdict.facts[expression])
  }
}

/** A job that builds now and then asks less often than a server does; whatever was live is judged by its own interval. */
function judged(verdict: Verdict, mode: Mode, now: number, heardAt: number): Verdict {
  if (mode === 'baked') return asOf(verdict, now, bakedHoldMs)
  const aged = asOf(verdict, now, liveHoldMs)
  if (mode === 'live' || aged.stale) return aged
  const since = new Date(heardAt).toISOString()
  return { ...aged, state: 'unknown', since, reason: lostReason, stale: true, was: aged.state }
}

const lostReason = 'The connection to the status server is lost'
