import type { AlertsNow } from './alert.ts'

/** How a service is, from best to worst; `maintenance` and `unknown` say nothing about the service itself. */
export const states = ['up', 'degraded', 'maintenance', 'unknown', 'down'] as const

export type State = (typeof states)[number]

export function isState(text: string | undefined): text is State {
  return states.some((state) => state === text)
}

/** What is known of a probe, as far as pages show it; times in ISO 8601, UTC. */
export interface ShownVerdict {
  /** `service.probe`. */
  id: string
  service: string
  state: State
  /** Since when it has this state. */
  since: string
  checkedAt: string
  durationMs: number
  /** Milliseconds from one probe run to the next. A verdict older than three of them says `unknown`, whoever shows it. */
  everyMs: number
  /** The phase that failed, such as `first-byte`. */
  phase?: string
  /** Stable, such as `http/timeout`. */
  code?: string
  /** How it was probed, such as `http`. */
  kind?: string
  /** Milliseconds of each phase that was gone through. */
  phases?: Readonly<Partial<Record<string, number>>>
  /** What was expected, and what was found. */
  conditions?: readonly ShownCondition[]
  /** One sentence without secrets: why it is not `up`. */
  reason?: string
  /** Values of the expressions that pages show, by expression: strings, numbers or booleans, bounded. */
  facts: Readonly<Record<string, string | number | boolean>>
  /** The state that the last measurements point to, before there were enough of them. */
  pending?: State
  /** The state has changed again and again lately. */
  flapping?: true
  /** Too old to say anything: `state` is `unknown`, and `was` says what it was. */
  stale?: true
  was?: State
}

/** A condition as written, whether it held, and the value that its left side had; bounded, and null where there was none. */
export interface ShownCondition {
  readonly expression: string
  readonly held: boolean
  readonly found: unknown
}

/** All verdicts at one moment: `/_waymark/status.json`, and what `probe --format json` prints. */
export interface ShownSnapshot<Each extends ShownVerdict = ShownVerdict> {
  version: 1
  /** The name of the environment that was probed; null for the hosts as written. */
  environment: string | null
  /** ISO 8601, UTC: of the newest verdict; of the snapshot itself where there is none. */
  checkedAt: string
  /** ISO 8601: when `build` wrote it down; absent in what a server that probes has to say. */
  bakedAt?: string
  /** In the order of the files. */
  probes: readonly Each[]
  /** Which alerts fire; absent where no source tells it. */
  alerts?: AlertsNow
}

/** When the newest of some verdicts was measured; undefined where there is none. */
export function latestCheck(verdicts: readonly Pick<ShownVerdict, 'checkedAt'>[]): string | undefined {
  return verdicts.reduce<string | undefined>(
    (latest, { checkedAt }) => (latest === undefined || checkedAt > latest ? checkedAt : latest),
    undefined,
  )
}
