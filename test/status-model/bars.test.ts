import { describe, expect, test } from 'vitest'
import {
  barDays,
  barPaths,
  barsText,
  type DaySum,
  dayMinutes,
  dayRows,
  dayStep,
  dayText,
  decodeDays,
  encodeDays,
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

test('an answer stands for the time until the next; where that is not known, the fullest day was whole', () => {
  const days = [day('2026-11-21', { up: 100 }), day('2026-11-22', { up: 20, down: 5 })]
  expect(dayMinutes(days, 600_000).map(({ up, down }) => [up, down])).toStrictEqual([
    [1000, 0],
    [200, 50],
  ])
  expect(dayMinutes(days).map(({ up, down }) => [up, down])).toStrictEqual([
    [1440, 0],
    [288, 72],
  ])
  const [asked] = dayMinutes([day('2026-11-22', { up: 200, down: 88 })], 600_000)
  expect((asked?.up ?? 0) + (asked?.down ?? 0), 'answers that were asked for by hand make no day longer').toBeCloseTo(
    1440,
  )
})

describe('A day is drawn', () => {
  const whole = { up: 1440 }
  const cases: Record<string, [minutes: Partial<DaySum>, step: number, drawn: Record<string, string>]> = {
    'as a bar, where it was well': [whole, 0, { 'day-up': 'M0 0h3v24h-3z' }],
    'as a line at the foot, where nothing is known': [{}, 0, { 'day-none': 'M0 22h3v2h-3z' }],
    'the same, where nobody could find out anything': [{ unknown: 1440 }, 0, { 'day-none': 'M0 22h3v2h-3z' }],
    'as a low block, where it was in maintenance': [{ maintenance: 60 }, 0, { 'day-maintenance': 'M0 16h3v8h-3z' }],
    'with a little cut off for 3 minutes (0.2 %)': [
      { up: 1437, down: 3 },
      1,
      { 'day-down day-step-1': 'M0 0h3v5h-3z', 'day-up': 'M0 7h3v17h-3z' },
    ],
    'with more for 71 minutes': [
      { up: 1369, down: 71 },
      2,
      { 'day-down day-step-2': 'M0 0h3v9h-3z', 'day-up': 'M0 11h3v13h-3z' },
    ],
    'with more again for 72 minutes (5 %)': [
      { up: 1368, down: 72 },
      3,
      { 'day-down day-step-3': 'M0 0h3v14h-3z', 'day-up': 'M0 16h3v8h-3z' },
    ],
    'with most for 6 hours': [
      { up: 1080, down: 360 },
      4,
      { 'day-down day-step-4': 'M0 0h3v19h-3z', 'day-up': 'M0 21h3v3h-3z' },
    ],
    'as nothing else, where it was down nearly all day': [
      { up: 10, down: 1430 },
      5,
      { 'day-down day-step-5': 'M0 0h3v24h-3z' },
    ],
    'with a point, where it was degraded': [
      { up: 1437, degraded: 3 },
      1,
      { 'day-degraded day-step-1': 'M0 5l1.5 -5l1.5 5z', 'day-up': 'M0 7h3v17h-3z' },
    ],
    'as down, where it was degraded and down': [
      { up: 720, degraded: 717, down: 3 },
      1,
      { 'day-down day-step-1': 'M0 0h3v5h-3z', 'day-up': 'M0 7h3v17h-3z' },
    ],
  }
  for (const [name, [minutes, step, drawn]] of Object.entries(cases)) {
    test(name, () => {
      const one = day('2026-11-22', minutes)
      expect(dayStep(one)).toBe(step)
      expect(Object.fromEntries(barPaths([one]).map((path) => [path.class, path.d]))).toStrictEqual(drawn)
    })
  }
  test('beside those before it', () =>
    expect(barPaths([day('2026-11-21', whole), day('2026-11-22', whole)])).toStrictEqual([
      { class: 'day-up', d: 'M0 0h3v24h-3zM4 0h3v24h-3z' },
    ]))
})

describe('A day is told', () => {
  const cases: [minutes: Partial<DaySum>, text: string][] = [
    [{ up: 1440 }, '22 Nov: 100 % good'],
    [{ up: 1429, down: 11 }, '22 Nov: 99.23 % good, down 11 min'],
    [{ up: 1300, degraded: 80, down: 60 }, '22 Nov: 95.83 % good, down 1 h, degraded 1 h 20 min'],
    [{ up: 1380, maintenance: 60 }, '22 Nov: 100 % good, maintenance 1 h'],
    [{ up: 1439.9, down: 0.1 }, '22 Nov: 99.99 % good, down less than a minute'],
    [{ maintenance: 60 }, '22 Nov: maintenance'],
    [{ unknown: 60 }, '22 Nov: nothing is known'],
    [{}, '22 Nov: nothing is known'],
  ]
  for (const [minutes, text] of cases) test(text, () => expect(dayText(day('2026-11-22', minutes))).toBe(text))
})

test('days stand in an attribute, and are read from it as they were, to a hundredth of a minute', () => {
  const days = lastDays([day('2026-11-20', { up: 1429.5, down: 10.333 }), day('2026-11-22', { maintenance: 5 })], now)
  const text = encodeDays(days)
  expect(text).toMatch(/^2026-08-25 ;+1429\.5,0,10\.33;;0,0,0,5$/)
  const read = decodeDays(text)
  expect(read.map(({ at }) => at)).toStrictEqual(days.map(({ at }) => at))
  expect(read.at(-3)).toStrictEqual(day('2026-11-20', { up: 1429.5, down: 10.33 }))
  expect(decodeDays(encodeDays([]))).toStrictEqual([])
  expect(decodeDays('what somebody else wrote')).toStrictEqual([])
})

describe('How much of it was good', () => {
  const cases: Record<string, [days: DaySum[], part: number | undefined]> = {
    'degraded is good': [[day('2026-11-22', { up: 1, degraded: 1 })], 1],
    'unknown and maintenance say nothing': [[day('2026-11-22', { up: 1, unknown: 9, maintenance: 9, down: 1 })], 0.5],
    'nothing known is no uptime': [[day('2026-11-22', { unknown: 9 })], undefined],
    'one of ten probes that is down all day is not lost among the others': [
      mergeDays(
        [...Array.from({ length: 9 }, () => [day('2026-11-22', { up: 2880 })]), [day('2026-11-22', { down: 24 })]].map(
          (days) => dayMinutes(days),
        ),
      ),
      0,
    ],
    'of several probes the worst of each day counts': [
      mergeDays(
        [
          [day('2026-11-21', { up: 10 }), day('2026-11-22', { up: 5, down: 5 })],
          [day('2026-11-21', { up: 750, down: 250 }), day('2026-11-22', { up: 1000 })],
        ].map((days) => dayMinutes(days)),
      ),
      0.625,
    ],
    'a short outage of today is as short as it was': [
      mergeDays(
        [
          [day('2026-11-21', { up: 100 }), day('2026-11-22', { down: 25 })],
          [day('2026-11-21', { up: 100 }), day('2026-11-22', { up: 25 })],
        ].map((days) => dayMinutes(days)),
      ),
      0.8,
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

  test('is told by day, the newest first, with what was worst, for how long, and the mean of its good answers', () => {
    const rows = dayRows([
      day('2026-11-21', { up: 1080, down: 360, meanMs: 12.4 }),
      day('2026-11-22', { meanMs: null }),
    ])
    expect(
      rows.map(({ children }) => children.flatMap((cell) => (typeof cell === 'string' ? [] : cell.children))),
    ).toStrictEqual([
      ['2026-11-22', '–', 'not probed', '–', '–', '–'],
      ['2026-11-21', '75.00 %', 'down', '6 h', '–', '12 ms'],
    ])
  })

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
