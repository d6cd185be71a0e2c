import { expect, test } from 'vitest'
import { Semaphore } from '../../../src/status/schedule/semaphore.ts'

test('thousands wait for a few slots: each gets its turn, in the order in which they came', async () => {
  const slots = new Semaphore(3)
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
  expect([slots.taken, slots.waiting]).toStrictEqual([3, 4997])
  await all
  expect(done).toStrictEqual(indices)
  expect([most, slots.taken, slots.waiting]).toStrictEqual([3, 0, 0])
})

test('work that fails gives its slot back, and says so to who gave it', async () => {
  const slots = new Semaphore(1)
  await expect(slots.take(() => Promise.reject(new Error('a fault')))).rejects.toThrow(/a fault/)
  let isDone = false
  await slots.take(async () => {
    isDone = true
  })
  expect([isDone, slots.taken]).toStrictEqual([true, 0])
})
