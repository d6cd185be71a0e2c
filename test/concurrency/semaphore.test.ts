import { expect, test } from 'vitest'
import { Semaphore } from '../../src/concurrency/semaphore.ts'

test('thousands wait for a few places: each gets its turn, in the order in which they came', async () => {
  const semaphore = new Semaphore(3)
  const done: number[] = []
  let now = 0
  let most = 0
  const task = (index: number) => async () => {
    most = Math.max(most, ++now)
    await new Promise((resolve) => setImmediate(resolve))
    now--
    return done.push(index)
  }
  const indices = Array.from({ length: 5000 }, (_, index) => index)
  const all = Promise.all(indices.map((index) => semaphore.run(task(index))))
  expect([semaphore.active, semaphore.waiting]).toStrictEqual([3, 4997])
  expect(await all).toStrictEqual(indices.map((index) => index + 1))
  expect(done).toStrictEqual(indices)
  expect([most, semaphore.active, semaphore.waiting]).toStrictEqual([3, 0, 0])
})

test('a task that fails gives its place back, and says so to who gave it', async () => {
  const semaphore = new Semaphore(1)
  await expect(semaphore.run(() => Promise.reject(new Error('a fault')))).rejects.toThrow(/a fault/)
  expect(await semaphore.run(async () => semaphore.active)).toBe(1)
  expect(semaphore.active).toBe(0)
})

test('a place that is acquired is taken until it is released', async () => {
  const semaphore = new Semaphore(1)
  await semaphore.acquire()
  const order: string[] = []
  const waiting = semaphore.run(async () => order.push('task'))
  order.push('release')
  semaphore.release()
  await waiting
  expect(order).toStrictEqual(['release', 'task'])
})
