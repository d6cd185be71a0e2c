import { type State, states } from './verdict.ts'
import { countStates, lengthText } from './words.ts'

/** Of a service, what a page of all services is made by; times in ISO 8601. */
export interface OverviewService {
  id: string
  state: State
  since?: string | undefined
  /** Absent where it was never probed. */
  checkedAt?: string | undefined
}

/** The services that are not well, the worst and longest first. One that was never probed is not among them. */
export function troubledServices<Service extends OverviewService>(services: readonly Service[]): Service[] {
  return services
    .filter(({ state, checkedAt }) => state !== 'up' && checkedAt !== undefined)
    .sort((a, b) => states.indexOf(b.state) - states.indexOf(a.state) || compare(a.since, b.since))
}

function compare(one = '', other = ''): number {
  return one === other ? 0 : one < other ? -1 : 1
}

/** How all services are: a sentence, and what is left to say of others. */
export interface OverviewWords {
  sentence: string
  rest: string
}

/**
 * How all services are, in words: `2 of 14 services are down; the longest for 18 minutes`. `lasted` says how long something
 * is so already: `for 18 minutes`.
 */
export function overviewWords(services: readonly OverviewService[], lasted: (since: string) => string): OverviewWords {
  const all = services.length
  if (services.every(({ checkedAt }) => checkedAt === undefined))
    return {
      sentence: all === 1 ? 'The service was not probed yet' : `None of the ${all} services was probed yet`,
      rest: '',
    }
  const told = (['down', 'degraded', 'up', 'maintenance', 'unknown'] as const).find((state) =>
    services.some((one) => one.state === state),
  )
  if (told === undefined) return { sentence: 'There are no services', rest: '' }
  const own = services.filter(({ state }) => state === told)
  const sentence =
    told === 'unknown'
      ? `Nothing is known of ${all === 1 ? 'the service' : `the ${all} services`}`
      : `${partText(own.length, all)} ${told === 'maintenance' ? 'in maintenance' : told}`
  return { sentence: `${sentence}${told === 'up' ? '' : longestText(own, lasted)}`, rest: restText(services, told) }
}

function longestText(services: readonly OverviewService[], lasted: (since: string) => string): string {
  const [first] = services.flatMap(({ since }) => since ?? []).sort()
  if (first === undefined) return ''
  return `${services.length > 1 ? '; the longest' : ','} ${lasted(first)}`
}

function partText(count: number, all: number): string {
  if (all === 1) return 'The service is'
  if (count === all) return `All ${all} services are`
  return `${count} of ${all} services ${count === 1 ? 'is' : 'are'}`
}

/** What is left to say: `1 is degraded, nothing is known of 3`. */
function restText(services: readonly OverviewService[], told: State): string {
  const parts = countStates(services.map(({ state }) => state))
    .filter(([state]) => state !== 'up' && state !== told)
    .map(([state, count]) =>
      state === 'unknown'
        ? `nothing is known of ${count}`
        : `${count} ${count === 1 ? 'is' : 'are'} ${state === 'maintenance' ? 'in maintenance' : state}`,
    )
  const text = parts.join(', ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** How long something is so, in a sentence: `for 18 minutes`. */
export function lastedText(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000)
  if (minutes < 1) return 'for less than a minute'
  if (minutes < 120) return `for ${minutes === 1 ? '1 minute' : `${minutes} minutes`}`
  const hours = Math.floor(minutes / 60)
  return `for ${hours < 48 ? `${hours} hours` : lengthText(milliseconds)}`
}
