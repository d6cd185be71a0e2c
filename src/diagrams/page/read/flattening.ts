import type { DrawingProblem } from '../drawing.ts'
import type { Marks } from '../svg/marks.ts'
import type { Backgrounds } from './backgrounds.ts'
import type { Outlines } from './outlines.ts'

/** What the picture is flattened with. */
export interface Flattening {
  ascentOf: (style: CSSStyleDeclaration) => number
  backgrounds: Backgrounds
  outlines: Outlines
  /** What is left of a paint within the groups around it, 0 to 1. */
  opacity: number
  /** The marks at the ends of lines: each line has its own, in a colour that is seen where it lies. */
  marks: Marks
  /** The node of the diagram that an element stands for. */
  nodeOf: (element: Element) => string | undefined
  /** Told of what a reader of the picture would miss. */
  reportProblem: (code: DrawingProblem['code'], message: string, text?: string) => void
  /** Told of letters and the place in the window that they take. */
  recordText: (text: string, box: DOMRect) => void
}
