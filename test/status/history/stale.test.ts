import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Verdict } from '../../../checks/probes/verdict.ts'
import { asOf } from '../../../src/status/history/stale.ts'
import { advance } from '../../../src/status/history/transition.ts'
import { verdictOf } from '../../../src/status/history/verdict-of.ts'
import { begin, entry } from './entry.ts'

function verdict(state: 'up' | 'unknown'): Verdict {
  const { probe, measurement, rules } = entry({ state })
  const { standing } = advance(undefined, { state, at: begin }, rules)
  return verdictOf(probe, measurement, standing, rules.everyMs)
}

const hour = 3_600_000

test('a verdict that is too old is `unknown` since it was, and says what it was', () => {
  const { state, was, since, stale, code, checkedAt } = asOf(verdict('up'), begin + hour)
  assert.deepEqual(
    [state, was, since, stale, code, checkedAt],
    ['unknown', 'up', '2026-11-22T03:01:30.000Z', true, 'waymark/stale', '2026-11-22T03:00:00.000Z'],
  )
})

test('one that is told again, later, still says what it was', () => {
  const once = asOf(verdict('up'), begin + hour)
  assert.deepEqual(asOf(once, begin + 2 * hour), once)
})

test('what was unknown before is so since then', () => {
  assert.equal(asOf(verdict('unknown'), begin + hour).since, '2026-11-22T03:00:00.000Z')
})
