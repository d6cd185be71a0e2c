import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { states as proberStates } from '../../checks/probes/verdict.ts'
import { StatusBoard } from '../../src/widgets/status-board.ts'
import { asOf, states, type Verdict } from '../../src/widgets/status-standing.ts'
import { ageOf, codeParts, stampOf, wordOf } from '../../src/widgets/status-words.ts'
import { verdict } from '../site/status/shop.ts'

const asked = Date.parse('2026-11-22T03:00:00Z')
const minute = 60_000

test('the states are those of the prober, in its order', () => assert.deepEqual(states, proberStates))

test('a verdict holds for three intervals, and is unknown from then on', () => {
  const up = verdict('till.name', 'up', { checkedAt: new Date(asked).toISOString(), pending: 'down' })
  assert.equal(asOf(up, asked + 3 * minute), up)
  const { state, was, since, pending } = asOf(up, asked + 3 * minute + 1)
  assert.deepEqual([state, was, since, pending], ['unknown', 'up', '2026-11-22T03:03:00.000Z', undefined])
})

describe('What a page knows', () => {
  const known = [
    verdict('till.name', 'up', { facts: { version: '1.4' } }),
    verdict('till.healthz', 'down', { reason: 'No answer' }),
  ]
  const at = (mode: 'live' | 'baked' | 'lost', now: number, verdicts: Verdict[] = known) =>
    new StatusBoard(mode, now, verdicts)

  test('while it hears from the server: the worst, with its reason', () => {
    const { state, reason, probe } = at('live', asked + minute).standing('till')
    assert.deepEqual([state, reason, probe], ['down', 'No answer', 'till.healthz'])
  })
  test('of an answer that has grown old: what it was', () => {
    const { state, was } = at('live', asked + 9 * minute).standing('till.name')
    assert.deepEqual([state, was], ['unknown', 'up'])
  })
  test('when the connection is lost: nothing, however new the answer is', () => {
    const { state, was, reason } = at('lost', asked + minute).standing('till.name')
    assert.deepEqual([state, was, reason], ['unknown', 'up', 'The connection to the status server is lost'])
  })
  test('of a build: what it baked, however long ago', () =>
    assert.equal(at('baked', asked + 999 * minute).standing('till.name').state, 'up'))
  test('of an id that nobody asked: nothing', () =>
    assert.deepEqual(at('live', asked).standing('stock'), { state: 'unknown' }))
  test('of a fact: its value while the answer holds', () => {
    assert.equal(at('live', asked).fact('till.name', 'version'), '1.4')
    assert.equal(at('live', asked).fact('till.name', 'constructor'), undefined)
    assert.equal(at('live', asked + 9 * minute).fact('till.name', 'version'), undefined)
  })
})

describe('In words', () => {
  test('ages change once a minute at most', () => {
    const ages = [-5, 59_999, minute, 59 * minute, 60 * minute, 47 * 60 * minute, 48 * 60 * minute].map(ageOf)
    assert.deepEqual(ages, ['now', 'now', '1 min ago', '59 min ago', '1 h ago', '47 h ago', '2 days ago'])
  })
  test('a moment is of UTC', () => assert.equal(stampOf('2026-11-22T03:10:59.123Z'), '2026-11-22 03:10 UTC'))
  test('a state says what it may become, and what it was', () => {
    const checkedAt = '2026-11-22T03:00:00Z'
    assert.equal(wordOf({ state: 'up', checkedAt }), 'up')
    assert.equal(wordOf({ state: 'up', pending: 'down', checkedAt }), 'up, perhaps down')
    assert.equal(wordOf({ state: 'unknown', was: 'up', checkedAt }), 'unknown, was up')
    assert.equal(wordOf({ state: 'unknown' }), 'not asked yet')
  })
  test('what stands between backticks is code', () =>
    assert.deepEqual(codeParts('Unexpected `503`'), [
      { text: 'Unexpected ', isCode: false },
      { text: '503', isCode: true },
    ]))
})
