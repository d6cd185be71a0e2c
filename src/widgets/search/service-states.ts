import type { ServiceStatus } from '../../status-model/rollup.ts'
import { type ShownSnapshot, type State, states } from '../../status-model/verdict.ts'
import { stateText } from '../../status-model/words.ts'
import { VerdictView } from '../status/feed/status-view.ts'
import { part } from './option-list.ts'

const answerMs = 10_000
/** A verdict of a server holds at least for as long as the dialog is likely to be looked at. */
const heldMs = 60_000

/** How the services are, as it was when the dialog was opened. */
export class ServiceStates {
  readonly #view: VerdictView
  readonly #ids: readonly string[]

  constructor({ bakedAt, probes }: ShownSnapshot, now: number) {
    const mode = bakedAt === undefined ? 'live' : 'baked'
    this.#view = new VerdictView({ mode, now, verdicts: probes, leastMs: heldMs })
    this.#ids = [...new Set(probes.map(({ service }) => service))]
  }

  /** Those that are known to be not well, the worst first. */
  get troubled(): { id: string; status: ServiceStatus }[] {
    const all = this.#ids.map((id) => ({ id, status: this.#view.statusOf(id) }))
    const isTroubled = ({ status }: { status: ServiceStatus }) => status.state !== 'up' && status.state !== 'unknown'
    const rank = (state: State) => states.indexOf(state)
    return all.filter(isTroubled).sort((one, other) => rank(other.status.state) - rank(one.status.state))
  }

  /** The sign of some services; undefined where nothing was ever said of one. */
  sign(services: readonly string[]): HTMLElement | undefined {
    const known = services.filter((id) => this.#ids.includes(id))
    return known.length === 0 ? undefined : stateSign(this.#view.statusOf(known.join(',')))
  }
}

export function stateSign(status: ServiceStatus): HTMLElement {
  const sign = part('state', stateText(status))
  sign.dataset.state = status.state
  return sign
}

/** What the site's server says, or its build wrote down; undefined where neither does. */
export async function loadServiceStates(base: string): Promise<ServiceStates | undefined> {
  // A copy on a disk asks nobody.
  if (location.protocol === 'file:') return undefined
  try {
    const signal = AbortSignal.timeout(answerMs)
    const answer = await fetch(`${base}_waymark/status.json`, { signal, cache: 'no-cache' })
    if (!answer.ok) return undefined
    const now = Date.parse(answer.headers.get('Date') ?? '')
    const snapshot: ShownSnapshot = await answer.json()
    return new ServiceStates(snapshot, Number.isNaN(now) ? Date.now() : now)
  } catch {
    return undefined
  }
}
