import type { Probe } from '../../src/config/inventory.ts'
import type { ProbeKind } from '../../src/config/schema/probe.ts'
import type { Answer } from './answer.ts'
import type { Fault } from './fault.ts'
import type { Stopwatch } from './stopwatch.ts'
import type { Surroundings } from './surroundings.ts'

export type ProbeOf<Kind extends ProbeKind> = Extract<Probe, { kind: Kind }>

/** What a probe brought home. */
export type Asked = { fault: Fault } | { answer: Answer }

/** What each kind of probe is given. */
export interface Means {
  surroundings: Surroundings
  stopwatch: Stopwatch
  /** Milliseconds that all of it may take. */
  timeout: number
  /** Whether an answer is all that the conditions wait for; asked again and again while an answer comes in. */
  isEnough: (answer: Answer) => boolean
  /** Whether a condition or a page asks for a name. */
  wants: (name: string) => boolean
}

/** Asks once. All strings of the probe are expanded. Throws for `signal` and for bugs alone. */
export type Ask<Kind extends ProbeKind> = (probe: ProbeOf<Kind>, means: Means, signal: AbortSignal) => Promise<Asked>
