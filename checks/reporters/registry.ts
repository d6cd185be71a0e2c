import type { Reporter } from '../report.ts'
import { github } from './github.ts'
import { gitlab } from './gitlab.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { pretty } from './pretty.ts'
import { sarif } from './sarif.ts'

/** Every format that a report can have, by its name; the first one is the usual. */
export const reporters: Readonly<Record<string, Reporter>> = Object.fromEntries(
  [pretty, json, sarif, junit, github, gitlab].map((reporter) => [reporter.name, reporter]),
)
