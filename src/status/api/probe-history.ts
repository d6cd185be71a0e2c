import { responseTimes, shownHours } from '../../status-model/response.ts'
import type { History } from '../history/store.ts'
import type { Sum } from '../history/sum.ts'
import type { LiveStatus } from '../live/live.ts'
import { type DetailLevel, publicChange, publicResult, publicVerdict } from '../live/status-board.ts'

/** Of a history, the most that one answer holds: 48 hours of a probe that runs every 30 s. */
const limits = { results: 5760, changes: 200 }

/** A probe with its history; undefined for one that is not declared. */
export async function probeHistory({ board, store, now, details }: LiveStatus, id: string) {
  if (!board.ids.includes(id)) return undefined
  const verdict = board.verdict(id, now())
  const history = await store.history(id, limits)
  return { version: 1, probe: verdict ? publicVerdict(verdict, details) : null, ...publicHistory(history, details) }
}

/** The days of a probe alone, which are few: what bars are drawn from. Undefined for one that is not declared. */
export async function probeDays({ board, store, details, readOnly }: LiveStatus, id: string) {
  if (!board.ids.includes(id)) return undefined
  const history = await store.history(id, { results: 0, changes: 0 })
  return { version: 1, canRun: !readOnly, days: publicHistory(history, details).days }
}

/** Of which answers the usual and the slow response times are told, and how many changes a page of a service looks at. */
export const pageLimits = { results: 1000, changes: 60 }

/** The days of a probe with what else its service's page shows of it. Undefined for one that is not declared. */
export async function probeSums({ board, store, details, readOnly }: LiveStatus, id: string) {
  if (!board.ids.includes(id)) return undefined
  const history = await store.history(id, pageLimits)
  const { days, hours, changes, times } = shownHistory({ ...history, hours: history.hours.slice(-shownHours) }, details)
  return { version: 1, canRun: !readOnly, days, hours, changes, ...(times && { times }) }
}

/** What pages show of a history: in place of results, what they add up to. */
export function shownHistory(history: History, details: DetailLevel) {
  const { results, ...shown } = publicHistory(history, details)
  const times = responseTimes(results)
  return { ...shown, ...(times && { times }) }
}

/** A history as it leaves the server: times in ISO 8601, results and sums the oldest first, changes the newest. */
export function publicHistory({ results, hours, days, changes, gaps }: History, details: DetailLevel) {
  return {
    results: results.map((result) => publicResult(result, details)),
    hours: hours.map(publicSum),
    days: days.map(publicSum),
    changes: changes.map((change) => publicChange(change, details)),
    gaps: gaps.map(({ from, until }) => ({ from: new Date(from).toISOString(), until: new Date(until).toISOString() })),
  }
}

function publicSum({ at, totalMs, maxMs, ...counts }: Sum) {
  const answered = counts.up + counts.degraded
  const meanMs = answered === 0 ? null : Math.round((10 * totalMs) / answered) / 10
  return { at: new Date(at).toISOString(), ...counts, meanMs, maxMs: answered === 0 ? null : maxMs }
}
