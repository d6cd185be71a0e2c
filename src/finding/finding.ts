/** How much a finding weighs, the heaviest first: an `error` fails a check, the others are told. */
export const severities = ['error', 'warning', 'info'] as const

export type Severity = (typeof severities)[number]

/** A range in a text file; lines and columns count from 1, columns in UTF-16 code units, the end is exclusive. */
export interface Place {
  line: number
  column: number
  endLine: number
  endColumn: number
}

/** One thing wrong, at a place. `file` is relative to the project's root, with `/` between folders. */
export interface Finding extends Place {
  check: string
  /** Stable, `check/what`. */
  code: string
  severity: Severity
  /** "Unexpected `x`, expected `y`", values in backticks, no final period. */
  message: string
  file: string
  /** What to do about it. */
  hint?: string
  /** What mends it for certain; `waymark check --fix` writes it. */
  fix?: Fix
  /** What a link should lead to, where that is missing. */
  target?: MissingTarget
  /** What is wrong with many others too, and may be mended for all of them at once. */
  cause?: SharedCause
}

/** What findings of one code may all come from, such as a prefix of their links. Plain data. */
export interface SharedCause {
  /** That of the one finding that stands for all. */
  code: string
  /** The same for all that share it. */
  key: string
  /** What they are, behind their number: "links that begin with `/`". */
  what: string
  /** What was expected of them: "pages or files of this repository". */
  expected: string
  /** What mends all of them: what to write into `waymark.yaml`. */
  hint: string
  /** Whether it may well be a setting of ours, and so no fault of the pages. */
  isSetting: boolean
}

/** What mends a finding for certain: all its edits, or none of them. */
export interface Fix {
  /** What it does, as a reader of a diff would say it: "Link to `storage.md`". */
  title: string
  edits: Edit[]
}

/** The option of `waymark check` that writes a fix: a date says that somebody looked, so it is asked for by its name. */
export function fixOption({ code }: Pick<Finding, 'code'>): '--fix' | '--fix-dates' {
  return code === 'structure/outdated' ? '--fix-dates' : '--fix'
}

/** Replaces what stands at a place by a text; an empty place inserts it. */
export interface Edit extends Place {
  /** Relative to the project's root. */
  file: string
  text: string
  /** What has to stand there for the edit to be right, in a file that is no page: pages are known by their content. */
  was?: string
}

/** A place that a link names, but that is not there. */
export interface MissingTarget {
  /** Relative to the repository. */
  file: string
  /** Without `#`, as written. */
  anchor?: string
}

/** The place of a finding that is about a whole file. */
export const wholeFile: Place = { line: 1, column: 1, endLine: 1, endColumn: 1 }

/** The place alone of what has one. */
export function barePlace({ line, column, endLine, endColumn }: Place): Place {
  return { line, column, endLine, endColumn }
}
