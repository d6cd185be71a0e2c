import { askedByNobody, minBuiltAgeMs, tooOldToCount } from '../../../status-model/age.ts'
import { type ServiceStatus, worstState } from '../../../status-model/rollup.ts'
import { isState, type State } from '../../../status-model/verdict.ts'
import type { StatusView } from './status-view.ts'

interface BuiltStatus {
  state: State
  checkedAt: string
}

/** What the build wrote into the page, for when nobody tells anything newer: it holds for a while, and no longer. */
export class BuiltPage {
  readonly #statuses = new Map<string, BuiltStatus>()
  readonly #newest: number
  /** Whether the page is shown since the server does not answer. */
  readonly isCopy: boolean

  /** To be made before anything of the page is changed. */
  constructor(page: ParentNode, { isCopy = false } = {}) {
    this.isCopy = isCopy
    for (const element of page.querySelectorAll<HTMLElement>('waymark-status[data-of]')) {
      const { of = '', state } = element.dataset
      const checkedAt = element.querySelector<HTMLTimeElement>('.status-sign time')?.dateTime
      if (isState(state) && checkedAt !== undefined) this.#statuses.set(of, { state, checkedAt })
    }
    this.#newest = Math.max(...Array.from(this.#statuses.values(), ({ checkedAt }) => Date.parse(checkedAt)))
  }

  /**
   * What a page that is too old says at a time in milliseconds; undefined while what stands on it holds. `unansweredAt`:
   * since when a server does not answer. Of what a copy shows nobody knows for how long it has held: none of it holds.
   */
  outdatedView(now: number, unansweredAt?: number): StatusView | undefined {
    const isHeld = !this.isCopy && now <= this.#newest + minBuiltAgeMs
    if (this.#statuses.size === 0 || isHeld) return undefined
    const heldFor = this.isCopy ? 0 : minBuiltAgeMs
    const since = new Date(unansweredAt ?? this.#newest + heldFor).toISOString()
    const reason = this.isCopy ? askedByNobody : tooOldToCount
    const why = unansweredAt === undefined ? { reason } : { isUnanswered: true as const }
    return {
      mode: 'lost',
      now,
      changes: 0,
      statusOf: (ids): ServiceStatus => {
        // Of what the page tells by its head, there may be no one sign.
        const written = this.#statuses.get(ids) ?? this.#worst(ids.split(','))
        if (!written) return { state: 'unknown' }
        const { state, checkedAt } = written
        return { state: 'unknown', was: state, checkedAt, since, ...why }
      },
      alerts: undefined,
      verdicts: () => [],
      fact: () => undefined,
    }
  }

  #worst(ids: readonly string[]): BuiltStatus | undefined {
    const written = ids.flatMap((id) => this.#statuses.get(id) ?? [])
    const state = worstState(written.map((one) => one.state))
    return written.find((one) => one.state === state)
  }
}
