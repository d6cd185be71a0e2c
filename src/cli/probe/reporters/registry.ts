import type { StatusSnapshot } from '../../../../checks/probes/verdict.ts'
import { jsonText } from '../../../text/json-text.ts'
import { junit } from './junit.ts'
import { prometheus } from './prometheus.ts'
import { type TableOptions, table } from './table.ts'

/** Verdicts in, text out. */
export type ProbeReporter = (snapshot: StatusSnapshot, options: TableOptions) => string

/** Every format of `waymark probe`; the first one is the default. */
export const probeReporters: Readonly<Record<string, ProbeReporter>> = { table, json: jsonText, prometheus, junit }
