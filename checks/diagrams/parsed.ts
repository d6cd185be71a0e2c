import type { DiagramProblem } from './problem.ts'

/** A diagram that Mermaid understood, in the thread that parsed it. */
export interface Parsed {
  /** As Mermaid names it, such as `flowchart-v2` or `sequence`. */
  type: string
  /** As written in the fence: what offsets of problems count in. */
  source: string
  /** Mermaid's own store of what it read; which one depends on the type. */
  db: unknown
  /** What frontmatter and directives set, merged; as written. */
  config: Readonly<Record<string, unknown>>
}

/** What one kind of mistake looks like in a diagram that Mermaid accepts. Pure. */
export type Rule = (diagram: Parsed) => DiagramProblem[]
