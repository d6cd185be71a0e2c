import { expect, test } from 'vitest'
import { repeat } from '../../../src/status/schedule/clock.ts'
import { FakeClock } from './fake-clock.ts'

test('something is done every so often, never twice at once', async () => {
  const clock = new FakeClock()
  const begun: number[] = []
  const end = repeat(clock, 1000, async () => {
    begun.push(clock.monotonic())
    await new Promise<void>((resolve) => clock.after(2500, resolve))
  })
  await clock.pass(10_000)
  expect(begun).toStrictEqual([1000, 4500, 8000])
  end()
  await clock.pass(10_000)
  expect([begun.length, clock.timers]).toStrictEqual([3, 0])
})

test('what ends it ends it while it is being done too', async () => {
  const clock = new FakeClock()
  let count = 0
  const end = repeat(clock, 1000, () => {
    count++
    end()
  })
  await clock.pass(10_000)
  expect([count, clock.timers]).toStrictEqual([1, 0])
})
