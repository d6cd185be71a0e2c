import { describe, expect, it } from 'vitest'
import { withCleanup } from '../../src/files/cleanup.ts'

const fails = (message: string) => async () => {
  throw new Error(message)
}

describe('cleaning up after some work', () => {
  it('returns what the work returned, and cleans up after it', async () => {
    const order: string[] = []
    const work = async () => order.push('work')
    expect(await withCleanup(work, async () => order.push('cleanup'))).toBe(1)
    expect(order).toStrictEqual(['work', 'cleanup'])
  })

  it('throws what the work failed with, and cleans up', async () => {
    let isClean = false
    const cleanUp = async () => {
      isClean = true
    }
    await expect(withCleanup(fails('work'), cleanUp)).rejects.toThrow(expect.objectContaining({ message: 'work' }))
    expect(isClean).toBe(true)
  })

  it('throws the first error where both fail', async () => {
    await expect(withCleanup(fails('work'), fails('cleanup'))).rejects.toThrow(
      expect.objectContaining({ message: 'work' }),
    )
  })

  it('throws what the cleanup failed with where that alone fails', async () => {
    await expect(withCleanup(async () => {}, fails('cleanup'))).rejects.toThrow(
      expect.objectContaining({ message: 'cleanup' }),
    )
  })
})
