import type { Root } from 'hast'

/** What happened to a block, as a reader sees it. */
export type ChangeKind = 'added' | 'removed' | 'changed' | 'moved'

/** What a change is about. */
export type ChangedBlock =
  | 'heading'
  | 'paragraph'
  | 'list'
  | 'list-item'
  | 'table'
  | 'row'
  | 'column'
  | 'cell'
  | 'code'
  | 'code-line'
  | 'alert'
  | 'quote'
  | 'diagram'
  | 'image'
  | 'details'
  | 'tab'
  | 'term'
  | 'footnote'
  | 'status'
  | 'rule'
  | 'block'

/** One change of a page. Blocks of one kind that follow each other are one change. */
export interface Change {
  /** From 1, in the order of the page; `data-change` of its elements. The first has the anchor `wm-change-ID` in it. */
  id: number
  kind: ChangeKind
  block: ChangedBlock
  /** How many blocks follow each other in it, from 1. */
  count: number
  /** The heading that it stands under, in the page of now; absent before the first. The heading itself, of a heading. */
  section?: { anchor: string; text: string }
  /** What was there, as text of at most `longestText` characters; absent of what is added. Blocks are lines. */
  before?: string
  /** What is there now; absent of what is removed, and of what moved as it was. */
  after?: string
}

/** Two moments of one page. */
export interface Comparison {
  /**
   * The page of now with `<ins>`, `<del>` and marked blocks in it. Each change is one or more elements with
   * `data-change="ID"` and `data-change-kind`, and has labels (`.change-label`) that are read out.
   */
  marked: Root
  /** In the order of the page. */
  changes: Change[]
  /** Whether parts of the pages were too large, or too different, to be compared word by word. */
  isCoarse: boolean
}

export interface CompareOptions {
  /**
   * What a picture's address stands for, so that two addresses of one picture are the same. By default the address
   * without the digest in its name.
   */
  pictureKey?: (src: string, moment: 'before' | 'after') => string
}

/** Longer texts of changes are cut. In characters. */
export const longestText = 2_000
