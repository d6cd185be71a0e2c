/** A fault as hints look at it; all in the parser's input. */
export interface SyntaxContext {
  type: string
  /** The line on which it stands, whole. */
  line: string
  /** What stands on the line before it, and from it on. */
  before: string
  after: string
  /** What was expected, in words. */
  expected: string | undefined
}

/** The hint where a scene is one of some kind. */
export type Hint = (scene: SyntaxContext) => string | undefined

/** Whether a type has nodes with labels in brackets, and arrows between them. */
export function isFlow(type: string): boolean {
  return /^(?:flowchart|swimlane|agentflow|block)/.test(type)
}
