import type { Measurement } from '../../../checks/probes/verdict.ts'
import type { MaintenanceWindow } from '../../config/schema/maintenance.ts'
import { fromZone, toZone } from './zoned-time.ts'

/** A time of maintenance from one moment up to another, in milliseconds since 1970. */
export interface MaintenanceSpan {
  from: number
  until: number
  /** What is done meanwhile. */
  note?: string | undefined
}

type Recurring = Extract<MaintenanceWindow, { kind: 'again' }>

/** The windows of one service, and of all. Those that come again are reckoned for a week around a moment. */
export class MaintenanceWindows {
  readonly #once: readonly MaintenanceSpan[]
  readonly #again: readonly Recurring[]
  /** The spans around a day, since the same moments are looked up again and again. */
  #near: { day: number; spans: MaintenanceSpan[] } | undefined

  constructor(windows: readonly MaintenanceWindow[]) {
    this.#once = windows.filter((window) => window.kind === 'once')
    this.#again = windows.filter((window) => window.kind === 'again')
  }

  /** The window that a moment lies in, of several the last one to end; undefined outside of any. The end is outside. */
  at(moment: number): MaintenanceSpan | undefined {
    const around = this.#around(moment).filter(({ from, until }) => moment >= from && moment < until)
    return around.reduce<MaintenanceSpan | undefined>(
      (one, other) => (one && one.until >= other.until ? one : other),
      undefined,
    )
  }

  /** When the next window begins or ends after a moment; undefined where none does within a week. */
  nextBoundary(after: number): number | undefined {
    const boundaries = this.#around(after).flatMap(({ from, until }) => [from, until])
    return boundaries.filter((boundary) => boundary > after).reduce(least, undefined)
  }

  #around(moment: number): readonly MaintenanceSpan[] {
    if (this.#again.length === 0) return this.#once
    const day = Math.floor(moment / dayMs)
    if (this.#near?.day !== day) {
      this.#near = { day, spans: [...this.#once, ...this.#again.flatMap((window) => spansAround(day, window))] }
    }
    return this.#near.spans
  }
}

const dayMs = 86_400_000

function least(one: number | undefined, other: number): number {
  return one === undefined ? other : Math.min(one, other)
}

/** The spans of a window from two days before a day, where the time zone or the length may lead, to a week after it. */
function spansAround(day: number, { days, minute, lengthMs, timezone, note }: Recurring): MaintenanceSpan[] {
  const middle = toZone(day * dayMs, timezone).day
  const candidates = Array.from({ length: 11 }, (_, index) => middle - 2 + index)
  return candidates
    .filter((candidate) => days.includes(weekdayOf(candidate)))
    .map((candidate) => {
      const from = fromZone({ day: candidate, time: minute * 60_000 }, timezone)
      return { from, until: from + lengthMs, note }
    })
}

/** 1970 began on a Thursday. */
function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7
}

/** Of a note, this many characters are told, and of all of it that many. */
const longestNote = 200
const longestReason = 400

/** What was measured in a maintenance window: its reason says first until when that lasts, and what is done. */
export function withMaintenance<Measured extends Pick<Measurement, 'reason'>>(
  measured: Measured,
  maintenance: MaintenanceSpan,
): Measured {
  const iso = new Date(maintenance.until).toISOString()
  const note = maintenance.note === undefined ? '' : `: ${maintenance.note.slice(0, longestNote)}`
  const meanwhile = measured.reason === undefined ? '' : `; found meanwhile: ${measured.reason}`
  const reason = `Planned until ${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC${note}${meanwhile}`
  return { ...measured, reason: reason.slice(0, longestReason) }
}
