import { bakedHoldMs, tooOldToCount } from '../../status-model/age.ts'
import { type Standing, worstOf } from '../../status-model/rollup.ts'
import { type State, states } from '../../status-model/verdict.ts'
import type { StatusView } from './status-view.ts'

interface Written {
  state: State
  checkedAt: string
}

/** What the build wrote into the page, for when nobody tells anything newer: it holds for a while, and no longer. */
export class WrittenPage {
  readonly #standings = new Map<string, Written>()
  readonly #newest: number

  /** To be made before anything of the page is changed. */
  constructor(page: ParentNode) {
    for (const element of page.querySelectorAll<HTMLElement>('waymark-status[data-of]')) {
      const { of = '', state } = element.dataset
      const checkedAt = element.querySelector<HTMLTimeElement>('.status-sign time')?.dateTime
      if (isState(state) && checkedAt !== undefined) this.#standings.set(of, { state, checkedAt })
    }
    this.#newest = Math.max(...Array.from(this.#standings.values(), ({ checkedAt }) => Date.parse(checkedAt)))
  }

  /**
   * What a page that is too old says at a time in milliseconds; undefined while what stands on it holds. `unansweredAt`:
   * when a server was asked in vain.
   */
  tooOld(now: number, unansweredAt?: number): StatusView | undefined {
    if (this.#standings.size === 0 || now <= this.#newest + bakedHoldMs) return undefined
    const since = new Date(unansweredAt ?? this.#newest + bakedHoldMs).toISOString()
    const why = unansweredAt === undefined ? { reason: tooOldToCount } : { isUnanswered: true as const }
    return {
      mode: 'lost',
      now,
      changes: 0,
      standing: (ids): Standing => {
        // Of what the page tells by its head, there may be no one sign.
        const written = this.#standings.get(ids) ?? this.#worst(ids.split(','))
        if (!written) return { state: 'unknown' }
        const { state, checkedAt } = written
        return { state: 'unknown', was: state, checkedAt, since, ...why }
      },
      fact: () => undefined,
    }
  }

  #worst(ids: readonly string[]): Written | undefined {
    const written = ids.flatMap((id) => this.#standings.get(id) ?? [])
    const state = worstOf(written.map((one) => one.state))
    return written.find((one) => one.state === state)
  }
}

function isState(text: string | undefined): text is State {
  return states.some((state) => state === text)
}
