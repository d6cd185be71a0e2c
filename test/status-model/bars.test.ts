import { describe, expect, test } from 'vitest'
import {
  barDays,
  barPaths,
  barsText,
  type DaySum,
  dayCells,
  lastDays,
  mergeDays,
  percentText,
  uptimeOf,
  uptimeText,
} from '../../src/status-model/bars.ts'

const now = Date.parse('2026-11-22T12:00:00Z')

function day(date: string, counts: Partial<DaySum> = {}): DaySum {
  return { at: `${date}T00:00:00.000Z`, up: 0, degraded: 0, maintenance: 0, unknown: 0, down: 0, ...counts }
}

test('the last ninety days end today; a day of which nothing is known is a gap, and older ones are left out', () => {
  const days = lastDays(
    [day('2026-01-01', { down: 5 }), day('2026-11-20', { up: 5 }), day('2026-11-22', { down: 1 })],
    now,
  )
  expect(days.length).toBe(barDays)
  expect(
    days.filter(({ up, down }) => up + down > 0).map(({ at, up, down }) => [at.slice(0, 10), up, down]),
  ).toStrictEqual([
    ['2026-11-20', 5, 0],
    ['2026-11-22', 0, 1],
  ])
})

test('a day is a bar, a bar with its top cut off where it was not all good, or a line where nothing is known', () => {
  const days = [
    day('2026-11-19', { up: 9 }),
    day('2026-11-20', { unknown: 9 }),
    day('2026-11-21', { up: 5, down: 5 }),
    day('2026-11-22', { up: 999, degraded: 1 }),
  ]
  expect(barPaths(days)).toStrictEqual([
    { kind: 'up', d: 'M0 0h3v24h-3zM8 12h3v12h-3zM12 7h3v17h-3z' },
    { kind: 'none', d: 'M4 22h3v2h-3z' },
    { kind: 'degraded', d: 'M12 0h3v5h-3z' },
    { kind: 'down', d: 'M8 0h3v10h-3z' },
  ])
})

describe('How much of it was good', () => {
  const cases: Record<string, [days: DaySum[], part: number | undefined]> = {
    'degraded is good': [[day('2026-11-22', { up: 1, degraded: 1 })], 1],
    'unknown and maintenance say nothing': [[day('2026-11-22', { up: 1, unknown: 9, maintenance: 9, down: 1 })], 0.5],
    'nothing known is no uptime': [[day('2026-11-22', { unknown: 9 })], undefined],
    'one of ten probes that is down all day is not lost among the others': [
      mergeDays([
        ...Array.from({ length: 9 }, () => [day('2026-11-22', { up: 2880 })]),
        [day('2026-11-22', { down: 24 })],
      ]),
      0,
    ],
    'of several probes the worst of each day counts': [
      mergeDays([
        [day('2026-11-21', { up: 10 }), day('2026-11-22', { up: 5, down: 5 })],
        [day('2026-11-21', { up: 750, down: 250 }), day('2026-11-22', { up: 1000 })],
      ]),
      0.625,
    ],
    'a short outage of today is as short as it was': [
      mergeDays([
        [day('2026-11-21', { up: 100 }), day('2026-11-22', { down: 1 })],
        [day('2026-11-21', { up: 100 }), day('2026-11-22', { up: 1 })],
      ]),
      100 / 101,
    ],
  }
  for (const [name, [days, part]] of Object.entries(cases)) test(name, () => expect(uptimeOf(days)).toBe(part))

  test('is never rounded up', () => {
    expect(percentText(0.999999)).toBe('99.99 %')
    expect(percentText(1)).toBe('100 %')
    expect(percentText(0)).toBe('0.00 %')
    expect(percentText(0.57), 'nor down by how computers count').toBe('57.00 %')
    expect(percentText(1 - Number.EPSILON)).toBe('99.99 %')
  })

  test('is never all of it beside a state that is down', () => {
    const good = [day('2026-11-22', { up: 9 })]
    expect([uptimeText(good, 'up'), uptimeText(good, 'down')]).toStrictEqual(['100 %', '< 100 %'])
    expect(uptimeText([day('2026-11-22')], 'down')).toBe('')
    expect(barsText(good, 1, 'down')).toBe('< 100 % of the answers of one day were good')
  })

  test('is told by day, the newest first, with the mean of its good answers', () =>
    expect(
      dayCells([day('2026-11-21', { up: 3, down: 1, meanMs: 12.4 }), day('2026-11-22', { meanMs: null })]),
    ).toStrictEqual([
      ['2026-11-22', '', '0', '0', '0', '0', '0', ''],
      ['2026-11-21', '75.00 %', '3', '0', '1', '0', '0', '12 ms'],
    ]))

  test('is said in words', () => {
    expect(barsText([day('2026-11-22', { up: 3, down: 1 })], 3)).toBe(
      '75.00 % of one day were good, by the worst of 3 probes each day; some were not on one day',
    )
    expect(barsText([day('2026-11-22')])).toBe('Nothing is known of the last 90 days')
    expect(barsText([day('2026-11-22', { up: 1 })])).toBe('100 % of the answers of one day were good')
    expect(barsText([day('2026-11-21', { up: 1 }), day('2026-11-22', { up: 1, down: 1 })])).toBe(
      '66.66 % of the answers of 2 days were good; some were not on one day',
    )
  })
})
