export type { Drawing, DrawingProblem, Drawn, DrawnNode, Undrawable } from './page/drawing.ts'
