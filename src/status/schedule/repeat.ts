import type { Clock } from './clock.ts'

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
