import type { State } from './status-standing.ts'

/** How many answers of a day said what; a day without any is a gap, and no uptime. */
export interface DaySum extends Readonly<Record<State, number>> {
  /** ISO 8601: when the day begins, of UTC. */
  at: string
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

/** The days of several probes as if they were one. */
export function mergedDays(all: readonly (readonly DaySum[])[]): DaySum[] {
  const merged = new Map<string, DaySum>()
  for (const day of all.flat()) {
    const before = merged.get(day.at)
    merged.set(day.at, before ? added(before, day) : day)
  }
  return [...merged.values()]
}

function added(one: DaySum, other: DaySum): DaySum {
  return {
    at: one.at,
    up: one.up + other.up,
    degraded: one.degraded + other.degraded,
    maintenance: one.maintenance + other.maintenance,
    unknown: one.unknown + other.unknown,
    down: one.down + other.down,
  }
}

export function kindOf({ up, degraded, down }: DaySum): DayKind {
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
    const kind = kindOf(day)
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

/** What the bars say, in words. */
export function barsText(days: readonly DaySum[]): string {
  const uptime = uptimeOf(days)
  if (uptime === undefined) return `Nothing is known of the last ${barDays} days`
  const known = days.filter((day) => kindOf(day) !== 'none').length
  const bad = days.filter(({ down }) => down > 0).length
  const part = `${percentOf(uptime)} of the answers of ${known === 1 ? 'one day' : `${known} days`} were good`
  return bad === 0 ? part : `${part}; some were not on ${bad === 1 ? 'one day' : `${bad} days`}`
}

/** Never rounded up to all of it. */
export function percentOf(part: number): string {
  return `${(Math.floor(part * 10_000) / 100).toFixed(part === 1 ? 0 : 2)} %`
}
