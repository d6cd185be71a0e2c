import { expect, test } from 'vitest'
import { lastRunText } from '../../src/status-model/run-record.ts'

const ended = '2026-11-11T14:08:00.000Z'
const run = { began: '2026-11-11T14:00:00.000Z', ended, done: 9, of: 9, outcome: 'worked' } as const
const day = 24 * 3_600_000

test('the last run is told in a sentence', () => {
  expect(lastRunText(run, Date.parse(ended) + 12 * day)).toBe('Last followed 12 days ago: worked, 8 min')
  expect(lastRunText({ ...run, outcome: 'did not' }, Date.parse(ended))).toBe(
    'Last followed just now: did not work, 8 min',
  )
})
