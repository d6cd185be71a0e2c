import type { ProbeKind } from '../../src/config/probe.ts'

/** How a service is, from best to worst; `maintenance` and `unknown` say nothing about the service itself. */
export const states = ['up', 'degraded', 'maintenance', 'unknown', 'down'] as const

export type State = (typeof states)[number]

/** The parts of asking, in their order; which ones occur depends on the kind of probe. */
export const phases = ['dns', 'connect', 'tls', 'send', 'first-byte', 'body', 'conditions'] as const

export type Phase = (typeof phases)[number]

/** One condition of a probe and what became of it. */
export interface ConditionResult {
  /** As written. */
  expression: string
  held: boolean
  /** The value that the left side had, bounded and without secrets; null where there was none. */
  found: unknown
}

/** What one asking found; thresholds and maintenance are not its matter. Plain data. */
export interface Measurement {
  state: 'up' | 'degraded' | 'down' | 'unknown'
  /** ISO 8601, UTC, when the asking began. */
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
export interface Verdict extends Omit<Measurement, 'state'> {
  /** `service.probe`. */
  id: string
  service: string
  kind: ProbeKind
  state: State
  /** ISO 8601: since when it has this state. */
  since: string
  /** The state that the last measurements point to, before there were enough of them. */
  pending?: State
  /** Milliseconds from one asking to the next. A verdict older than three of them says `unknown`, whoever shows it. */
  everyMs: number
  /** The last answer is older than three intervals: `state` is `unknown`, and `was` says what it was. */
  stale?: true
  was?: State
  /** The state has changed again and again lately. */
  flapping?: true
}

/** All verdicts at one moment: `/_waymark/status.json`, and what `probe --format json` prints. */
export interface StatusSnapshot {
  version: 1
  /** The name of the environment that was asked; null for the hosts as written. */
  environment: string | null
  /** ISO 8601, UTC: of the newest verdict; of the snapshot itself where there is none. */
  checkedAt: string
  /** ISO 8601: when `build` wrote it down; absent in what was just asked. */
  bakedAt?: string
  /** In the order of the files. */
  probes: Verdict[]
}
