import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { asOf } from '../../src/status-model/age.ts'
import type { Verdict } from '../../src/status-model/verdict.ts'
import {
  ageOf,
  codeParts,
  countsText,
  factState,
  factText,
  reasonOf,
  stampOf,
  troubledOf,
  wordOf,
} from '../../src/status-model/words.ts'
import { StatusBoard } from '../../src/widgets/status-board.ts'
import { verdict } from '../site/status/shop.ts'

const asked = Date.parse('2026-11-22T03:00:00Z')
const minute = 60_000

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
    new StatusBoard({ mode, now, verdicts, leastMs: mode === 'live' ? 15_000 : 0 })

  test('while it hears from the server: the worst, with its reason', () => {
    const { state, reason, probe } = at('live', asked + minute).standing('till')
    assert.deepEqual([state, reason, probe], ['down', 'No answer', 'till.healthz'])
  })
  test('of an answer that has grown old: what it was', () => {
    const { state, was } = at('live', asked + 9 * minute).standing('till.name')
    assert.deepEqual([state, was], ['unknown', 'up'])
  })
  test('when the server does not answer any more: nothing, however new the answer is', () => {
    const { state, was, isUnanswered } = at('lost', asked + minute).standing('till.name')
    assert.deepEqual([state, was, isUnanswered], ['unknown', 'up', true])
  })
  test('since it was last heard, and not since the state that it had', () => {
    const times = { now: asked + 2 * minute, heardAt: asked + minute }
    const { since, reason } = new StatusBoard({ mode: 'lost', verdicts: known, ...times }).standing('till.name')
    assert.deepEqual([since, reason], [new Date(asked + minute).toISOString(), undefined])
  })
  test('of what grew old without a word of the server: that it does not answer, and no count of intervals', () => {
    const { isUnanswered, reason } = at('live', asked + 9 * minute).standing('till.name')
    assert.deepEqual([isUnanswered, reason], [true, undefined])
    const told = asOf(verdict('till.name', 'up'), asked + 9 * minute)
    const standing = at('live', asked + 9 * minute, [told]).standing('till.name')
    assert.deepEqual([standing.isUnanswered, standing.reason], [undefined, told.reason], 'what the server says itself')
  })
  test('of a service of which one probe flaps: that', () => {
    const flapping = [verdict('till.name', 'up', { flapping: true }), verdict('till.healthz', 'up')]
    assert.equal(at('live', asked, flapping).standing('till').flapping, true)
    assert.equal(at('live', asked).standing('till').flapping, undefined)
  })
  test('of a build: what it baked, for as long as three rounds of an hourly job', () => {
    assert.equal(at('baked', asked + 180 * minute).standing('till.name').state, 'up')
    const { state, was, reason } = at('baked', asked + 180 * minute + 1).standing('till.name')
    assert.deepEqual([state, was, reason], ['unknown', 'up', 'The last answer is too old to count'])
    const daily = verdict('till.name', 'up', { everyMs: 24 * 60 * minute })
    assert.equal(at('baked', asked + 48 * 60 * minute, [daily]).standing('till.name').state, 'up')
  })
  test('of a probe of every second: what it said, between two tellings of the server', () => {
    const eager = verdict('till.name', 'up', { everyMs: 1000 })
    assert.equal(at('live', asked + 9000, [eager]).standing('till.name').state, 'up')
    assert.equal(at('live', asked + 15_001, [eager]).standing('till.name').state, 'unknown')
  })
  test('of several ids of which one was never asked: nothing of that one', () => {
    const { state, checkedAt, since } = at('live', asked, [verdict('till.name', 'up')]).standing('till,stock')
    assert.deepEqual([state, checkedAt, since], ['unknown', '2026-11-22T03:00:00.000Z', undefined])
    assert.equal(at('live', asked).standing('till,stock').state, 'down')
  })
  test('of an id that nobody asked: nothing', () =>
    assert.deepEqual(at('live', asked).standing('stock'), { state: 'unknown' }))
  test('of several that have grown old: the worst that one was', () => {
    const { state, was } = at('live', asked + 9 * minute).standing('till')
    assert.deepEqual([state, was], ['unknown', 'down'])
  })
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
    assert.equal(wordOf({ state: 'up', flapping: true, checkedAt }), 'up, flapping')
    assert.equal(wordOf({ state: 'up', flapping: true, pending: 'down', checkedAt }), 'up, flapping, perhaps down')
    assert.equal(wordOf({ state: 'unknown' }), 'not asked yet')
  })
  test('a reason says which of several probes gives it', () => {
    const standing = { state: 'down', since: '2026-11-22T03:00:00Z', probe: 'till.name', reason: 'No `A`' } as const
    assert.equal(reasonOf(standing, 'till'), '`till.name`: No `A`')
    assert.equal(reasonOf(standing, 'till.name'), 'No `A`')
    assert.equal(reasonOf({ ...standing, state: 'up' }, 'till'), '')
  })
  test('services are counted by their state, the worst first; those that are not well have names', () => {
    assert.equal(countsText(['up', 'down', 'up', 'degraded']), '4 services: 1 down, 1 degraded, 2 up')
    assert.equal(countsText(['up']), '1 service: 1 up')
    const services = (['up', 'degraded', 'unknown', 'down'] as const).map((state) => ({ state }))
    const checkedAt = '2026-11-22T03:00:00Z'
    assert.deepEqual(troubledOf(services), { named: [], more: 0 }, 'nobody ever asked')
    const { named, more } = troubledOf(services.map((service) => ({ ...service, checkedAt })))
    assert.deepEqual([named.map(({ state }) => state), more], [['down', 'unknown', 'degraded'], 0])
    const many = troubledOf(Array.from({ length: 99 }, () => ({ state: 'down', checkedAt }) as const))
    assert.deepEqual([many.named.length, many.more], [12, 87])
  })
  test('what stands between backticks is code', () =>
    assert.deepEqual(codeParts('Unexpected `503`'), [
      { text: 'Unexpected ', isCode: false },
      { text: '503', isCode: true },
    ]))
})

describe('A value of a page and what was found', () => {
  const cases: Record<string, [written: string, found: string | undefined, state: string, text: string]> = {
    'the same': ['22.0.4', '22.0.4', 'same', '22.0.4'],
    'the same but for spaces': ['\n a b ', 'a  b', 'same', 'a b'],
    'a number, or what is true': ['true', String(true), 'same', 'true'],
    'nothing found': ['1', undefined, 'unknown', ''],
    'an empty text': ['1', '', 'other', 'nothing'],
    'a long text': ['1', 'x'.repeat(99), 'other', `${'x'.repeat(79)}…`],
    'signs that turn what follows': ['1', '\u202e4.0.22\u0000', 'other', '4.0.22'],
    'markup is text': ['1', '<b>2</b>', 'other', '<b>2</b>'],
  }
  for (const [name, [written, found, state, text]] of Object.entries(cases)) {
    test(name, () => {
      assert.equal(factState(written, found), state)
      if (found !== undefined) assert.equal(factText(found), text)
    })
  }
})
