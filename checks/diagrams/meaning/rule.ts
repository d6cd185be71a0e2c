import type { DiagramProblem } from '../problem.ts'
import type { Outline } from './outline.ts'
import type { Written } from './written.ts'

/** A diagram with what its source says, where that was understood. */
export interface Diagram {
  written: Written
  outline: Outline | undefined
}

/** What one kind of mistake looks like. Pure. */
export type MeaningRule = (diagram: Diagram) => DiagramProblem[]
