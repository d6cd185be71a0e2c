import { assert, describe, expect, test } from 'vitest'
import { mostLost, mostWork, TimeoutBudget } from '../../../checks/diagrams/reader/timeout-budget.ts'
import { timeoutProblems } from '../../../checks/diagrams/rules/timeout.ts'
import { tooLargeProblems } from '../../../checks/diagrams/rules/too-large.ts'

describe('How much work goes into diagrams', () => {
  test('each that takes all of it in vain halves that of the next, down to a second of a processor’s time', () => {
    const budget = new TimeoutBudget()
    const limits = Array.from({ length: 6 }, () => {
      const { work } = budget
      budget.lose(work)
      return work
    })
    expect(limits).toStrictEqual([10_000, 5000, 2500, 1250, 1000, 1000])
  })

  test('all that hang take half a minute together, however many they are', () => {
    const budget = new TimeoutBudget()
    let lost = 0
    for (let hanging = 0; hanging < 1000; hanging++) {
      lost += budget.work
      budget.lose(budget.work)
    }
    expect(budget.work).toBe(0)
    assert.ok(lost >= mostLost && lost < mostLost + mostWork, `${lost}`)
  })

  test('a limit that is small to begin with stays as it is', () => {
    const budget = new TimeoutBudget(200)
    budget.lose(200)
    expect(budget.work).toBe(200)
  })
})

describe('What is told of a diagram that could not be read', () => {
  const cases = [
    ['timeout', 'diagrams/timeout', 'Unexpected work to read the diagram, expected at most 10 s of a processor’s time'],
    [
      'unread',
      'diagrams/timeout',
      'Unexpected work to read the diagrams before this one, expected at most 30 s of a processor’s time',
    ],
    ['depth', 'diagrams/too-large', 'Unexpected depth of the diagram, expected less nesting'],
    ['memory', 'diagrams/too-large', 'Unexpected need of memory for the diagram, expected at most 192 MB'],
  ] as const
  for (const [limit, code, message] of cases) {
    test(limit, () => {
      const problem = { ...timeoutProblems, ...tooLargeProblems }[limit]
      expect([problem.code, problem.message]).toStrictEqual([code, message])
      assert.ok(problem.hint)
    })
  }
})
