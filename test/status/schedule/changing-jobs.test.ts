import { assert, describe, expect, test } from 'vitest'
import { scheduling } from './scheduling.ts'

const second = 1000
const minute = 60 * second

const ids = (count: number) => Array.from({ length: count }, (_, index) => `service-${index}.ping`)

describe('when jobs change', () => {
  test('those that stay keep their times, others come and go', async () => {
    const { clock, scheduler, job, done, times } = scheduling()
    scheduler.set([job('erp.ping', 30 * second), job('crm.ping', 30 * second)])
    await clock.pass(minute)
    done.length = 0
    scheduler.set([job('erp.ping', 30 * second), job('odoo.ping', 30 * second, { lastAt: undefined })])
    await clock.pass(minute)
    expect(new Set(done.map(({ id }) => id))).toStrictEqual(new Set(['erp.ping', 'odoo.ping']))
    expect(times('erp.ping').length).toBe(2)
    assert.ok(times('odoo.ping').length >= 2)
  })

  test('one that goes is aborted, and not told as a fault', async () => {
    const { clock, scheduler, job, faults } = scheduling()
    const signals: AbortSignal[] = []
    const run = (signal: AbortSignal) => {
      signals.push(signal)
      return new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    }
    scheduler.set([job('erp.ping', 30 * second, { run })])
    await clock.pass(30 * second)
    scheduler.set([])
    await clock.pass(minute)
    expect([signals.length, signals[0]?.aborted, faults]).toStrictEqual([1, true, []])
  })

  test('another interval holds at once', async () => {
    const { clock, scheduler, job, times } = scheduling()
    scheduler.set([job('erp.ping', 60 * minute)])
    await clock.pass(second)
    scheduler.set([job('erp.ping', 10 * second)])
    await clock.pass(minute)
    expect(times('erp.ping').length).toBe(6)
  })

  test('a job of the same id does what it now says', async () => {
    const { clock, scheduler, job, times } = scheduling()
    const other: number[] = []
    scheduler.set([job('erp.ping', 30 * second)])
    scheduler.set([job('erp.ping', 30 * second, { run: async () => void other.push(clock.now()) })])
    await clock.pass(minute)
    expect([times('erp.ping').length, other.length]).toStrictEqual([0, 2])
  })

  test('a job that does something else than before is done soon, once, whatever its interval', async () => {
    const { clock, scheduler, job, times } = scheduling()
    const every = 60 * minute
    scheduler.set([job('erp.name', every, { revision: 'a' })])
    await clock.pass(minute)
    scheduler.set([job('erp.name', every, { revision: 'a' })])
    await clock.pass(minute)
    expect(times('erp.name'), 'the same is not done again').toStrictEqual([])
    const changed = clock.now()
    scheduler.set([job('erp.name', every, { revision: 'b' })])
    await clock.pass(minute)
    expect(times('erp.name').length).toBe(1)
    assert.ok((times('erp.name')[0] ?? 0) - changed <= second)
  })

  test('what is being done while it becomes something else is done once more', async () => {
    const { clock, scheduler, job, times } = scheduling()
    scheduler.set([job('erp.name', 60 * minute, { revision: 'a', takesMs: 5 * second })])
    void scheduler.runNow('erp.name')
    await clock.pass(second)
    scheduler.set([job('erp.name', 60 * minute, { revision: 'b' })])
    await clock.pass(10 * second)
    expect(times('erp.name').length).toBe(2)
  })
})

test('what was done early is not done again right after: one bad moment is one', async () => {
  for (const id of ids(50)) {
    const { clock, scheduler, job, times } = scheduling()
    scheduler.set([job(id, 30 * second, { lastAt: undefined })])
    await clock.pass(5 * minute)
    const pauses = times(id)
      .slice(1)
      .map((at, index) => at - (times(id)[index] ?? 0))
    assert.ok(pauses.length >= 8, id)
    assert.ok((pauses[0] ?? 0) >= 15 * second && (pauses[0] ?? 0) <= 45 * second, `${id}: ${pauses[0]}`)
    expect(new Set(pauses.slice(1)), id).toStrictEqual(new Set([30 * second]))
  }
})

test('after the day went on alone, what was missed is done soon, and the rest at its times', async () => {
  const { clock, scheduler, job, times } = scheduling()
  scheduler.set([job('a.certificate', 60 * minute), job('b.certificate', 24 * 60 * minute), job('c.ping', 30 * second)])
  await clock.pass(minute)
  clock.set(clock.now() + 8 * 60 * minute)
  const woken = clock.now()
  scheduler.catchUp()
  await clock.pass(2 * second)
  const since = (id: string) => times(id).filter((at) => at >= woken).length
  expect([since('a.certificate'), since('b.certificate')]).toStrictEqual([1, 0])
  assert.ok(since('c.ping') >= 1)
})
