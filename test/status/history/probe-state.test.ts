import { assert, describe, expect, test } from 'vitest'
import type { Thresholds } from '../../../src/config/schema/thresholds.ts'
import type { ProbeState } from '../../../src/status/history/probe-state.ts'
import { nextState, type Transition } from '../../../src/status/history/probe-state.ts'

const everyMs = 30_000
const begin = Date.parse('2026-11-22T03:00:00Z')
const usual: Thresholds = { up: 1, degraded: 2, down: 2, unknown: 2 }

/** What each letter of a series stands for; a capital one is found in a maintenance window. */
const found = { u: 'up', g: 'degraded', d: 'down', '?': 'unknown' } as const

interface Step {
  at: number
  next: ProbeState
  transitions: Transition[]
}

/** Puts a series of findings to it, one each interval; `.` is an interval in which nothing is asked. */
function series(letters: string, thresholds: Partial<Thresholds> = {}, times?: (index: number) => number): Step[] {
  const steps: Step[] = []
  for (const [index, letter] of Array.from(letters).entries()) {
    if (letter === '.') continue
    const state = Object.entries(found).find(([key]) => key === letter.toLowerCase())?.[1] ?? assert.fail(letter)
    const at = times?.(index) ?? begin + index * everyMs
    const maintenance = letter !== letter.toLowerCase()
    const rules = { thresholds: { ...usual, ...thresholds }, maintenance, everyMs }
    steps.push({ at, ...nextState(steps.at(-1)?.next, { state, at }, rules) })
  }
  return steps
}

/** The states after each finding; `up>down` is up, and on its way down. */
function told(steps: readonly Step[]): string {
  return steps.map(({ next: { state, pending } }) => (pending ? `${state}>${pending}` : state)).join(' ')
}

const seconds = (at: number | undefined) => (at === undefined ? undefined : (at - begin) / 1000)

describe('a state follows from findings in a row', () => {
  const cases: [series: string, thresholds: Partial<Thresholds>, states: string][] = [
    ['u', {}, 'up'],
    ['uuu', {}, 'up up up'],
    ['ud', {}, 'up up>down'],
    ['udu', {}, 'up up>down up'],
    ['udd', {}, 'up up>down down'],
    ['uddu', {}, 'up up>down down up'],
    ['d', {}, 'unknown>down'],
    ['dd', {}, 'unknown>down down'],
    ['du', {}, 'unknown>down up'],
    ['ud', { down: 1 }, 'up down'],
    ['uddd', { down: 3 }, 'up up>down up>down down'],
    ['udududdd', { down: 3 }, 'up up>down up up>down up up>down up>down down'],
    ['uugg', {}, 'up up up>degraded degraded'],
    ['ug', { degraded: 1 }, 'up degraded'],
    ['uggu', {}, 'up up>degraded degraded up'],
    ['uggd', {}, 'up up>degraded degraded degraded>down'],
    ['uggdd', {}, 'up up>degraded degraded degraded>down down'],
    // Neither is there twice in a row, but it has not been well for two.
    ['udgdg', {}, 'up up>down degraded degraded>down degraded'],
    ['ugdd', {}, 'up up>degraded degraded>down down'],
    // What is down each time is not degraded on its way down.
    ['uddd', { down: 3, degraded: 1 }, 'up up>down up>down down'],
    // Better needs as many as `up` says.
    ['ddu', { up: 2 }, 'unknown>down down down>up'],
    ['dduu', { up: 2 }, 'unknown>down down down>up up'],
    ['ddudu', { up: 2 }, 'unknown>down down down>up down down>up'],
    ['ddg', {}, 'unknown>down down degraded'],
    ['ddugu', { up: 3 }, 'unknown>down down down>up down>degraded degraded>up'],
    ['dduguuu', { up: 3 }, 'unknown>down down down>up down>degraded degraded>up degraded>up up'],
  ]
  for (const [letters, thresholds, states] of cases) {
    test(`${letters} ${JSON.stringify(thresholds)}: ${states}`, () => {
      expect(told(series(letters, thresholds))).toBe(states)
    })
  }
})

describe('what the prober could not find out says nothing of the service', () => {
  const cases: [series: string, states: string][] = [
    ['?', 'unknown'],
    ['u?', 'up up>unknown'],
    ['u??', 'up up>unknown unknown'],
    ['u?u', 'up up>unknown up'],
    ['u??u', 'up up>unknown unknown up'],
    // Two findings of down are in a row though the prober was blind between them.
    ['ud?d', 'up up>down up>unknown down'],
    ['u??d', 'up up>unknown unknown unknown>down'],
    ['u??dd', 'up up>unknown unknown unknown>down down'],
    // It was down before, so one more finding is enough.
    ['udd??d', 'up up>down down down>unknown unknown down'],
    ['udd??u', 'up up>down down down>unknown unknown up'],
  ]
  for (const [letters, states] of cases) {
    test(`${letters}: ${states}`, () => expect(told(series(letters))).toBe(states))
  }
})

describe('a maintenance window', () => {
  const cases: [series: string, states: string][] = [
    ['uUU', 'up maintenance maintenance'],
    ['uDDDu', 'up maintenance maintenance maintenance up'],
    // What happened meanwhile is known when it ends.
    ['uDDd', 'up maintenance maintenance down'],
    ['uDd', 'up maintenance down'],
    ['uUd', 'up maintenance up>down'],
    ['u??U', 'up up>unknown unknown maintenance'],
    ['Dd', 'maintenance down'],
    ['D?u', 'maintenance unknown up'],
  ]
  for (const [letters, states] of cases) {
    test(`${letters}: ${states}`, () => expect(told(series(letters))).toBe(states))
  }
})

describe('since when', () => {
  const cases: [series: string, since: number][] = [
    ['uuu', 0],
    // From the first of the findings that made it.
    ['uudd', 60],
    ['uuddd', 60],
    ['uuddu', 120],
    ['uudgg', 60],
    // Nobody saw it while the prober was blind.
    ['u??u', 90],
    ['ud??d', 120],
    ['u??', 30],
    ['uUU', 30],
    ['uDDd', 90],
  ]
  for (const [letters, since] of cases) {
    test(`${letters}: from second ${since}`, () => {
      expect(seconds(series(letters).at(-1)?.next.since)).toBe(since)
    })
  }
})

describe('a gap', () => {
  test('of three intervals changes nothing', () => {
    expect(series('u..u').at(-1)?.transitions).toStrictEqual([])
    expect(series('u...u').at(-1)?.transitions.length, 'four intervals do').toBe(2)
  })

  test('ends what was known, and what follows begins anew', () => {
    const last = series('uuu.........u').at(-1)
    expect(last?.transitions).toStrictEqual([
      { from: 'up', to: 'unknown', since: begin + 5 * everyMs, gap: true },
      { from: 'unknown', to: 'up', since: begin + 12 * everyMs },
    ])
  })

  test('breaks what was in a row', () => {
    expect(told(series('ud.........d'))).toBe('up up>down unknown>down')
    expect(told(series('udd.........d'))).toBe('up up>down down down')
  })

  test('after `unknown` is not told again', () => {
    expect(series('??.........?').at(-1)?.transitions).toStrictEqual([])
  })
})

describe('a clock that leaps', () => {
  const back = (index: number) => begin + index * everyMs - (index >= 3 ? 3_600_000 : 0)

  test('back makes nothing begin in the future, and no gap', () => {
    for (const letters of ['uuuuuu', 'udddud', 'ud?dgu', 'uUUuuu', '??????']) {
      for (const { at, next, transitions } of series(letters, {}, back)) {
        assert.ok(next.since <= at, letters)
        for (const { since } of transitions) assert.ok(since <= at, letters)
        expect(
          transitions.some(({ gap }) => gap),
          letters,
        ).toBe(false)
      }
    }
    expect(told(series('uuuddd', {}, back))).toBe('up up up up>down down down')
  })

  test('forth is a gap', () => {
    const forth = (index: number) => begin + index * everyMs + (index >= 3 ? 3_600_000 : 0)
    const steps = series('uuuuu', {}, forth)
    expect(told(steps)).toBe('up up up up up')
    expect(steps[3]?.transitions.length).toBe(2)
  })
})

describe('what turns again and again is flapping', () => {
  const cases: [series: string, flapping: boolean][] = [
    ['uuuuuuuu', false],
    ['udduuuuu', false],
    ['uddudduddu', true],
    ['udduddu', true],
    ['uddudd', false],
    // A while later it is not any more.
    [`uddudduddu${'u'.repeat(18)}`, false],
    // What turned long ago says nothing of today.
    [`uddu${'u'.repeat(40)}dduddu`, true],
    [`uddudd${'u'.repeat(40)}ddu`, false],
  ]
  for (const [letters, flapping] of cases) {
    test(`${letters}: ${flapping}`, () => expect(series(letters).at(-1)?.next.flapping).toBe(flapping))
  }
})

test('what a clock told that was ahead is no flapping once it is set right', () => {
  const ahead = 365 * 24 * 3_600_000
  const steps = series(`udduddu${'u'.repeat(3)}`, {}, (index) => begin + index * everyMs + (index < 7 ? ahead : 0))
  expect(steps.map(({ next }) => next.flapping).slice(6)).toStrictEqual([true, false, false, false])
})

test('each transition begins where the last one ended, in order', () => {
  let seed = 7
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return seed / 2 ** 31
  }
  const letters = Array.from({ length: 5000 }, () => 'uuuugd?dUD....'[Math.floor(random() * 14)] ?? 'u').join('')
  const steps = series(letters)
  const transitions = steps.flatMap((step) => step.transitions)
  assert.ok(transitions.length > 500)
  for (const [index, { from, since }] of transitions.slice(1).entries()) {
    const before = transitions[index] ?? assert.fail()
    expect(from).toBe(before.to)
    expect(transitions[index + 1]?.to).not.toBe(from)
    assert.ok(since >= before.since, `${index}`)
  }
})
