import type { State } from '../../status-model/verdict.ts'
import { type Badge, badgeColors } from '../../svg/badge.ts'

/** What the badge of a probe or a service says. */
export interface StateBadge {
  label: string
  state: State
}

const colors: Record<State, string> = {
  up: badgeColors.good,
  degraded: badgeColors.caution,
  maintenance: badgeColors.plan,
  unknown: badgeColors.plain,
  down: badgeColors.bad,
}

/** The same as it is drawn. */
export function drawnBadge({ label, state }: StateBadge): Badge {
  return { label, message: state, color: colors[state] }
}

/** The badge for shields.io/badges/endpoint-badge. */
export function badgeEndpoint({ label, state }: StateBadge) {
  return { schemaVersion: 1, label, message: state, color: colors[state], isError: state === 'down', cacheSeconds: 300 }
}
