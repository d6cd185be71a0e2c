import type { Figure } from './figure.ts'

/** What a benchmark is given. */
export interface Context {
  /** Its own empty folder, removed when all is done. */
  folder: string
  /** How often a build is measured; figures are medians. */
  rounds: number
  signal: AbortSignal
  /** Tells how far it is. */
  say: (message: string) => void
}

export type Benchmark = (context: Context) => Promise<Figure[]>
