import type { Nodes, Root } from 'mdast'
import type { Rule } from '../rule.ts'
import type { LintFile } from './lint-file.ts'

/** Looks at a page; what it says goes into the file. */
export type Run = (tree: Root, file: LintFile) => void

/** Types of nodes that a rule can be about. Text is most of a page, and no rule is about it alone. */
export type NarrowType = Exclude<Nodes['type'], 'text'>

/**
 * What Waymark knows of a rule of remark-lint, whose `check` is in a package of its own. A warning is probably a
 * mistake; an info is about how the same thing is written in one way or another.
 */
export interface RemarkRule extends Rule {
  /**
   * What it is about hurts a reader, so it is on by itself: `always`, or where this finds a case of it. The others are a
   * matter of style.
   */
  hurts?: 'always' | Run
  /** Off unless `waymark.yaml` or a `.remarkrc` turns it on; why, where it is of a preset that is on. */
  off?: true | string
  /** Types of the nodes that it looks at: without any of them on a page, it has nothing to say. Absent for a rule that reads the text, or everything. */
  about?: readonly NarrowType[]
  /** How much of the page it needs to see around those nodes: nothing, unless it says so. */
  around?: 'page' | 'top-level'
  /** The longest page that it can look at in less than a second or two, in UTF-16 code units. */
  longest?: number
  /** Asks for what MDX does not understand. */
  notInMdx?: true
}
