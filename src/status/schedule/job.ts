/** Something that is done again and again. */
export interface Job {
  id: string
  /** Milliseconds from one time to the next. */
  everyMs: number
  /** Milliseconds after which its signal fires. */
  timeoutMs: number
  /** Says what is done. When it says something else than before, what was done last is worth nothing. */
  revision?: string
  /** When it was last done, in milliseconds since 1970; undefined for never. */
  lastAt?: number | undefined
  /** The next time, after one in milliseconds since 1970, when it has to be done besides. */
  besides?: (after: number) => number | undefined
  /** Does it once. What it throws is told to `onFault`. */
  run(signal: AbortSignal): Promise<void>
}
