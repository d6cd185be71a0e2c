import type { NetworkFailure } from '../network/network-failure.ts'
import type { Blame, FaultCode } from './fault-codes.ts'
import type { Phase } from './stopwatch.ts'

/** Why a probe is not `up`. */
export interface Fault {
  /** The part of a verdict's code after the kind of probe: `timeout` of `http/timeout`. */
  code: FaultCode
  /** One sentence without secrets. */
  reason: string
  /**
   * Whether the service is to blame. `prober`: certainly not, the machine that probes is. `network`: only if the canary is
   * well, since a machine without a network sees the same.
   */
  blame: Blame
  /** Where it was met, if not in the phase that was gone through last. */
  phase?: Phase
}

/** The target of a probe cannot be read: `expected` says what it should be. */
export function invalidTarget(expected: string): { fault: Fault } {
  return { fault: notProbed('invalid-target', `the target is no ${expected}`) }
}

/** The prober itself stands in the way, so nothing was learnt of the service. */
export function notProbed(code: FaultCode, why: string): Fault {
  return { code, reason: `Not probed: ${why}`, blame: 'prober' }
}

/** What the system says when the machine itself has run out of something, or forbids it. */
const ownErrors: Readonly<Record<string, string>> = {
  EMFILE: 'this process has too many open files',
  ENFILE: 'this machine has too many open files',
  ENOBUFS: 'this machine has no buffer space left',
  ENOMEM: 'this machine has no memory left',
  EAGAIN: 'this machine can start no more programs',
  EADDRNOTAVAIL: 'this machine has no free local port or no address of its own',
  EACCES: 'this machine forbids the connection',
  EPERM: 'this machine forbids the connection',
}

/** The fault of the prober that an error of the system stands for, if it does. */
export function proberFault(errno: string): Fault | undefined {
  return Object.hasOwn(ownErrors, errno) ? notProbed('prober', `${ownErrors[errno]} (${errno})`) : undefined
}

/** A failure of the network layer as a fault. `at` is where a connection was tried: `10.0.0.1:443`. */
export function faultOf(failure: NetworkFailure, at = 'the host'): Fault {
  const own = proberFault(failure.errno ?? '')
  if (own !== undefined) return own
  const [code, blame] = ofKind[failure.kind] ?? (['closed', 'service'] as const)
  return { code, blame, reason: failure.plainly ?? inWords(failure, at) }
}

function inWords({ kind, reason, errno = '' }: NetworkFailure, at: string): string {
  if (kind === 'refused') return `Connection refused by ${at}`
  if (kind === 'closed') return `Connection reset by ${at}`
  if (kind === 'timeout') return `No connection to ${at} in time`
  if (kind === 'unreachable') return unreachableReason(errno, at)
  return `${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}`
}

/** That a connection broke since packets do not come to the host any more, by what the system says of it. */
export function unreachable(errno: string): Fault {
  return { code: 'unreachable', reason: unreachableReason(errno, 'the host'), blame: 'network' }
}

function unreachableReason(errno: string, at: string): string {
  const reason = /^E(?:HOST|NET)UNREACH$/.test(errno) ? `No route to ${at}` : `No way to ${at}`
  return errno === '' ? reason : `${reason} (${errno})`
}

const ofKind: Readonly<Partial<Record<NetworkFailure['kind'], readonly [FaultCode, Blame]>>> = {
  'no-such-name': ['no-such-name', 'service'],
  'no-address': ['no-address', 'service'],
  private: ['forbidden-address', 'prober'],
  lookup: ['lookup', 'network'],
  refused: ['refused', 'service'],
  unreachable: ['unreachable', 'network'],
  certificate: ['untrusted-certificate', 'service'],
  handshake: ['handshake', 'service'],
  closed: ['closed', 'service'],
  malformed: ['malformed', 'service'],
  timeout: ['timeout', 'network'],
}

export function isFault<T extends object>(result: T | Fault): result is Fault {
  return 'blame' in result && 'code' in result
}
