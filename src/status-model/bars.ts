import { durationText } from './response.ts'
import type { State } from './verdict.ts'

/** How many answers of a day said what; a day without any is a gap, and no uptime. */
export interface DaySum extends Readonly<Record<State, number>> {
  /** ISO 8601: when the day begins, of UTC. */
  at: string
  /** Milliseconds of its good answers on average; null where there were none. */
  meanMs?: number | null
}

/** Days that are drawn. */
export const barDays = 90

/** What a day is drawn as. */
export type DayKind = 'up' | 'degraded' | 'down' | 'none'

const dayMs = 86_400_000
/** In units of the picture. */
const step = 4
const width = 3
const height = 24

/** The last days up to a moment, the oldest first; a day of which nothing is known has no counts. */
export function lastDays(days: readonly DaySum[], now: number): DaySum[] {
  const known = new Map(days.map((day) => [Math.floor(Date.parse(day.at) / dayMs), day]))
  const today = Math.floor(now / dayMs)
  return Array.from({ length: barDays }, (_, index) => {
    const day = today - barDays + 1 + index
    const at = new Date(day * dayMs).toISOString()
    return known.get(day) ?? { at, up: 0, degraded: 0, maintenance: 0, unknown: 0, down: 0 }
  })
}

/**
 * The days of a service with several probes: each is that of the probe which was worst on it, as parts of a day, since
 * probes run more and less often. Ten probes of which one is down all day make a day that is down.
 */
export function mergeDays(all: readonly (readonly DaySum[])[]): DaySum[] {
  const merged = new Map<string, DaySum>()
  for (const days of all) {
    const fullest = Math.max(...days.map(answersOf))
    for (const day of days) {
      const part = inParts(day, fullest || 1)
      const before = merged.get(day.at)
      merged.set(day.at, before && isWorse(before, part) ? before : part)
    }
  }
  return [...merged.values()].sort((a, b) => (a.at < b.at ? -1 : 1))
}

function answersOf({ up, degraded, down, unknown, maintenance }: DaySum): number {
  return up + degraded + down + unknown + maintenance
}

function inParts({ at, ...day }: DaySum, fullest: number): DaySum {
  return {
    at,
    up: day.up / fullest,
    degraded: day.degraded / fullest,
    down: day.down / fullest,
    unknown: day.unknown / fullest,
    maintenance: day.maintenance / fullest,
  }
}

/** Whether a day is at least as bad as another; of two good ones, that of which more is known. */
function isWorse(one: DaySum, other: DaySum): boolean {
  if (one.down !== other.down) return one.down > other.down
  if (one.degraded !== other.degraded) return one.degraded > other.degraded
  return one.up >= other.up
}

export function dayKind({ up, degraded, down }: DaySum): DayKind {
  if (down > 0) return 'down'
  if (degraded > 0) return 'degraded'
  return up > 0 ? 'up' : 'none'
}

/**
 * The paths that draw days, one for each kind: a bar for a day that was well, one with its upper part cut off where some
 * of it was not, and a line at the foot for a day of which nothing is known. `bad` is what was cut off.
 */
export function barPaths(days: readonly DaySum[]): { kind: DayKind; d: string }[] {
  const paths: Record<DayKind, string> = { up: '', none: '', degraded: '', down: '' }
  for (const [index, day] of days.entries()) {
    const x = index * step
    const kind = dayKind(day)
    const cut = kind === 'up' ? 0 : kind === 'none' ? height - 2 : cutOf(day)
    if (kind === 'degraded' || kind === 'down') paths[kind] += bar(x, 0, cut)
    paths[kind === 'none' ? 'none' : 'up'] += bar(x, kind === 'none' || kind === 'up' ? cut : cut + 2, height)
  }
  return (['up', 'none', 'degraded', 'down'] as const).flatMap((kind) =>
    paths[kind] === '' ? [] : [{ kind, d: paths[kind] }],
  )
}

/** A short outage is seen, too. */
function cutOf({ up, degraded, down }: DaySum): number {
  return Math.max(5, Math.round(((degraded + down) / (up + degraded + down)) * (height - 4)))
}

function bar(x: number, top: number, bottom: number): string {
  return `M${x} ${top}h${width}v${bottom - top}h-${width}z`
}

/** The part of the answers that were good, which `degraded` ones are; undefined where there were none. */
export function uptimeOf(days: readonly DaySum[]): number | undefined {
  const good = days.reduce((sum, { up, degraded }) => sum + up + degraded, 0)
  const all = days.reduce((sum, { down }) => sum + down, good)
  return all === 0 ? undefined : good / all
}

/** What the bars say, in words: of one probe, or of the worst of several, beside the state of now. */
export function barsText(days: readonly DaySum[], probes = 1, state: State = 'up'): string {
  const uptime = uptimeText(days, state)
  if (uptime === '') return `Nothing is known of the last ${barDays} days`
  const known = days.filter((day) => dayKind(day) !== 'none').length
  const bad = days.filter(({ down }) => down > 0).length
  const length = known === 1 ? 'one day' : `${known} days`
  const part =
    probes === 1
      ? `${uptime} of the answers of ${length} were good`
      : `${uptime} of ${length} were good, by the worst of ${probes} probes each day`
  return bad === 0 ? part : `${part}; some were not on ${bad === 1 ? 'one day' : `${bad} days`}`
}

/** The rows of a table of days, the newest first: the day, how much of it was good, and how many answers said what. */
export function dayCells(days: readonly DaySum[]): string[][] {
  return days
    .slice(-barDays)
    .toReversed()
    .map((day) => {
      const uptime = uptimeOf([day])
      const counts = [day.up, day.degraded, day.down, day.unknown, day.maintenance].map(String)
      const mean = typeof day.meanMs === 'number' ? durationText(day.meanMs) : ''
      return [day.at.slice(0, 10), uptime === undefined ? '' : percentText(uptime), ...counts, mean]
    })
}

/** Never rounded up to all of it, and never below what it is by the way that computers count. */
export function percentText(part: number): string {
  if (part === 1) return '100 %'
  return `${(Math.min(9999, Math.floor(part * 10_000 + 1e-7)) / 100).toFixed(2)} %`
}

/** How much of some days was good, beside the state of now: who is down is so since a moment that no day has counted yet. */
export function uptimeText(days: readonly DaySum[], state: State): string {
  const uptime = uptimeOf(days)
  if (uptime === undefined) return ''
  return uptime === 1 && state === 'down' ? '< 100 %' : percentText(uptime)
}
