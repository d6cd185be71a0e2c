import type { ServiceStatus } from './rollup.ts'
import { type State, states } from './verdict.ts'

/** What stands before a title, for whoever sees the tab alone. */
export const titleMarks: Readonly<Partial<Record<State, string>>> = { degraded: '▲', down: '▼', unknown: '?' }

/** The state in a word or three. */
export function stateText({ state, was, pending, flapping, checkedAt }: ServiceStatus): string {
  if (checkedAt === undefined) return 'not probed yet'
  if (state === 'unknown' && was !== undefined && was !== 'unknown') return `unknown, was ${was}`
  const word = flapping ? `${state}, flapping` : state
  return pending === undefined || pending === state ? word : `${word}, perhaps ${pending}`
}

/** Whether a shape alone would tell too little: the state turns again and again, or may be about to. */
export function isUnsure({ state, pending, flapping }: ServiceStatus): boolean {
  return flapping === true || (pending !== undefined && pending !== state)
}

/** That nobody answers for the states of a page, since a moment as the reader's clock has it: `14:02`. */
export function unansweredText(since: string): string {
  return `The status server does not answer, since ${since}`
}

/** How many are in which state, the worst first: `1 down, 2 degraded, 40 up`. */
export function stateCounts(some: readonly State[]): string {
  return countStates(some)
    .map(([state, count]) => `${count} ${state}`)
    .join(', ')
}

/** How many are in which state, the worst first; without those that none is in. */
export function countStates(some: readonly State[]): [state: State, count: number][] {
  const counts = states
    .toReversed()
    .map((state): [State, number] => [state, some.filter((one) => one === state).length])
  return counts.filter(([, count]) => count > 0)
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

/** A moment as it stands on a page that does not know when it is read: to the minute, in UTC. */
export function timestampText(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`
}

/** A day of a date in ISO 8601, without its year: `21 Nov`. */
export function dateText(iso: string): string {
  return `${Number(iso.slice(8, 10))} ${months[Number(iso.slice(5, 7)) - 1] ?? ''}`
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** How long something lasted, in milliseconds: `18 min`, `1 h 20 min`, `3 days`. */
export function lengthText(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000)
  if (minutes < 1) return 'less than a minute'
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours >= 48) return `${Math.floor(hours / 24)} days`
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
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

/** What stands between a value of a page and what was found for it. */
export const foundWords = { same: ' found so', other: ' found', measured: ' measured', unknown: '' } as const

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
