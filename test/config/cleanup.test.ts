import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { withCleanup } from '../../src/config/cleanup.ts'

const fails = (message: string) => async () => {
  throw new Error(message)
}

describe('cleaning up after some work', () => {
  it('returns what the work returned, and cleans up after it', async () => {
    const order: string[] = []
    const work = async () => order.push('work')
    assert.equal(await withCleanup(work, async () => order.push('cleanup')), 1)
    assert.deepEqual(order, ['work', 'cleanup'])
  })

  it('throws what the work failed with, and cleans up', async () => {
    let isClean = false
    const cleanUp = async () => {
      isClean = true
    }
    await assert.rejects(withCleanup(fails('work'), cleanUp), { message: 'work' })
    assert.equal(isClean, true)
  })

  it('throws the first error where both fail', async () => {
    await assert.rejects(withCleanup(fails('work'), fails('cleanup')), { message: 'work' })
  })

  it('throws what the cleanup failed with where that alone fails', async () => {
    await assert.rejects(
      withCleanup(async () => {}, fails('cleanup')),
      { message: 'cleanup' },
    )
  })
})
