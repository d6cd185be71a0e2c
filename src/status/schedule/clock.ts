/** Time, as the scheduler sees it. */
export interface Clock {
  /** Milliseconds since 1970, which may leap back and forth. */
  now(): number
  /** Milliseconds since some moment, which only ever grow. */
  monotonic(): number
  /** Does something after some milliseconds; returns what prevents it. */
  after(milliseconds: number, work: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (milliseconds, work) => {
    const timer = setTimeout(work, milliseconds)
    return () => clearTimeout(timer)
  },
}

/** Does something every so many milliseconds, never twice at once; returns what ends it. `work` must not reject. */
export function repeat(clock: Clock, milliseconds: number, work: () => Promise<void> | void): () => void {
  let isEnded = false
  let cancel = () => {}
  const wait = () => {
    cancel = clock.after(milliseconds, async () => {
      await work()
      if (!isEnded) wait()
    })
  }
  wait()
  return () => {
    isEnded = true
    cancel()
  }
}
