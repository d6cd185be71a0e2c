import { type ElementData, elementData } from './element-data.ts'
import { durationText } from './response.ts'
import type { State } from './verdict.ts'
import { dateText, lengthText } from './words.ts'

/** How many answers of a day said what; a day without any is a gap, and no uptime. */
export interface DaySum extends Readonly<Record<State, number>> {
  /** ISO 8601: when the day begins, of UTC. */
  at: string
  /** Milliseconds of its good answers on average; null where there were none. */
  meanMs?: number | null
}

/** How many minutes of a day were what; what is left to 24 hours is not known. `at` and `meanMs` as of its answers. */
export interface DayMinutes extends DaySum {}

/** Days that are drawn. */
export const barDays = 90

/** What a day was: its worst state that says something of the service, or `none` where nobody asked. */
export type DayKind = State | 'none'

const dayMs = 86_400_000
const dayLength = 1440
/** In units of the picture. */
const step = 4
const width = 3
const height = 24

/**
 * How long a day was in which state: each answer stands for the time until the next, `everyMs`. Where nobody knows that
 * time, the day with the most answers counts as whole.
 */
export function dayMinutes(days: readonly DaySum[], everyMs?: number): DayMinutes[] {
  const fullest = Math.max(1, ...days.map(sumOf))
  const each = everyMs === undefined ? dayLength / fullest : everyMs / 60_000
  return days.map((day) => {
    // Answers that somebody asked for by hand make no day longer.
    const minutes = Math.min(each, dayLength / (sumOf(day) || 1))
    const { at, meanMs } = day
    return {
      at,
      up: day.up * minutes,
      degraded: day.degraded * minutes,
      maintenance: day.maintenance * minutes,
      unknown: day.unknown * minutes,
      down: day.down * minutes,
      ...(meanMs !== undefined && { meanMs }),
    }
  })
}

function sumOf({ up, degraded, down, unknown, maintenance }: DaySum): number {
  return up + degraded + down + unknown + maintenance
}

/** The last days up to a moment, the oldest first; a day of which nothing is known has no minutes. */
export function lastDays(days: readonly DayMinutes[], now: number): DayMinutes[] {
  const known = new Map(days.map((day) => [Math.floor(Date.parse(day.at) / dayMs), day]))
  const today = Math.floor(now / dayMs)
  return Array.from({ length: barDays }, (_, index) => {
    const day = today - barDays + 1 + index
    return known.get(day) ?? unknownDay(day)
  })
}

function unknownDay(day: number): DayMinutes {
  return { at: new Date(day * dayMs).toISOString(), up: 0, degraded: 0, maintenance: 0, unknown: 0, down: 0 }
}

/**
 * The days of a service with several probes: each is that of the probe which was worst on it. Ten probes of which one is
 * down all day make a day that is down.
 */
export function mergeDays(all: readonly (readonly DayMinutes[])[]): DayMinutes[] {
  if (all.length === 1) return [...(all[0] ?? [])]
  const merged = new Map<string, DayMinutes>()
  for (const { meanMs: _, ...day } of all.flat()) {
    const before = merged.get(day.at)
    merged.set(day.at, before && isWorse(before, day) ? before : day)
  }
  return [...merged.values()].sort((a, b) => (a.at < b.at ? -1 : 1))
}

/** Whether a day is at least as bad as another; of two good ones, that of which more is known. */
function isWorse(one: DayMinutes, other: DayMinutes): boolean {
  if (one.down !== other.down) return one.down > other.down
  if (one.degraded !== other.degraded) return one.degraded > other.degraded
  return one.up >= other.up
}

export function dayKind({ up, degraded, down, maintenance, unknown }: DayMinutes): DayKind {
  if (down > 0) return 'down'
  if (degraded > 0) return 'degraded'
  if (up > 0) return 'up'
  if (maintenance > 0) return 'maintenance'
  return unknown > 0 ? 'unknown' : 'none'
}

/** From these parts of a day on, its bad part is one step worse: 7 minutes, 72 minutes, 6 hours, 18 hours. */
const steps = [0.005, 0.05, 0.25, 0.75]
/** How much of a bar is cut off, by its step. */
const cuts = [5, 9, 14, 19, height]

/** How bad a day was, from 1 to 5; 0 for one that was well, or of which nothing is known. */
export function dayStep(day: DayMinutes): number {
  const kind = dayKind(day)
  if (kind !== 'down' && kind !== 'degraded') return 0
  const part = day[kind] / (day.up + day.degraded + day.down)
  // Two hours of a day in ten thousand minutes are not to fall on either side by how computers count.
  return 1 + steps.filter((least) => part >= least - 1e-9).length
}

/**
 * The paths that draw days, one for each class: a bar for a day that was well; one whose upper part is cut off where some
 * of it was not, the further the longer that was, square when it was down and pointed when it was degraded; a line at
 * the foot for a day of which nothing is known, a low block for one of maintenance alone.
 */
export function barPaths(days: readonly DayMinutes[]): { class: string; d: string }[] {
  const paths = new Map<string, string>()
  const add = (name: string, d: string) => paths.set(name, (paths.get(name) ?? '') + d)
  for (const [index, day] of days.entries()) {
    const x = index * step
    const kind = dayKind(day)
    const level = dayStep(day)
    const cut = cuts[level - 1] ?? 0
    if (kind === 'none' || kind === 'unknown') add('day-none', bar(x, height - 2, height))
    else if (kind === 'maintenance') add('day-maintenance', bar(x, height - 8, height))
    else if (cut < height) add('day-up', bar(x, cut === 0 ? 0 : cut + 2, height))
    if (kind === 'down') add(`day-down day-step-${level}`, bar(x, 0, cut))
    if (kind === 'degraded') add(`day-degraded day-step-${level}`, point(x, cut))
  }
  return Array.from(paths, ([name, d]) => ({ class: name, d })).sort((a, b) => (a.class < b.class ? -1 : 1))
}

function bar(x: number, top: number, bottom: number): string {
  return `M${x} ${top}h${width}v${bottom - top}h-${width}z`
}

function point(x: number, bottom: number): string {
  return `M${x} ${bottom}l${width / 2} -${bottom}l${width / 2} ${bottom}z`
}

/** The bars of some days, as elements for the picture. */
export function barElements(days: readonly DayMinutes[]): ElementData[] {
  return barPaths(days).map((path) => elementData('path', path))
}

/** The part of the answers that were good, which `degraded` ones are; undefined where there were none. */
export function uptimeOf(days: readonly DayMinutes[]): number | undefined {
  const good = days.reduce((sum, { up, degraded }) => sum + up + degraded, 0)
  const all = days.reduce((sum, { down }) => sum + down, good)
  return all === 0 ? undefined : good / all
}

/** What the bars say, in words: of one probe, or of the worst of several, beside the state of now. */
export function barsText(days: readonly DayMinutes[], probes = 1, state: State = 'up'): string {
  const uptime = uptimeText(days, state)
  if (uptime === '') return `Nothing is known of the last ${barDays} days`
  const known = days.filter((day) => day.up + day.degraded + day.down > 0).length
  const bad = days.filter(({ down }) => down > 0).length
  const length = known === 1 ? 'one day' : `${known} days`
  const part =
    probes === 1
      ? `${uptime} of the answers of ${length} were good`
      : `${uptime} of ${length} were good, by the worst of ${probes} probes each day`
  return bad === 0 ? part : `${part}; some were not on ${bad === 1 ? 'one day' : `${bad} days`}`
}

/** A day in a sentence without an end: `21 Nov: 99.23 % good, down 11 min`. */
export function dayText(day: DayMinutes): string {
  const date = dateText(day.at)
  const uptime = uptimeOf([day])
  const kind = dayKind(day)
  if (uptime === undefined) return `${date}: ${kind === 'maintenance' ? 'maintenance' : 'nothing is known'}`
  const bad = (['down', 'degraded', 'maintenance'] as const).flatMap((state) =>
    day[state] > 0 ? `, ${state} ${minutesText(day[state])}` : [],
  )
  return `${date}: ${percentText(uptime)} good${bad.join('')}`
}

function minutesText(minutes: number): string {
  return lengthText(minutes * 60_000)
}

/** What the table of days has in its columns. */
export const dayColumns = ['Day (UTC)', 'Good', 'Worst', 'Down', 'Degraded', 'Mean time'] as const

/** The rows of a table of days, the newest first; a cell says what its column is, for screens that are too narrow for them. */
export function dayRows(days: readonly DayMinutes[]): ElementData[] {
  return days
    .slice(-barDays)
    .toReversed()
    .map((day) =>
      elementData(
        'tr',
        { role: 'row' },
        ...dayCells(day).map((cell, index) =>
          elementData('td', { role: 'cell', 'data-label': dayColumns[index] ?? '' }, cell),
        ),
      ),
    )
}

function dayCells(day: DayMinutes): string[] {
  const uptime = uptimeOf([day])
  const kind = dayKind(day)
  const minutes = (state: State) => (day[state] > 0 ? minutesText(day[state]) : '–')
  return [
    day.at.slice(0, 10),
    uptime === undefined ? '–' : percentText(uptime),
    kind === 'none' ? 'not probed' : kind,
    minutes('down'),
    minutes('degraded'),
    typeof day.meanMs === 'number' ? durationText(day.meanMs) : '–',
  ]
}

/** Never rounded up to all of it, and never below what it is by the way that computers count. */
export function percentText(part: number): string {
  if (part === 1) return '100 %'
  return `${(Math.min(9999, Math.floor(part * 10_000 + 1e-7)) / 100).toFixed(2)} %`
}

/** How much of some days was good, beside the state of now: who is down is so since a moment that no day has counted yet. */
export function uptimeText(days: readonly DayMinutes[], state: State): string {
  const uptime = uptimeOf(days)
  if (uptime === undefined) return ''
  return uptime === 1 && state === 'down' ? '< 100 %' : percentText(uptime)
}

const kept = ['up', 'degraded', 'down', 'maintenance', 'unknown'] as const

/** Days that follow each other, for an attribute: the first of them, then the minutes of each. `decodeDays` reads it. */
export function encodeDays(days: readonly DayMinutes[]): string {
  const minutes = days.map((day) => {
    const all = kept.map((state) => Math.round(day[state] * 100) / 100)
    return all.slice(0, all.findLastIndex((one) => one > 0) + 1).join()
  })
  return days.length === 0 ? '' : `${days[0]?.at.slice(0, 10)} ${minutes.join(';')}`
}

/** What `encodeDays` wrote; none where something else stands there. */
export function decodeDays(text: string): DayMinutes[] {
  const [date = '', minutes = ''] = text.split(' ')
  const first = Math.floor(Date.parse(date) / dayMs)
  if (Number.isNaN(first)) return []
  return minutes.split(';').map((one, index) => {
    const [up = 0, degraded = 0, down = 0, maintenance = 0, unknown = 0] = one.split(',').map(Number)
    return { ...unknownDay(first + index), up, degraded, down, maintenance, unknown }
  })
}
