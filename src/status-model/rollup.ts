import { unansweredCode } from './age.ts'
import { type ShownVerdict, type State, states } from './verdict.ts'

/** The status of what an id means: a probe, or a service with all of its probes. */
export interface ServiceStatus {
  state: State
  /** Absent where nothing was ever probed. */
  since?: string
  checkedAt?: string
  /** What the state rests on. */
  probe?: string
  reason?: string
  pending?: State
  /** One of what it consists of has changed again and again lately. */
  flapping?: true
  was?: State
  /** Nobody has told it since `since`: the server does not answer. */
  isUnanswered?: true
}

/** The worst of some states; `up` where there is none. */
export function worstState(some: readonly State[]): State {
  return some.reduce((worst, state) => (states.indexOf(state) > states.indexOf(worst) ? state : worst), 'up')
}

/** Whether a reader has to see what is behind a state: something does not work as it should. */
export function isTroubled(state: State): boolean {
  return state === 'down' || state === 'degraded'
}

/** The status of some ids by the verdicts that there are: the worst of them decides, and one without a verdict is unknown. */
export function rollUp(ids: readonly string[], verdicts: Iterable<ShownVerdict>): ServiceStatus {
  const all = new Set(ids)
  const own = [...verdicts].filter(({ id, service }) => all.has(id) || all.has(service))
  if (own.length === 0) return { state: 'unknown' }
  const found = new Set(own.flatMap(({ id, service }) => [id, service]))
  const state = worstState([
    ...own.map((verdict) => verdict.state),
    ...(ids.every((id) => found.has(id)) ? [] : unprobed),
  ])
  const deciding = own.filter((verdict) => verdict.state === state)
  const newest = (deciding.length > 0 ? deciding : own).reduce((one, other) =>
    other.checkedAt > one.checkedAt ? other : one,
  )
  const flapping = own.some((verdict) => verdict.flapping) ? { flapping: true as const } : {}
  if (deciding.length === 0) return { state, checkedAt: newest.checkedAt, ...flapping }
  const { id, since, reason, pending } = deciding.reduce((one, other) => (other.since < one.since ? other : one))
  const before = deciding.flatMap(({ was }) => was ?? [])
  return {
    state,
    since,
    checkedAt: newest.checkedAt,
    probe: id,
    ...(reason !== undefined && { reason }),
    ...(pending && { pending }),
    ...flapping,
    ...(before.length > 0 && { was: worstState(before) }),
    ...(deciding.every(({ code }) => code === unansweredCode) && { isUnanswered: true }),
  }
}

const unprobed: readonly State[] = ['unknown']
