export type { Drawing, DrawingProblem, Drawn, Undrawable } from './page/drawing.ts'
