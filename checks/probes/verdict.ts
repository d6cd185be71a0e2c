import type { ProbeKind } from '../../src/probe-kinds/registry.ts'
import type { Phase } from '../../src/probe-kinds/stopwatch.ts'
import type { ShownVerdict as Shown, ShownSnapshot, State } from '../../src/status-model/verdict.ts'

/** One condition of a probe and what became of it. */
export interface ConditionResult {
  /** As written. */
  expression: string
  held: boolean
  /** The value that the left side had, bounded and without secrets; null where there was none. */
  found: unknown
}

/** What one run of a probe found; thresholds and maintenance are not its matter. Plain data. */
export interface Measurement {
  state: Exclude<State, 'maintenance'>
  /** ISO 8601, UTC, when the run began. */
  checkedAt: string
  durationMs: number
  /** The phase that failed. */
  phase?: Phase
  /** Stable, such as `http/timeout`. */
  code?: string
  /** One sentence without secrets: why it is not `up`. */
  reason?: string
  /** Milliseconds of each phase that was gone through. */
  phases: Partial<Record<Phase, number>>
  conditions: ConditionResult[]
  /** Values of the expressions that pages show, by expression: strings, numbers or booleans, bounded. */
  facts: Record<string, string | number | boolean>
}

/** What is told of a probe: the state that its measurements add up to. The form of product.md. */
export interface Verdict extends Shown, Pick<Measurement, 'checkedAt' | 'durationMs' | 'code' | 'reason'> {
  kind: ProbeKind
  phase?: Phase
  phases: Measurement['phases']
  conditions: Measurement['conditions']
}

export type StatusSnapshot = ShownSnapshot<Verdict>
