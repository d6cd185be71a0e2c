import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Slots } from '../../../src/status/schedule/slots.ts'

test('thousands wait for a few slots: each gets its turn, in the order in which they came', async () => {
  const slots = new Slots(3)
  const done: number[] = []
  let now = 0
  let most = 0
  const work = (index: number) => async () => {
    most = Math.max(most, ++now)
    await new Promise((resolve) => setImmediate(resolve))
    now--
    done.push(index)
  }
  const indices = Array.from({ length: 5000 }, (_, index) => index)
  const all = Promise.all(indices.map((index) => slots.take(work(index))))
  assert.deepEqual([slots.taken, slots.waiting], [3, 4997])
  await all
  assert.deepEqual(done, indices)
  assert.deepEqual([most, slots.taken, slots.waiting], [3, 0, 0])
})

test('work that fails gives its slot back, and says so to who gave it', async () => {
  const slots = new Slots(1)
  await assert.rejects(
    slots.take(() => Promise.reject(new Error('a fault'))),
    /a fault/,
  )
  let isDone = false
  await slots.take(async () => {
    isDone = true
  })
  assert.deepEqual([isDone, slots.taken], [true, 0])
})
