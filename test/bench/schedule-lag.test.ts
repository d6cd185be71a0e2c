import { describe, expect, test } from 'vitest'
import { atMost } from './sample.ts'
import { lagBound, type Reading } from './status-server.ts'

const none: Reading = { askings: 0, postponed: 0, waiting: 0, lag: new Map() }

/** A reading of so many askings, of which so many kept 10 ms and 100 ms. */
function reading(askings: number, within: [at10: number, at100: number], postponed = 0): Reading {
  const [at10, at100] = within
  return {
    ...none,
    askings,
    postponed,
    lag: new Map([
      [0.01, at10],
      [0.1, at100],
    ]),
  }
}

describe('Schedule lag, p99', () => {
  const cases: [string, Reading, Reading, number | undefined][] = [
    ['all within the first bound', none, reading(100, [100, 100]), 10],
    ['one of a hundred later', none, reading(100, [99, 100]), 10],
    ['two of a hundred later', none, reading(100, [98, 100]), 100],
    ['later than the last bound is more than it', none, reading(100, [90, 98]), Number.POSITIVE_INFINITY],
    ['those that were put off are later than all', none, reading(100, [100, 100], 2), Number.POSITIVE_INFINITY],
    ['what was before the first reading does not count', reading(100, [0, 0], 50), reading(200, [100, 100], 50), 10],
    ['nothing was asked', reading(100, [100, 100]), reading(100, [100, 100]), undefined],
  ]
  for (const [name, first, last, expected] of cases) {
    test(name, () => expect(lagBound(first, last, 0.99)).toBe(expected))
  }
})

test('the least value that a share of some numbers does not exceed', () => {
  const numbers = Array.from({ length: 200 }, (_, index) => 200 - index)
  expect(atMost(numbers, 0.99)).toBe(198)
  expect(atMost([7], 0.99)).toBe(7)
  expect(atMost([], 0.99)).toBe(undefined)
})
