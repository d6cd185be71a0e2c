import { asOf, type Standing, standingOf, type Verdict } from './status-standing.ts'

/** How sure what is shown is: asked a moment ago, written down at the build, or not known since the connection broke. */
export type Mode = 'live' | 'baked' | 'lost'

/** What is known at one moment, for every element of the page to show. */
export class StatusBoard {
  readonly mode: Mode
  /** Milliseconds, by the server's clock. */
  readonly now: number
  readonly #verdicts: Verdict[]

  constructor(mode: Mode, now: number, verdicts: Iterable<Verdict>) {
    this.mode = mode
    this.now = now
    this.#verdicts = Array.from(verdicts, (verdict) => judged(verdict, mode, now))
  }

  /** How some ids stand; `ids` has commas between them. */
  standing(ids: string): Standing {
    return standingOf(ids.split(','), this.#verdicts)
  }

  /** What a probe found for an expression, while its answer holds. */
  fact(id: string, expression: string): string | undefined {
    const verdict = this.#verdicts.find((candidate) => candidate.id === id)
    if (!verdict || verdict.stale || !Object.hasOwn(verdict.facts, expression)) return undefined
    return String(verdict.facts[expression])
  }
}

/** A build judged its own verdicts at its time, and each is shown with that. Whatever was live is judged by its age. */
function judged(verdict: Verdict, mode: Mode, now: number): Verdict {
  if (mode === 'baked') return verdict
  const aged = asOf(verdict, now)
  if (mode === 'live' || aged.stale) return aged
  return {
    ...aged,
    state: 'unknown',
    reason: 'The connection to the status server is lost',
    stale: true,
    was: aged.state,
  }
}
