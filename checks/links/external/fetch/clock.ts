import { setTimeout as delay } from 'node:timers/promises'

/** Time and chance, so that tests can hold them still. */
export interface Clock {
  /** Milliseconds that only grow. */
  now(): number
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
  /** From 0 to below 1. */
  random(): number
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) => delay(milliseconds, undefined, { signal }),
  random: Math.random,
}
