import { describe, expect, test } from 'vitest'
import type { Verdict } from '../../checks/probes/verdict.ts'
import { nextState, verdictOf } from '../../src/status/history/probe-state.ts'
import { asOf, minBuiltAgeMs, staleAt } from '../../src/status-model/age.ts'
import { begin, entry } from '../status/history/entry.ts'

function verdict(state: 'up' | 'unknown'): Verdict {
  const { probe, measurement, rules } = entry({ state })
  const { next } = nextState(undefined, { state, at: begin }, rules)
  return verdictOf(probe, measurement, next, rules.everyMs)
}

const hour = 3_600_000

test('a verdict that is too old is `unknown` since it was, and says what it was', () => {
  const { state, was, since, stale, code, checkedAt } = asOf(verdict('up'), begin + hour)
  expect([state, was, since, stale, code, checkedAt]).toStrictEqual([
    'unknown',
    'up',
    '2026-11-22T03:01:30.000Z',
    true,
    'waymark/stale',
    '2026-11-22T03:00:00.000Z',
  ])
})

test('one that is told again, later, still says what it was', () => {
  const once = asOf(verdict('up'), begin + hour)
  expect(asOf(once, begin + 2 * hour)).toStrictEqual(once)
})

test('what was unknown before is so since then', () => {
  expect(asOf(verdict('unknown'), begin + hour).since).toBe('2026-11-22T03:00:00.000Z')
})

test('what was said of a state that nobody knows any more goes with it', () => {
  const old = asOf({ ...verdict('up'), pending: 'down', flapping: true, phase: 'first-byte' }, begin + hour)
  expect([old.pending, old.flapping, old.phase]).toStrictEqual([undefined, undefined, undefined])
})

describe('The reason says which limit was passed, whoever asks', () => {
  const every = (everyMs: number) => ({ ...verdict('up'), everyMs })
  const cases: [what: string, everyMs: number, leastMs: number, reason: string][] = [
    ['its own three intervals', 30_000, 0, 'The last answer is older than three intervals'],
    [
      'those of a daily probe, though a page of files holds for hours',
      24 * hour,
      minBuiltAgeMs,
      'The last answer is older than three intervals',
    ],
    ['the hours of a page of files', 30_000, minBuiltAgeMs, 'The last answer is too old to count'],
  ]
  for (const [what, everyMs, leastMs, reason] of cases)
    test(what, () => {
      const until = staleAt(every(everyMs), leastMs)
      expect(asOf(every(everyMs), until, leastMs).state).toBe('up')
      const { state, reason: told } = asOf(every(everyMs), until + 1, leastMs)
      expect([state, told]).toStrictEqual(['unknown', reason])
    })
})
