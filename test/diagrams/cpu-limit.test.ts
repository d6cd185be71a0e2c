import { assert, describe, expect, test } from 'vitest'
import { cpuLimitReached, type MeteredWorker } from '../../src/diagrams/cpu-limit.ts'

/** Works so many milliseconds between two looks. */
function working(each: number): MeteredWorker {
  let used = 5000
  return { used: async () => (used += each) }
}

const never = () => new Promise<never>(() => {})
const limit = { limitMs: 1000, everyMs: 1, mostMs: Number.POSITIVE_INFINITY }

/** Whether it was given up within so many looks. */
async function isGivenUp(laborer: MeteredWorker, more: { mostMs?: number } = {}, looks = 300): Promise<boolean> {
  const stop = new AbortController()
  let asked = 0
  const counted: MeteredWorker = {
    ...laborer,
    used: () => {
      if (++asked > looks) stop.abort(new Error('enough'))
      return laborer.used()
    },
  }
  return cpuLimitReached(counted, { ...limit, ...more, signal: stop.signal }).then(
    () => true,
    () => false,
  )
}

describe('Work is given up', () => {
  test('when more of it was done than may be, of what was done before nothing counts', async () => {
    expect(await isGivenUp(working(100))).toBe(true)
    assert.ok((await cpuLimitReached(working(100), { ...limit, signal: new AbortController().signal })) >= 1000)
  })

  test('not when none is done, however long it takes', async () => {
    expect(await isGivenUp(working(0))).toBe(false)
    expect(await isGivenUp({ ...working(0), turn: never }), 'it gets no processor').toBe(false)
  })

  test('when it has nothing to do, and waits for what does not come', async () => {
    expect(await isGivenUp({ ...working(0), turn: async () => true }, {}, 3000)).toBe(true)
  })

  test('not before, though it takes a turn at each look', async () => {
    const signal = new AbortController().signal
    let looks = 0
    const counted = { used: async () => ++looks, turn: async () => true }
    await cpuLimitReached(counted, { ...limit, signal })
    assert.ok(looks >= 1000, `${looks} looks`)
  })

  test('not because nobody can tell how much was done for a while', async () => {
    let asked = 0
    const { used } = working(400)
    expect(await isGivenUp({ used: () => (++asked < 50 ? Promise.reject(new Error('not yet')) : used()) })).toBe(true)
    assert.ok(asked > 50)
  })

  test('at last when it neither works nor answers', async () => {
    const signal = new AbortController().signal
    expect(await cpuLimitReached({ used: never, turn: never }, { ...limit, mostMs: 20, signal })).toBe(1000)
  })
})
