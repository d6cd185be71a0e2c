import type { Fault } from './fault.ts'

/** What the conditions of a probe are held against. */
export interface Answer {
  /** Values by the names that conditions use; those of the kind of probe (vocabulary.ts). */
  values: Readonly<Record<string, unknown>>
  /** Why a name has no value: "the body is not JSON". */
  absent: Readonly<Record<string, string>>
  /** What the answer says of the service where no condition is written; nothing when all is well. */
  byDefault?: Finding
  /** The means of this machine gave it, and may have been at fault: the canary decides, where it is not as it should be. */
  isDoubtful?: true
  /** What the service says of its own trouble, to end a reason with. */
  says?: string
}

/** A state that an answer stands for by itself. */
export interface Finding {
  state: 'degraded' | 'down'
  fault: Fault
}
