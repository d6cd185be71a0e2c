import { describe, expect, test } from 'vitest'
import { asOf } from '../../src/status-model/age.ts'
import { rollUp } from '../../src/status-model/rollup.ts'
import { verdict } from '../site/status/shop.ts'

const asked = Date.parse('2026-11-22T03:00:00Z')
const hour = 3_600_000
const at = (minutes: number) => new Date(asked + minutes * 60_000).toISOString()

describe('A verdict that has grown old', () => {
  test('says what it was, however often that is asked', () => {
    const once = asOf(verdict('till.name', 'down', { checkedAt: at(0) }), asked + hour)
    expect([once.state, once.was]).toStrictEqual(['unknown', 'down'])
    expect(asOf(once, asked + 2 * hour)).toStrictEqual(once)
  })

  test('was unknown before, and is so since then', () => {
    const unknown = verdict('till.name', 'unknown', { checkedAt: at(0), since: at(-30) })
    expect(asOf(unknown, asked + hour).since).toBe(at(-30))
  })
})

describe('A service', () => {
  const probes = [
    verdict('till.name', 'down', { since: at(5), checkedAt: at(9), reason: 'No name' }),
    verdict('till.healthz', 'down', { since: at(2), checkedAt: at(8), reason: 'No answer' }),
    verdict('till.third', 'up', { since: at(0), checkedAt: at(10) }),
    verdict('stock.ping', 'down', { since: at(0), checkedAt: at(10) }),
  ]

  for (const [order, some] of [
    ['as they are', probes],
    ['the other way round', probes.toReversed()],
  ] as const) {
    test(`is down since the first of its probes, as of the newest answer that says so, ${order}`, () => {
      const { state, since, probe, reason, checkedAt } = rollUp(['till'], some)
      expect([state, since, probe, reason, checkedAt]).toStrictEqual([
        'down',
        at(2),
        'till.healthz',
        'No answer',
        at(9),
      ])
    })
  }
})
