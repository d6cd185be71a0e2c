import type { Rule } from '../rule.ts'
import type { Diagram } from './diagram.ts'
import type { RuleProblem } from './problem.ts'

/** A rule about diagrams. */
export interface DiagramRule extends Rule {
  /** What is wrong with a diagram that Mermaid accepts. Pure. Other rules are told where reading or drawing one fails. */
  check?: (diagram: Diagram) => RuleProblem[]
}

/** A page with one diagram, for examples. */
export function mermaidPage(...lines: string[]): string {
  return ['```mermaid', ...lines, '```', ''].join('\n')
}
