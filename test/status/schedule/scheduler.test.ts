import { assert, describe, expect, test } from 'vitest'
import { phaseOf } from '../../../src/status/schedule/scheduler.ts'
import { FakeClock } from './fake-clock.ts'
import { scheduling } from './scheduling.ts'

const second = 1000
const minute = 60 * second

const ids = (count: number) => Array.from({ length: count }, (_, index) => `service-${index}.ping`)

describe('when a job is done', () => {
  test('at its own place in each interval of the day, the same after a restart', async () => {
    const { clock, scheduler, job, times } = scheduling()
    scheduler.set([job('erp.ping', 30 * second)])
    await clock.pass(10 * minute)
    expect(times('erp.ping').length).toBe(20)
    const places = new Set(times('erp.ping').map((at) => at % (30 * second)))
    expect([...places]).toStrictEqual([phaseOf('erp.ping', 30 * second)])
    const later = scheduling({ clock: new FakeClock(clock.now() + 12_345) })
    later.scheduler.set([later.job('erp.ping', 30 * second)])
    await later.clock.pass(minute)
    expect(new Set(later.times('erp.ping').map((at) => at % (30 * second)))).toStrictEqual(places)
  })

  test('no drift, however long each takes', async () => {
    const { clock, scheduler, job, times } = scheduling()
    scheduler.set([job('erp.ping', 30 * second, { takesMs: 7777 })])
    await clock.pass(100 * minute)
    expect(times('erp.ping').length).toBe(200)
    expect(new Set(times('erp.ping').map((at) => at % (30 * second))).size).toBe(1)
  })

  test('the load is even', async () => {
    const { clock, scheduler, job, done } = scheduling({ concurrency: 1000 })
    scheduler.set(ids(1000).map((id) => job(id, 10 * second)))
    const from = clock.now()
    await clock.pass(10 * second)
    expect(done.length).toBe(1000)
    const perSecond = Array.from(
      { length: 10 },
      (_, index) => done.filter(({ at }) => Math.floor((at - from) / second) === index).length,
    )
    assert.ok(Math.min(...perSecond) > 60 && Math.max(...perSecond) < 150, perSecond.join(' '))
  })

  test('one that was never done, or too long ago, within the first moments, whatever its interval', async () => {
    const { clock, scheduler, job, done } = scheduling()
    const old = clock.now() - 25 * 60 * minute
    scheduler.set([
      ...ids(40).map((id) => job(id, 60 * minute, { lastAt: undefined })),
      job('old.certificate', 24 * 60 * minute, { lastAt: old }),
      job('fresh.certificate', 24 * 60 * minute),
    ])
    await clock.pass(second)
    expect(done.length).toBe(41)
    assert.ok(new Set(done.map(({ at }) => at)).size > 8, 'not all at once')
    assert.ok(!done.some(({ id }) => id === 'fresh.certificate'))
  })

  test('many that were never done are spread over their interval', async () => {
    const { clock, scheduler, job, done } = scheduling({ concurrency: 10_000 })
    scheduler.set(ids(3000).map((id) => job(id, minute, { lastAt: undefined })))
    await clock.pass(second)
    assert.ok(done.length > 60 && done.length < 140, `${done.length} in the first second`)
    await clock.pass(29 * second)
    expect(new Set(done.map(({ id }) => id)).size).toBe(3000)
  })

  test('besides, when something begins or ends', async () => {
    const { clock, scheduler, job, times } = scheduling()
    const boundary = clock.now() + 10 * minute
    scheduler.set([
      job('erp.certificate', 24 * 60 * minute, { extraTime: (after) => (after < boundary ? boundary : undefined) }),
    ])
    await clock.pass(60 * minute)
    expect(times('erp.certificate')).toStrictEqual([boundary])
  })
})

describe('a job that is slow', () => {
  test('is never done twice at once', async () => {
    const { clock, scheduler, job, times } = scheduling()
    scheduler.set([job('erp.ping', 10 * second, { takesMs: 25 * second })])
    await clock.pass(5 * minute)
    expect(times('erp.ping').length).toBe(10)
    for (const [index, at] of times('erp.ping').slice(1).entries())
      expect(at - (times('erp.ping')[index] ?? 0)).toBe(30 * second)
  })

  test('is aborted at its deadline, and holds up nobody when it does not heed that', async () => {
    const { clock, scheduler, job, times, faults } = scheduling({ concurrency: 1 })
    const aborted: number[] = []
    const run = (signal: AbortSignal) =>
      new Promise<void>(() => signal.addEventListener('abort', () => aborted.push(clock.now()), { once: true }))
    scheduler.set([job('hung.ping', minute, { timeoutMs: 5 * second, run }), job('erp.ping', minute)])
    await clock.pass(10 * minute)
    expect(times('erp.ping').length).toBe(10)
    expect(aborted.length).toBe(10)
    expect(new Set(faults)).toStrictEqual(new Set(['hung.ping: More than 5000 ms']))
  })

  test('does not keep more than some from being done at once, and each gets its turn', async () => {
    const { clock, scheduler, job, done } = scheduling({ concurrency: 5 })
    let most = 0
    let now = 0
    const run = (id: string) => async () => {
      most = Math.max(most, ++now)
      done.push({ id, at: clock.now() })
      await new Promise<void>((resolve) => clock.after(second, resolve))
      now--
    }
    scheduler.set(ids(100).map((id) => ({ ...job(id, 30 * second), run: run(id) })))
    await clock.pass(2 * minute)
    expect(most).toBe(5)
    expect(new Set(done.map(({ id }) => id)).size).toBe(100)
    assert.ok(scheduler.load.waiting >= 0 && scheduler.load.running <= 5)
  })

  test('what it throws is told, and it is done again', async () => {
    const { clock, scheduler, job, faults } = scheduling()
    scheduler.set([job('erp.ping', 30 * second, { run: () => Promise.reject(new Error('a fault')) })])
    await clock.pass(minute)
    expect(faults).toStrictEqual(['erp.ping: a fault', 'erp.ping: a fault'])
  })
})

describe('when time leaps', () => {
  test('a process that stood still does not make up for what it missed at once', async () => {
    const { clock, scheduler, job, done } = scheduling({ concurrency: 1000 })
    scheduler.set(ids(600).map((id) => job(id, minute)))
    await clock.pass(minute)
    done.length = 0
    await clock.stall(60 * minute)
    const late = clock.now()
    assert.ok(done.length < 20, `${done.length} at once`)
    await clock.pass(minute)
    assert.ok(new Set(done.map(({ id }) => id)).size === 600, 'each within its interval')
    const perSecond = Map.groupBy(done, ({ at }) => Math.floor((at - late) / second))
    assert.ok(Math.max(...Array.from(perSecond.values(), (each) => each.length)) < 40, 'no burst')
    assert.ok(scheduler.postponed > 500)
  })

  test('what was being done when the process stood still has its time anew, and is no fault', async () => {
    const { clock, scheduler, job, faults, done } = scheduling()
    const aborted: unknown[] = []
    const run = async (signal: AbortSignal) => {
      done.push({ id: 'erp.ping', at: clock.now() })
      signal.addEventListener('abort', () => aborted.push(signal.reason))
      await new Promise<void>((resolve) => clock.after(90 * second, resolve))
    }
    scheduler.set([job('erp.ping', 60 * minute, { lastAt: undefined, run })])
    await clock.pass(30 * second)
    expect(done.length).toBe(1)
    await clock.stall(10 * minute)
    expect([faults, aborted]).toStrictEqual([[], []])
    await clock.pass(2 * minute)
    expect([faults, aborted]).toStrictEqual([[], []])
  })

  test('a job of a long interval is made up for within a minute', async () => {
    const { clock, scheduler, job, done } = scheduling()
    scheduler.set([job('erp.certificate', 24 * 60 * minute)])
    await clock.stall(25 * 60 * minute)
    await clock.pass(minute)
    expect(done.length).toBe(1)
  })

  test('a clock that is set makes no burst and no pause', async () => {
    for (const leap of [-10 * 60 * minute, 10 * 60 * minute]) {
      const { clock, scheduler, job, done } = scheduling()
      scheduler.set(ids(60).map((id) => job(id, 30 * second)))
      await clock.pass(5 * minute)
      done.length = 0
      clock.set(clock.now() + leap)
      await clock.pass(second)
      assert.ok(done.length < 12, `${done.length} in a second after ${leap}`)
      await clock.pass(59 * second)
      assert.ok(done.length >= 60 && done.length <= 180, `${done.length} in a minute after ${leap}`)
    }
  })
})

test('a last time that lies in the future, since the clock was set back meanwhile, is none', async () => {
  const { clock, scheduler, job, times } = scheduling()
  scheduler.set([job('erp.certificate', 24 * 60 * minute, { lastAt: clock.now() + 60 * minute })])
  await clock.pass(2 * second)
  expect(times('erp.certificate').length).toBe(1)
})

test('a job that goes while it waits for its turn is not done any more', async () => {
  const { clock, scheduler, job, times } = scheduling({ concurrency: 1 })
  const first = job('a.ping', 60 * minute, { takesMs: 10 * second })
  scheduler.set([first, job('b.ping', 60 * minute)])
  const both = Promise.all([scheduler.runNow('a.ping'), scheduler.runNow('b.ping')])
  await clock.pass(second)
  expect(scheduler.load).toStrictEqual({ running: 1, waiting: 1 })
  scheduler.set([first])
  await clock.pass(20 * second)
  await both
  expect([times('a.ping').length, times('b.ping').length]).toStrictEqual([1, 0])
})

describe('asked by hand', () => {
  test('a job is done at once, and goes on at its times', async () => {
    const { clock, scheduler, job, times } = scheduling()
    scheduler.set([job('erp.ping', 30 * second)])
    const asked = clock.now()
    expect(await scheduler.runNow('erp.ping')).toBe(true)
    expect(times('erp.ping')).toStrictEqual([asked])
    await clock.pass(minute)
    expect(times('erp.ping').length).toBe(3)
    expect(await scheduler.runNow('nobody.ping')).toBe(false)
  })

  test('while it is being done, the answer is waited for', async () => {
    const { clock, scheduler, job, times } = scheduling()
    scheduler.set([job('erp.ping', 30 * second, { takesMs: 5 * second })])
    const both = Promise.all([scheduler.runNow('erp.ping'), scheduler.runNow('erp.ping')])
    await clock.pass(5 * second)
    expect([await both, times('erp.ping').length]).toStrictEqual([[true, true], 1])
  })
})

describe('when it ends', () => {
  test('what is being done is aborted and waited for, and nothing is done any more', async () => {
    const { clock, scheduler, job, done } = scheduling()
    let isGone = false
    const run = async (signal: AbortSignal) => {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
      isGone = true
    }
    scheduler.set([job('slow.ping', 30 * second, { run }), job('erp.ping', 30 * second)])
    await clock.pass(30 * second)
    done.length = 0
    await scheduler.stop(500)
    expect(isGone).toBe(true)
    await clock.pass(minute)
    expect([done, clock.timers, await scheduler.runNow('erp.ping')]).toStrictEqual([[], 0, false])
  })

  test('who does not heed it is left behind after a while', async () => {
    const { clock, scheduler, job } = scheduling()
    scheduler.set([job('hung.ping', 30 * second, { run: () => new Promise(() => {}) })])
    await clock.pass(30 * second)
    let isEnded = false
    const ended = scheduler.stop(500).then(() => {
      isEnded = true
    })
    await clock.pass(499)
    expect(isEnded).toBe(false)
    await clock.pass(1)
    await ended
  })
})

test('how late each begins is told', async () => {
  const { clock, scheduler, job, lags } = scheduling({ concurrency: 1 })
  scheduler.set([job('a.ping', 30 * second, { takesMs: 20 * second }), job('b.ping', 30 * second)])
  await clock.pass(10 * minute)
  assert.ok(lags.length >= 30)
  assert.ok(Math.min(...lags) >= 0 && Math.min(...lags) < 1)
  assert.ok(Math.max(...lags) > second, 'one of them waits for the other')
})
