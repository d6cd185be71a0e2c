import type { Finding } from '../src/finding/finding.ts'
import type { KnownFinding } from './baseline/baseline.ts'
import type { Codes } from './check.ts'
import type { FindingGroup } from './grouping/finding-group.ts'

/** What a run of the checks found. */
export interface Report {
  /** Sorted by file, line, column, code; what is the same at many places is one. */
  findings: FindingGroup[]
  /** How many files were looked at. */
  files: number
  /** Pages that were not looked at since a name on the way begins with a dot, relative to the project's root. */
  skipped?: string[]
  durationMs: number
  /** What was there before, and so is not listed. */
  old?: { count: number; ref: string }
  /** What is known, and so is not listed. */
  baseline?: BaselineReport
  /** How many findings are left out since they weigh less than was asked for. */
  notShown?: SeverityCounts
  /** What a reader should know of the run, such as that a proxy resolved the names. */
  notes: string[]
  /** How many of the findings each option of the command would fix. */
  fixable?: { byFix: number; byFixDates: number }
}

/** What came of holding findings against a baseline. */
export interface BaselineReport {
  /** Its file, as the user named it. */
  file: string
  /** How many of the findings are known. */
  known: number
  /** What is known, but is not there any more. */
  mended: readonly KnownFinding[]
  /** What the run wrote into the file. */
  written?: 'all' | 'pruned'
}

/** What a reporter may ask for besides the report. */
export interface ReportContext {
  /** A line of a file of the project, without its end, as the run read it; `undefined` where there is none. */
  lineOf: (file: string, line: number) => string | undefined
  codes: Codes
  /** Version of Waymark. */
  version: string
  /** Whether escape sequences for colours are understood. */
  color: boolean
  /** How many columns a line has for people; 100 when absent. */
  columns?: number
  /** How much of many findings is told where the format is for people: by default their numbers, and some of each code. */
  detail?: 'summary' | 'all'
  /**
   * A file of a finding as the repository knows it, since the project may be a folder of it: `docs/guidebooks/erp.md`.
   * Formats that programs read name files so.
   */
  inRepository: (file: string) => string
}

/** A format of `waymark check`, with what its `--help`, the manual and the tests say of it. */
export interface Reporter {
  /** Its word in `--format`. */
  name: string
  /** Whom it is for, in a word or two of Markdown. */
  audience: string
  /** What reads it, in Markdown. */
  readers: string
  /** The usual end of a file's name, without the dot. */
  extension: string
  /** Whether it can tell the numbers alone. */
  hasSummary?: true
  /** Turns a report into text, which ends with a line break. Pure: the same report gives the same text. */
  report: (report: Report, context: ReportContext) => string | Promise<string>
}

/** How many findings there are of each severity. */
export interface SeverityCounts {
  errors: number
  warnings: number
  infos: number
}

export function severityCounts(findings: readonly Finding[]): SeverityCounts {
  const count = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity).length
  return { errors: count('error'), warnings: count('warning'), infos: count('info') }
}
