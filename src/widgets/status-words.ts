import type { Standing, State } from './status-standing.ts'

/** What stands before a title, for whoever sees the tab alone. */
export const titleSigns: Readonly<Partial<Record<State, string>>> = { degraded: '▲', down: '▼' }

/** The state in a word or three. */
export function wordOf({ state, was, pending, checkedAt }: Standing): string {
  if (checkedAt === undefined) return 'not asked yet'
  if (state === 'unknown' && was !== undefined && was !== 'unknown') return `unknown, was ${was}`
  return pending === undefined || pending === state ? state : `${state}, perhaps ${pending}`
}

/** A moment as it stands on a page that does not know when it is read: to the minute, in UTC. */
export function stampOf(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`
}

/** How long ago something was, in milliseconds, in words that change once a minute at most. */
export function ageOf(milliseconds: number): string {
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
