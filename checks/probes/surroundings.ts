import type { Lookup } from '../../src/config/schema/variables.ts'
import type { AddressRange } from '../../src/network/address-range.ts'
import type { SystemDns } from '../../src/network/dns/system-dns.ts'
import type { Reading } from './conditions/reading.ts'
import type { Canary } from './environment/canary.ts'
import type { Trust } from './environment/trust.ts'

/** All that probes are given besides what they ask: clocks, names, ways, and whom to trust. */
export interface Surroundings {
  /** Milliseconds since 1970. */
  now: () => number
  /** Milliseconds of a clock that never jumps. */
  ticks: () => number
  /** Milliseconds in which this process has had nothing to do so far. */
  idle: () => number
  /** Values of the variables of `services.yaml`. */
  lookup: Lookup
  /** Whether a variable's value stands in no file, and so must not be shown. */
  isSecret: (variable: string) => boolean
  /** DNS servers to ask, and the hosts file. */
  dns: SystemDns
  /** `host:port` to connect to, by the `host:port` that it stands for. */
  connect: ReadonlyMap<string, string>
  trust: Trust
  reading: Reading
  /** Ranges that may be connected to; all but those that are always forbidden when absent. */
  networks?: readonly AddressRange[]
  /** Tells a fault of this machine from one of a service. */
  canary: Canary
  /** Expressions in CEL that pages show, by the id of a probe. */
  factsOf: (probe: string) => readonly string[]
  /** Finds a program such as `ping` by its name; an absolute path. */
  program: (name: string) => Promise<string | undefined>
}
