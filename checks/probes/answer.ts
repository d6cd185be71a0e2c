import type { Fault, What } from './fault.ts'

/** What the conditions of a probe are held against. */
export interface Answer {
  /** Values by the names that conditions use; those of the kind of probe (vocabulary.ts). */
  values: Readonly<Record<string, unknown>>
  /** Why a name has no value: "the body is not JSON". */
  absent: Readonly<Record<string, string>>
  /** What the answer says of the service where no condition is written; nothing when all is well. */
  byDefault?: Finding
  /**
   * It may be what a failing network has left of another answer: where it is not as it should be, the canary decides. What
   * is told then in place of what it lacks.
   */
  doubt?: What
  /** What the service says of its own trouble, to end a reason with; not bounded, and with secrets. */
  says?: string
  /** Of that, the first line tells it. */
  saysInLines?: true
}

/** A state that an answer stands for by itself. */
export interface Finding {
  state: 'degraded' | 'down'
  fault: Fault
}
