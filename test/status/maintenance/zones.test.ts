import { assert, describe, expect, test } from 'vitest'
import { maintenance } from '../../../src/config/schema/maintenance.ts'
import { MaintenanceWindows } from '../../../src/status/maintenance/windows.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** What a clock on a wall there shows, by its very words: `2026-03-29 02:30`. */
function wallOf(timeZone: string): (moment: number) => string {
  const style = { dateStyle: 'short', timeStyle: 'short', timeZone } as const
  // Sweden writes dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', style)
  return (moment) => format.format(moment)
}

/** Every moment of some days, minute by minute, by what the wall shows. */
function momentsByWall(timezone: string, from: number, days: number): Map<string, number[]> {
  const wall = wallOf(timezone)
  const moments = new Map<string, number[]>()
  for (let moment = from; moment < from + days * dayMs; moment += minuteMs) {
    const shown = wall(moment)
    moments.set(shown, [...(moments.get(shown) ?? []), moment])
  }
  return moments
}

/** Days on which clocks are put forward or back, some at midnight, one by half an hour; and two zones without. */
const zones: [timezone: string, days: string[]][] = [
  ['Europe/Paris', ['2026-03-29', '2026-10-25']],
  ['America/New_York', ['2026-03-08', '2026-11-01']],
  ['America/St_Johns', ['2026-03-08', '2026-11-01']],
  ['America/Havana', ['2026-03-08', '2026-11-01']],
  ['Australia/Lord_Howe', ['2026-04-05', '2026-10-04']],
  ['Africa/Cairo', ['2026-04-24', '2026-10-30']],
  ['Pacific/Chatham', ['2026-04-05', '2026-09-27']],
  ['Asia/Kathmandu', ['2026-03-29']],
  ['UTC', ['2026-02-28']],
]

const times = ['00:00', '00:30', '01:15', '01:59', '02:00', '02:30', '03:00', '12:00', '23:45']

describe('a window that comes each day begins when the wall there shows its time', () => {
  for (const [timezone, days] of zones) {
    test(`${timezone} at ${days.join(' and ')}`, () => {
      for (const day of days) {
        const moments = momentsByWall(timezone, Date.parse(`${day}T00:00Z`) - 2 * dayMs, 4)
        for (const at of times) assertWindow(timezone, day, at, moments)
      }
    })
  }
})

function assertWindow(timezone: string, day: string, at: string, moments: ReadonlyMap<string, number[]>): void {
  const windows = new MaintenanceWindows(maintenance.parse([{ every: 'day', at, for: '10m', timezone }]))
  const about = `${timezone} ${day} ${at}`
  // A time that the clock was put forward over comes as much later.
  const shown = moments.get(`${day} ${at}`) ?? laterBy(moments, day, at, timezone === 'Australia/Lord_Howe' ? 30 : 60)
  const begins = shown.filter(
    (moment) => windows.at(moment) !== undefined && !(windows.at(moment - minuteMs) !== undefined),
  )
  expect(begins.length, `${about}: once a day, though the wall may show it ${shown.length} times`).toBe(1)
  const [begin = 0] = begins
  const inside = Array.from({ length: 14 }, (_, index) => windows.at(begin + (index - 2) * minuteMs) !== undefined)
  expect(inside, about).toStrictEqual([false, false, ...Array(10).fill(true), false, false])
  expect(windows.nextBoundary(begin - minuteMs), about).toBe(begin)
  expect(windows.nextBoundary(begin), about).toBe(begin + 10 * minuteMs)
}

function laterBy(moments: ReadonlyMap<string, number[]>, day: string, at: string, minutes: number): number[] {
  const time = new Date(Date.parse(`${day}T${at}Z`) + minutes * minuteMs).toISOString().slice(11, 16)
  return moments.get(`${day} ${time}`) ?? assert.fail(`${day} ${at} is nowhere`)
}

test('windows that lie over each other are one, from the first beginning to the last end', () => {
  const all = new MaintenanceWindows(
    maintenance.parse([
      { from: '2026-11-22T10:00Z', until: '2026-11-22T12:00Z' },
      { from: '2026-11-22T11:00Z', until: '2026-11-22T11:30Z' },
      { from: '2026-11-22T12:00Z', until: '2026-11-22T13:00Z' },
      { every: 'sunday', at: '12:30', for: '2h' },
    ]),
  )
  const from = Date.parse('2026-11-22T09:30Z')
  const inside = Array.from({ length: 12 * 6 }, (_, index) => all.at(from + index * 5 * minuteMs) !== undefined)
  expect([inside.indexOf(true), inside.lastIndexOf(true)]).toStrictEqual([6, 6 + 54 - 1])
  expect(inside.filter(Boolean).length, 'without a gap').toBe(54)
})
