import { assert, describe, expect, test } from 'vitest'
import type { ElementData } from '../../src/status-model/element-data.ts'
import {
  decodeHours,
  durationText,
  encodeHours,
  hourText,
  responseChart,
  responseText,
  responseTimes,
  timesText,
} from '../../src/status-model/response.ts'

const now = Date.parse('2026-11-22T12:30:00Z')

function hour(time: string, meanMs: number | null, maxMs?: number) {
  return { at: `2026-11-${time}:00:00.000Z`, meanMs, ...(maxMs !== undefined && { maxMs }) }
}

/** All elements of a picture, whatever they are in. */
function flat(elements: readonly (ElementData | string)[]): ElementData[] {
  return elements.flatMap((one) => (typeof one === 'string' ? [] : [one, ...flat(one.children)]))
}

describe('The picture of response times', () => {
  const hours = [
    hour('10T00', 900),
    hour('22T08', 10, 30),
    hour('22T09', 40, 45),
    hour('22T10', null),
    hour('22T12', 20),
  ]
  const chart = responseChart(hours, now) ?? assert.fail()
  const elements = flat(chart.elements)
  const classes = (name: string) => elements.filter(({ attributes }) => attributes.class === name)

  test('has a line from hour to hour of the last week, which breaks where nothing is known', () => {
    expect(chart.begin).toBe('2026-11-15T13:00:00.000Z')
    const [line] = classes('response-mean')
    expect(line?.attributes.d).toBe('M654 96.4h1L658 25.6M670 72.8h1')
  })
  test('has numbers at its top, middle and foot, and the days below', () => {
    expect(chart.topMs).toBe(50)
    expect(classes('axis-text').map(({ children }) => children[0])).toStrictEqual([
      '50 ms',
      '25 ms',
      '0 ms',
      ...['16 Nov', '17 Nov', '18 Nov', '19 Nov', '20 Nov', '21 Nov', '22 Nov'],
    ])
  })
  test('has a band for each incident of that time', () => {
    const base = { service: 'till', probes: ['till.name'], parts: [], state: 'down' as const }
    const incidents = [
      { ...base, from: '2026-11-22T08:30:00.000Z', until: '2026-11-22T10:30:00.000Z' },
      { ...base, from: '2026-11-01T08:30:00.000Z', until: '2026-11-01T10:30:00.000Z' },
      { ...base, from: '2026-11-22T12:29:00.000Z' },
      { ...base, until: '2026-11-15T14:00:00.000Z' },
    ]
    const bands = flat(responseChart(hours, now, incidents)?.elements ?? []).filter(({ name }) => name === 'rect')
    expect(bands.map(({ attributes }) => [attributes.x, attributes.width])).toStrictEqual([
      [654, 8],
      [669.9, 2],
      [0, 4],
    ])
  })
  test('needs more than one answer', () => expect(responseChart([hour('22T12', 20)], now)).toBe(undefined))
  test('is not flattened by one slow answer', () => {
    const many = Array.from({ length: 40 }, (_, index) => ({
      at: new Date(now - index * 3_600_000).toISOString(),
      meanMs: 80,
      maxMs: index === 3 ? 30_000 : 90,
    }))
    expect(responseChart(many, now)?.topMs).toBe(100)
  })
  test('is said in words, and hour by hour', () => {
    expect(responseText(chart.hours)).toBe('Response time of the last 7 days, up to 40 ms on average of an hour')
    expect(hourText(chart.hours.at(-5))).toBe('10 ms on average, 30 ms at most')
    expect(hourText(chart.hours.at(-1))).toBe('20 ms on average')
    expect(hourText(undefined)).toBe('no good answer')
  })
  test('stands in an attribute, and is read from it as it was', () => {
    const read = decodeHours(encodeHours(chart))
    expect(read.begin).toBe(chart.begin)
    expect(read.hours.length).toBe(168)
    expect(read.hours.at(-5)).toStrictEqual({ at: '2026-11-22T08:00:00.000Z', meanMs: 10, maxMs: 30 })
    expect(read.hours.at(-3)).toBe(undefined)
  })
})

describe('How long answers took', () => {
  const results = Array.from({ length: 100 }, (_, index) => ({
    at: new Date(now + index).toISOString(),
    state: 'up',
    // In no order.
    durationMs: ((index * 37) % 100) + 1,
  }))
  test('is that of the half, and of 95 of 100', () => {
    const times = responseTimes(results) ?? assert.fail()
    expect(times).toStrictEqual({ p50Ms: 50, p95Ms: 95, answers: 100, since: '2026-11-22T12:30:00.000Z' })
    expect(timesText(times)).toBe('p50 50 ms · p95 95 ms, of the last 100 answers')
  })
  test('counts good answers alone', () => {
    const [first] = results
    const down = { at: '', state: 'down', durationMs: 5000 }
    expect(responseTimes([down, first ?? down])?.p95Ms).toBe(1)
    expect(responseTimes([down])).toBe(undefined)
    expect(responseTimes([])).toBe(undefined)
  })
  test('is said as people do', () =>
    expect([0, 0.42, 9.96, 12.4, 9999, 10_000].map(durationText)).toStrictEqual([
      '0 ms',
      '0.4 ms',
      '10 ms',
      '12 ms',
      '9999 ms',
      '10 s',
    ]))
})
