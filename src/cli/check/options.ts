import type { Severity } from '../../finding/finding.ts'

/** Options of `waymark check`, as commander gives them. */
export interface CheckOptions {
  root: string
  cache: string | false | undefined
  only?: string[]
  skip?: string[]
  external?: boolean
  draw?: boolean
  since?: string
  failOn: Severity
  fix?: boolean
  fixDates?: boolean
  format?: string[]
  output?: string
  record?: string
  replay?: string
  built?: boolean
  out?: string
}
