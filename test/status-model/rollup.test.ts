import { describe, expect, test } from 'vitest'
import { asOf } from '../../src/status-model/age.ts'
import type { ShownVerdict } from '../../src/status-model/verdict.ts'
import {
  ageText,
  codeParts,
  compareFact,
  countsText,
  dateText,
  factText,
  lengthText,
  reasonText,
  stateText,
  timestampText,
} from '../../src/status-model/words.ts'
import { VerdictView } from '../../src/widgets/status/feed/status-view.ts'
import { verdict } from '../site/status/shop.ts'

const asked = Date.parse('2026-11-22T03:00:00Z')
const minute = 60_000

test('a verdict holds for three intervals, and is unknown from then on', () => {
  const up = verdict('till.name', 'up', { checkedAt: new Date(asked).toISOString(), pending: 'down' })
  expect(asOf(up, asked + 3 * minute)).toBe(up)
  const { state, was, since, pending } = asOf(up, asked + 3 * minute + 1)
  expect([state, was, since, pending]).toStrictEqual(['unknown', 'up', '2026-11-22T03:03:00.000Z', undefined])
})

describe('What a page knows', () => {
  const known = [
    verdict('till.name', 'up', { facts: { version: '1.4' } }),
    verdict('till.healthz', 'down', { reason: 'No answer' }),
  ]
  const at = (mode: 'live' | 'baked' | 'lost', now: number, verdicts: ShownVerdict[] = known) =>
    new VerdictView({ mode, now, verdicts, leastMs: mode === 'live' ? 15_000 : 0 })

  test('while it hears from the server: the worst, with its reason', () => {
    const { state, reason, probe } = at('live', asked + minute).statusOf('till')
    expect([state, reason, probe]).toStrictEqual(['down', 'No answer', 'till.healthz'])
  })
  test('of an answer that has grown old: what it was', () => {
    const { state, was } = at('live', asked + 9 * minute).statusOf('till.name')
    expect([state, was]).toStrictEqual(['unknown', 'up'])
  })
  test('when the server does not answer any more: nothing, however new the answer is', () => {
    const { state, was, isUnanswered } = at('lost', asked + minute).statusOf('till.name')
    expect([state, was, isUnanswered]).toStrictEqual(['unknown', 'up', true])
  })
  test('since it was last heard, and not since the state that it had', () => {
    const times = { now: asked + 2 * minute, heardAt: asked + minute }
    const { since, reason } = new VerdictView({ mode: 'lost', verdicts: known, ...times }).statusOf('till.name')
    expect([since, reason]).toStrictEqual([new Date(asked + minute).toISOString(), undefined])
  })
  test('of what grew old without a word of the server: that it does not answer, and no count of intervals', () => {
    const { isUnanswered, reason } = at('live', asked + 9 * minute).statusOf('till.name')
    expect([isUnanswered, reason]).toStrictEqual([true, undefined])
    const told = asOf(verdict('till.name', 'up'), asked + 9 * minute)
    const status = at('live', asked + 9 * minute, [told]).statusOf('till.name')
    expect([status.isUnanswered, status.reason], 'what the server says itself').toStrictEqual([undefined, told.reason])
  })
  test('of a service of which one probe flaps: that', () => {
    const flapping = [verdict('till.name', 'up', { flapping: true }), verdict('till.healthz', 'up')]
    expect(at('live', asked, flapping).statusOf('till').flapping).toBe(true)
    expect(at('live', asked).statusOf('till').flapping).toBe(undefined)
  })
  test('of a build: what it baked, for as long as three rounds of an hourly job', () => {
    expect(at('baked', asked + 180 * minute).statusOf('till.name').state).toBe('up')
    const { state, was, reason } = at('baked', asked + 180 * minute + 1).statusOf('till.name')
    expect([state, was, reason]).toStrictEqual(['unknown', 'up', 'The last answer is too old to count'])
    const daily = verdict('till.name', 'up', { everyMs: 24 * 60 * minute })
    expect(at('baked', asked + 48 * 60 * minute, [daily]).statusOf('till.name').state).toBe('up')
  })
  test('of a probe of every second: what it said, between two tellings of the server', () => {
    const eager = verdict('till.name', 'up', { everyMs: 1000 })
    expect(at('live', asked + 9000, [eager]).statusOf('till.name').state).toBe('up')
    expect(at('live', asked + 15_001, [eager]).statusOf('till.name').state).toBe('unknown')
  })
  test('of several ids of which one was never asked: nothing of that one', () => {
    const { state, checkedAt, since } = at('live', asked, [verdict('till.name', 'up')]).statusOf('till,stock')
    expect([state, checkedAt, since]).toStrictEqual(['unknown', '2026-11-22T03:00:00.000Z', undefined])
    expect(at('live', asked).statusOf('till,stock').state).toBe('down')
  })
  test('of an id that nobody asked: nothing', () =>
    expect(at('live', asked).statusOf('stock')).toStrictEqual({ state: 'unknown' }))
  test('of several that have grown old: the worst that one was', () => {
    const { state, was } = at('live', asked + 9 * minute).statusOf('till')
    expect([state, was]).toStrictEqual(['unknown', 'down'])
  })
  test('of a fact: its value while the answer holds', () => {
    expect(at('live', asked).fact('till.name', 'version')).toBe('1.4')
    expect(at('live', asked).fact('till.name', 'constructor')).toBe(undefined)
    expect(at('live', asked + 9 * minute).fact('till.name', 'version')).toBe(undefined)
  })
})

describe('In words', () => {
  test('ages change once a minute at most', () => {
    const ages = [-5, 59_999, minute, 59 * minute, 60 * minute, 47 * 60 * minute, 48 * 60 * minute].map(ageText)
    expect(ages).toStrictEqual(['now', 'now', '1 min ago', '59 min ago', '1 h ago', '47 h ago', '2 days ago'])
  })
  test('a moment is of UTC', () => expect(timestampText('2026-11-22T03:10:59.123Z')).toBe('2026-11-22 03:10 UTC'))
  test('a state says what it may become, and what it was', () => {
    const checkedAt = '2026-11-22T03:00:00Z'
    expect(stateText({ state: 'up', checkedAt })).toBe('up')
    expect(stateText({ state: 'up', pending: 'down', checkedAt })).toBe('up, perhaps down')
    expect(stateText({ state: 'unknown', was: 'up', checkedAt })).toBe('unknown, was up')
    expect(stateText({ state: 'up', flapping: true, checkedAt })).toBe('up, flapping')
    expect(stateText({ state: 'up', flapping: true, pending: 'down', checkedAt })).toBe('up, flapping, perhaps down')
    expect(stateText({ state: 'unknown' })).toBe('not probed yet')
  })
  test('a reason says which of several probes gives it', () => {
    const status = { state: 'down', since: '2026-11-22T03:00:00Z', probe: 'till.name', reason: 'No `A`' } as const
    expect(reasonText(status, 'till')).toBe('`till.name`: No `A`')
    expect(reasonText(status, 'till.name')).toBe('No `A`')
    expect(reasonText({ ...status, state: 'up' }, 'till')).toBe('')
  })
  test('services are counted by their state, the worst first', () => {
    expect(countsText(['up', 'down', 'up', 'degraded'])).toBe('4 services: 1 down, 1 degraded, 2 up')
    expect(countsText(['up'])).toBe('1 service: 1 up')
  })
  test('lengths are as short as they can be, and never more than it was', () => {
    const lengths = [0, 59_999, minute, 59 * minute, 60 * minute, 80 * minute, 47 * 60 * minute, 48 * 60 * minute]
    expect(lengths.map(lengthText)).toStrictEqual([
      'less than a minute',
      'less than a minute',
      '1 min',
      '59 min',
      '1 h',
      '1 h 20 min',
      '47 h',
      '2 days',
    ])
  })
  test('a date needs no year', () => expect(dateText('2026-11-02T03:10:59.123Z')).toBe('2 Nov'))
  test('what stands between backticks is code', () =>
    expect(codeParts('Unexpected `503`')).toStrictEqual([
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
      expect(compareFact(written, found)).toBe(state)
      if (found !== undefined) expect(factText(found)).toBe(text)
    })
  }
})
