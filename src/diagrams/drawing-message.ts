import type { Drawn } from './page/drawing.ts'

/** What the process that draws is sent: its task, and nothing after it; before that, perhaps, that it is about to come. */
export type DrawingRequest = { type: 'prepare' } | DrawingTask

/** What the process that draws is to do. */
export interface DrawingTask {
  type: 'draw'
  sources: readonly string[]
  /** How many diagrams are drawn at once. */
  pages: number
  /** The most work that goes into one diagram, in milliseconds of a processor's time. */
  limitMs: number
}

/** What it tells: of each diagram what became of it, and how all of it ended. */
export type DrawingMessage =
  /** `of` is the place in the task's sources; without `drawn`, it was given up as too much work. */
  | { type: 'drawn'; of: number; drawn?: Drawn; isLasting: boolean }
  | { type: 'end'; isLost: boolean }
  | { type: 'no browser'; message: string; hint?: string }
  /** A fault of Waymark's own. */
  | { type: 'fault'; text: string }
