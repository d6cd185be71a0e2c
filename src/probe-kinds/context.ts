import type { AddressRange } from '../network/address-range.ts'
import type { SystemDns } from '../network/dns/system-dns.ts'
import type { Trust } from './connection/trust.ts'
import type { Fault } from './fault.ts'
import type { FaultCode } from './fault-codes.ts'
import type { Sources } from './source/source.ts'
import type { Stopwatch } from './stopwatch.ts'

/** The machine that probes, and how it reaches the hosts of an environment. */
export interface ProbeMachine {
  /** Milliseconds since 1970. */
  now: () => number
  /** Milliseconds of a clock that never jumps. */
  ticks: () => number
  /** DNS servers to query, and the hosts file. */
  dns: SystemDns
  /** `host:port` to connect to, by the `host:port` that it stands for. */
  connect: ReadonlyMap<string, string>
  trust: Trust
  /** Ranges that may be connected to; all but those that are always forbidden when absent. */
  networks?: readonly AddressRange[]
  /** Whether the machine has an address of a version of IP, besides those of loopback and of the link. */
  hasFamily: (family: 4 | 6) => boolean
  /** Servers that know more of the services. */
  sources: Sources
  /** Finds a program such as `ping` by its name; an absolute path. */
  program: (name: string) => Promise<string | undefined>
}

/** All that a kind of probe is given for one run, besides the probe. */
export interface ProbeContext extends ProbeMachine {
  stopwatch: Stopwatch
  /** Milliseconds that all of it may take. */
  timeout: number
  /** Whether an answer is all that the conditions wait for; called again and again while an answer comes in. */
  isEnough: (answer: Answer) => boolean
  /** Whether a condition or a page refers to a name. */
  wants: (name: string) => boolean
}

/** What a run of a probe brings home. */
export type ProbeResult = { fault: Fault } | { answer: Answer }

/** What the conditions of a probe are evaluated for. */
export interface Answer {
  /** Values by the names of the kind's vocabulary; durations in milliseconds. */
  values: Readonly<Record<string, unknown>>
  /** Why a name has no value: "the body is not JSON". */
  absent: Readonly<Record<string, string>>
  /** What the answer says of the service where no condition is written; nothing when all is well. */
  defaultState?: DefaultState
  /**
   * It may be what a failing network has left of another answer: where it is not as it should be, the canary decides. The
   * code of the fault then, in place of its own.
   */
  networkFault?: FaultCode
  /** What the service says of its own trouble, to end a reason with; not bounded, and with secrets. */
  message?: string
  /** Of that message, the first line tells it. */
  isMessageOfLines?: true
}

/** A state that an answer stands for by itself. */
export interface DefaultState {
  state: 'degraded' | 'down'
  fault: Fault
}
