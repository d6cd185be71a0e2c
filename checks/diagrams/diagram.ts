import type { Outline } from './languages/outline.ts'
import type { DiagramProblem } from './problem.ts'
import type { DiagramText } from './source/diagram-text.ts'

/** A diagram with what its source says, where that was understood. */
export interface Diagram {
  written: DiagramText
  outline: Outline | undefined
}

/** What one kind of mistake looks like. Pure. */
export type MeaningRule = (diagram: Diagram) => DiagramProblem[]
