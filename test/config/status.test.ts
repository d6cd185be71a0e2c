import { describe, expect, it } from 'vitest'
import { readServicesText, readWaymark, row } from './reading.ts'

const hour = 3_600_000

/** A `services.yaml` with one maintenance window, written on one line. */
const windowText = (window: string) => `services:\n  erp:\n    maintenance:\n      - ${window}\n`
const windowOf = (window: string) => readServicesText(windowText(window)).value?.services.erp?.maintenance?.[0]
const told = (window: string) => readServicesText(windowText(window)).findings.map(row)

describe('`status` of waymark.yaml', () => {
  it('has a default for everything', () => {
    expect(readWaymark('').value?.status).toStrictEqual({
      details: 'full',
      thresholds: {},
      maintenance: [],
      retention: { results: 48 * hour, hours: 90 * 24 * hour, days: 730 * 24 * hour },
      origins: [],
      runs: false,
      streams: 5000,
      concurrency: 500,
    })
  })

  it('is read as it is written', () => {
    const text = `status:
  details: summary
  thresholds: { down: 3, unknown: 1 }
  maintenance: [{ every: day, at: "02:30", for: 2h }]
  retention: { results: 24h, hours: 30d }
  origins: [https://portal.example.org, "http://localhost:8080"]
`
    const { value, findings } = readWaymark(text)
    expect(findings).toStrictEqual([])
    const { details, thresholds, retention, origins } = value?.status ?? {}
    expect([details, thresholds, retention?.hours]).toStrictEqual(['summary', { down: 3, unknown: 1 }, 30 * 24 * hour])
    expect(origins).toStrictEqual(['https://portal.example.org', 'http://localhost:8080'])
  })

  const mistakes: [text: string, row: RegExp][] = [
    ['status: { origins: [portal.example.org] }', /Unexpected `portal\.example\.org`, expected a scheme and a host/],
    ['status: { origins: ["https://portal.example.org/"] }', /^1:21 .*expected a scheme and a host/],
    ['status: { origins: ["*"] }', /Unexpected `\*`, expected a scheme and a host/],
    ['status: { thresholds: { down: 0 } }', /^1:31 config\/invalid-value Unexpected `0` in `status\.thresholds\.down`/],
    ['status: { retention: { results: 1y } }', /Unexpected `1y`, expected a duration between `1h` and `90d`/],
    [
      'status: { thresholds: { dwon: 1 } }',
      /Unexpected key `dwon` in `status.thresholds`, expected `up`, `degraded`, `down` or `unknown`/,
    ],
  ]
  for (const [text, expected] of mistakes) {
    it(`tells ${expected.source}`, () => {
      const [first, ...others] = readWaymark(text).findings.map(row)
      expect(first ?? '').toMatch(expected)
      expect(others).toStrictEqual([])
    })
  }
})

describe('thresholds of a service and of a probe', () => {
  it('are read where they stand, and absent where they do not', () => {
    const { value, findings } = readServicesText(
      'services: { erp: { thresholds: { down: 5 }, probes: { ping: { ping: a.lab, thresholds: { up: 2 } }, name: { dns: A a.lab } } } }',
    )
    expect(findings).toStrictEqual([])
    const { thresholds, probes } = value?.services.erp ?? {}
    expect([thresholds, probes?.ping?.thresholds, probes?.name?.thresholds]).toStrictEqual([
      { down: 5 },
      { up: 2 },
      undefined,
    ])
  })
})

describe('a maintenance window', () => {
  it('comes once, or again and again', () => {
    expect(
      windowOf('{ from: 2026-11-22T22:00+01:00, until: 2026-11-23T02:00+01:00, note: New database }'),
    ).toStrictEqual({
      kind: 'once',
      from: Date.parse('2026-11-22T21:00Z'),
      until: Date.parse('2026-11-23T01:00Z'),
      note: 'New database',
    })
    expect(windowOf('{ every: sunday, at: "02:30", for: 2h, timezone: Europe/Paris }')).toStrictEqual({
      kind: 'again',
      days: [0],
      minute: 150,
      lengthMs: 2 * hour,
      timezone: 'Europe/Paris',
    })
    expect(windowOf('{ every: day, at: "23:59", for: 1m }')).toStrictEqual({
      kind: 'again',
      days: [0, 1, 2, 3, 4, 5, 6],
      minute: 1439,
      lengthMs: 60_000,
      timezone: 'UTC',
    })
  })

  const mistakes: [window: string, row: string][] = [
    [
      '{ note: x }',
      '4:9 config/invalid-value Unexpected window without a time, expected `from` and `until`, or `every`, `at` and `for`',
    ],
    [
      '{ from: 2026-11-22T22:00Z }',
      '4:9 config/invalid-value Unexpected window without `until`, expected it beside `from`',
    ],
    ['{ every: day, for: 2h }', '4:9 config/invalid-value Unexpected window without `at`, expected it beside `every`'],
    [
      '{ from: 2026-11-22T22:00Z, until: 2026-11-23T22:00Z, for: 2h }',
      '4:62 config/invalid-value Unexpected `for` beside `from`, expected one window an entry',
    ],
    [
      '{ from: 2026-11-22T22:00Z, until: 2026-11-22T22:00Z }',
      '4:43 config/invalid-value Unexpected `2026-11-22T22:00Z` in `until`, expected a time after `from`',
    ],
    [
      '{ from: 2026-11-22T22:00, until: 2026-11-23T22:00Z }',
      '4:17 config/invalid-value Unexpected `2026-11-22T22:00`, expected a time with its offset such as `2026-11-22T22:00+01:00`',
    ],
    [
      '{ every: day, at: "24:00", for: 1h }',
      '4:27 config/invalid-value Unexpected `24:00`, expected a time of the day such as `02:30`',
    ],
    [
      '{ every: day, at: "02:00", for: 25h }',
      '4:41 config/invalid-value Unexpected `25h`, expected a duration between `1m` and `24h`, such as `30s`',
    ],
    [
      '{ every: day, at: "02:00", for: 1h, timezone: Europe/Pariss }',
      '4:55 config/invalid-value Unexpected `Europe/Pariss`, expected a time zone such as `Europe/Paris`',
    ],
  ]
  for (const [window, expected] of mistakes) {
    it(`tells ${expected.replace(/^\S+ \S+ /, '')}`, () => expect(told(window)).toStrictEqual([expected]))
  }
})
