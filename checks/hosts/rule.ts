import type { RawFinding } from '../check.ts'
import type { Rule } from '../rule.ts'
import type { Hosts } from './named-hosts.ts'

/** A rule over the hosts that pages name, held against those that are declared. */
export interface HostRule extends Rule {
  check: (hosts: Hosts) => RawFinding[]
}
