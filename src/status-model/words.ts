import type { ServiceStatus } from './rollup.ts'
import { type State, states } from './verdict.ts'

/** What stands before a title, for whoever sees the tab alone. */
export const titleMarks: Readonly<Partial<Record<State, string>>> = { degraded: '▲', down: '▼', unknown: '?' }

/** The state in a word or three. */
export function stateText({ state, was, pending, flapping, checkedAt }: ServiceStatus): string {
  if (checkedAt === undefined) return 'not asked yet'
  if (state === 'unknown' && was !== undefined && was !== 'unknown') return `unknown, was ${was}`
  const word = flapping ? `${state}, flapping` : state
  return pending === undefined || pending === state ? word : `${word}, perhaps ${pending}`
}

/** That nobody answers for the states of a page, since a moment as the reader's clock has it: `14:02`. */
export function unansweredText(since: string): string {
  return `The status server does not answer, since ${since}`
}

/** How many are in which state, the worst first: `1 down, 2 degraded, 40 up`. */
export function stateCounts(some: readonly State[]): string {
  const counts = states.toReversed().map((state) => [some.filter((one) => one === state).length, state] as const)
  return counts
    .filter(([count]) => count > 0)
    .map(([count, state]) => `${count} ${state}`)
    .join(', ')
}

/** The same of services: `43 services: 1 down, 2 degraded, 40 up`. */
export function countsText(some: readonly State[]): string {
  return `${some.length} ${some.length === 1 ? 'service' : 'services'}: ${stateCounts(some)}`
}

/**
 * Why something is not well, as text with code between backticks; of what consists of several probes, which of them says
 * so. Empty where there is nothing to tell.
 */
export function reasonText({ state, since, reason, probe }: ServiceStatus, ids: string): string {
  if (state === 'up' || since === undefined || reason === undefined) return ''
  return probe === undefined || probe === ids ? reason : `\`${probe}\`: ${reason}`
}

/** Of many services, how many that are not well are named on top. */
const mostTroubled = 12

interface Troubled<Service> {
  /** The worst first. */
  named: Service[]
  /** How many more there are. */
  more: number
}

/**
 * The services that are not well, unknown ones among them. Where nothing is known of any,
 * nothing was ever probed, and there is nothing to tell.
 */
export function troubledServices<Service extends { state: State; checkedAt?: string | undefined }>(
  services: readonly Service[],
): Troubled<Service> {
  if (services.every(({ checkedAt }) => checkedAt === undefined)) return { named: [], more: 0 }
  const of = (state: State) => services.filter((service) => service.state === state)
  const all = states
    .toReversed()
    .filter((state) => state !== 'up')
    .flatMap(of)
  return { named: all.slice(0, mostTroubled), more: Math.max(0, all.length - mostTroubled) }
}

/** How many are not well besides those that have names. */
export function moreText(more: number): string {
  return `and ${more} more`
}

/** A moment as it stands on a page that does not know when it is read: to the minute, in UTC. */
export function timestampText(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`
}

/** How long ago something was, in milliseconds, in words that change once a minute at most. */
export function ageText(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000)
  if (minutes < 1) return 'now'
  if (minutes < 60) return `${minutes} min ago`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`
}

/** A reason's text, in which code stands between backticks, in parts. */
export function codeParts(text: string): { text: string; isCode: boolean }[] {
  const parts = text.split('`').map((part, index) => ({ text: part, isCode: index % 2 === 1 }))
  return parts.filter((part) => part.text !== '')
}

/** Of a found value, this many characters are shown. */
const longestFact = 80

/** How a value of a page stands to what a probe found: as text, whatever type it had, and spaces as a page shows them. */
export function compareFact(written: string, found: string | undefined): 'same' | 'other' | 'unknown' {
  if (found === undefined) return 'unknown'
  return spaced(written) === spaced(found) ? 'same' : 'other'
}

/** A found value as it is shown. */
export function factText(found: string): string {
  const text = spaced(found)
  if (text === '') return 'nothing'
  const characters = Array.from(text)
  return characters.length > longestFact ? `${characters.slice(0, longestFact - 1).join('')}…` : text
}

/** Signs that turn the direction of what stands behind them, or are not seen, are no part of what is shown. */
function spaced(text: string): string {
  return text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .trim()
}
