import { describe, expect, test } from 'vitest'
import { lastedText, type OverviewService, overviewWords, troubledServices } from '../../src/status-model/overview.ts'
import type { State } from '../../src/status-model/verdict.ts'

const minute = 60_000
const now = Date.parse('2026-11-22T15:00:00Z')

/** Services in these states, each since an hour; `minutes` says otherwise for the first. */
function services(states: State[], minutes = 60): OverviewService[] {
  return states.map((state, index) => ({
    id: `s${index}`,
    state,
    since: new Date(now - (index === 0 ? minutes : 60) * minute).toISOString(),
    checkedAt: new Date(now).toISOString(),
  }))
}

function ups(count: number): State[] {
  return Array.from({ length: count }, () => 'up')
}

describe('The sentence', () => {
  const cases: [services: OverviewService[], sentence: string, rest?: string][] = [
    [services(ups(14)), 'All 14 services are up'],
    [services(['down', ...ups(13)], 18), '1 of 14 services is down, for 18 minutes'],
    [services(['down', 'down', ...ups(12)], 18), '2 of 14 services are down; the longest for 60 minutes'],
    [
      services(['down', 'degraded', 'unknown', ...ups(11)], 18),
      '1 of 14 services is down, for 18 minutes',
      'Nothing is known of 1, 1 is degraded',
    ],
    [services(['degraded', ...ups(13)], 1), '1 of 14 services is degraded, for 1 minute'],
    [services(['unknown', 'unknown', 'unknown', ...ups(11)]), '11 of 14 services are up', 'Nothing is known of 3'],
    [services(['maintenance', ...ups(13)]), '13 of 14 services are up', '1 is in maintenance'],
    [services(['maintenance', 'maintenance'], 90), 'All 2 services are in maintenance; the longest for 90 minutes'],
    [services(['unknown', 'unknown'], 90), 'Nothing is known of the 2 services; the longest for 90 minutes'],
    [services(['down', 'down'], 600), 'All 2 services are down; the longest for 10 hours'],
    [services(['up']), 'The service is up'],
    [services(['down'], 0), 'The service is down, for less than a minute'],
    [services(ups(3)).map(({ id }) => ({ id, state: 'unknown' })), 'None of the 3 services was probed yet'],
    [[{ id: 'till', state: 'unknown' }], 'The service was not probed yet'],
    [[...services(['up']), { id: 'till', state: 'unknown' }], '1 of 2 services is up', 'Nothing is known of 1'],
  ]
  for (const [known, sentence, rest = ''] of cases) {
    test(sentence, () =>
      expect(overviewWords(known, (since) => lastedText(now - Date.parse(since)))).toStrictEqual({ sentence, rest }),
    )
  }
})

test('what is not well stands on top, the worst and longest first; what was never asked is no trouble', () => {
  const all = services(['unknown', 'up', 'degraded', 'down', 'maintenance', 'down'])
  const [, , , , , last] = all
  if (last) last.since = new Date(now - 90 * minute).toISOString()
  const asked = [...all, { id: 'never', state: 'unknown' as const }]
  expect(troubledServices(asked).map(({ id }) => id)).toStrictEqual(['s5', 's3', 's0', 's4', 's2'])
})

test('how long is said in few words', () => {
  const lengths = [0, 1, 2, 119, 120, 47 * 60, 48 * 60].map((minutes) => lastedText(minutes * minute))
  expect(lengths).toStrictEqual([
    'for less than a minute',
    'for 1 minute',
    'for 2 minutes',
    'for 119 minutes',
    'for 2 hours',
    'for 47 hours',
    'for 2 days',
  ])
})
