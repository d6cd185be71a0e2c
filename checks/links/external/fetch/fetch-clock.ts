import { setTimeout as delay } from 'node:timers/promises'

/** Time and chance, so that tests can hold them still. */
export interface FetchClock {
  /** Milliseconds that only grow. */
  monotonic(): number
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
  /** From 0 to below 1. */
  random(): number
}

export const systemFetchClock: FetchClock = {
  monotonic: () => performance.now(),
  sleep: (milliseconds, signal) => delay(milliseconds, undefined, { signal }),
  random: Math.random,
}
