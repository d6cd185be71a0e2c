/** A line that takes the place of one of a diagram, and what of it is wrong: the rest is as it should be. */
export interface Defect {
  /** Counts from 1. */
  line: number
  text: string
  /** The line that the finding is at, where it is another: a block that is not closed is told where it was opened. */
  told?: number
  /** Where its column is held too: the sign that is pointed at; `''` is the end of the line. */
  at?: string
}

export interface FaultyDiagram {
  type: string
  /** Valid, each line as it stands in the fence. */
  lines: string[]
  defects: Defect[]
  /** Blank lines and comments mean something in it. */
  isDense?: boolean
}
