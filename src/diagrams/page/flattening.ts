import type { DrawingProblem } from './drawing.ts'
import type { Grounds } from './grounds.ts'

/** What the picture is flattened with. */
export interface Flattening {
  ascentOf: (style: CSSStyleDeclaration) => number
  grounds: Grounds
  /** The node of the diagram that an element stands for. */
  nodeOf: (element: Element) => string | undefined
  /** Told of what a reader of the picture would miss. */
  miss: (code: DrawingProblem['code'], message: string) => void
  /** Told of letters and the place in the window that they take. */
  see: (text: string, box: DOMRect) => void
}
