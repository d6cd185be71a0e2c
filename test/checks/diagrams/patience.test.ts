import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { failureProblem } from '../../../checks/diagrams/failure-problem.ts'
import { longestWait, mostLost, Patience } from '../../../checks/diagrams/patience.ts'

describe('How long diagrams are waited for', () => {
  test('each that is waited for in vain halves the time of the next, down to a second', () => {
    const patience = new Patience()
    const waits = Array.from({ length: 6 }, () => {
      const { wait } = patience
      patience.lose(wait)
      return wait
    })
    assert.deepEqual(waits, [10_000, 5000, 2500, 1250, 1000, 1000])
  })

  test('all that hang take half a minute together, however many they are', () => {
    const patience = new Patience()
    let lost = 0
    for (let hanging = 0; hanging < 1000; hanging++) {
      lost += patience.wait
      patience.lose(patience.wait)
    }
    assert.equal(patience.wait, 0)
    assert.ok(lost >= mostLost && lost < mostLost + longestWait, `${lost}`)
  })

  test('a wait that is short to begin with stays as it is', () => {
    const patience = new Patience(200)
    patience.lose(200)
    assert.equal(patience.wait, 200)
  })
})

describe('What is told of a diagram that could not be read', () => {
  const cases = [
    ['timeout', 'diagrams/timeout', 'Unexpected time to read the diagram, expected at most 10 s'],
    ['unread', 'diagrams/timeout', 'Unexpected time to read the diagrams before this one, expected at most 30 s'],
    ['depth', 'diagrams/too-large', 'Unexpected depth of the diagram, expected less nesting'],
    ['memory', 'diagrams/too-large', 'Unexpected need of memory for the diagram, expected at most 192 MB'],
  ] as const
  for (const [failure, code, message] of cases) {
    test(failure, () => {
      const problem = failureProblem(failure)
      assert.deepEqual([problem.code, problem.message], [code, message])
      assert.ok(problem.hint)
    })
  }
})
