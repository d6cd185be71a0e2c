import { afterAll, beforeAll, vi } from 'vitest'

const { setTimeout: afterTurn } = globalThis

/**
 * From the first test of a file or a `describe` to its last, timers go by a clock that counts turns of this process's event
 * loop in place of time. What is on its way between a client and a server that both run here comes within a few turns,
 * however long a busy machine takes for them: a deadline passes for what never comes, and for that alone.
 *
 * @param perTurn milliseconds of the clock for one turn, which takes one at least: with 1 it never goes faster than time
 * @returns reads the clock, in milliseconds
 */
export function countTurns(perTurn = 5): () => number {
  let now = 0
  let isCounting = false
  const count = () => {
    if (!isCounting) return
    now += perTurn
    vi.advanceTimersByTime(perTurn)
    afterTurn(count, 1)
  }
  beforeAll(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    isCounting = true
    count()
  })
  afterAll(() => {
    isCounting = false
    vi.useRealTimers()
  })
  return () => now
}

/** Waits by whatever clock timers go by. */
export function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
