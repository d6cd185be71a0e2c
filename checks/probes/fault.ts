import type { NetworkFailure } from '../../src/network/network-failure.ts'
import type { Phase } from './verdict.ts'

/** Why a probe got no answer that its conditions could be held against. */
export interface Fault {
  /** The part of the code after the kind of probe: `timeout` of `http/timeout`. */
  what: What
  /** One sentence without secrets. */
  reason: string
  /**
   * Whether the service is to blame. `prober`: certainly not, the machine that asks is. `network`: only if the canary is
   * well, since a machine without a network sees the same.
   */
  blame: 'service' | 'prober' | 'network'
  /** Where it was met, if not in the phase that was gone through last. */
  phase?: Phase
}

/** What can be wrong with a service, and with asking it. */
export const whats = {
  'unset-variable': 'A variable has no value',
  'invalid-target': 'The variables give no target that can be asked',
  'forbidden-address': 'The address may not be asked',
  'no-such-name': 'The name does not exist',
  'no-address': 'The name has no address',
  lookup: 'No resolver gave an answer for the name',
  refused: 'The port refuses connections',
  unreachable: 'There is no way to the host',
  timeout: 'No answer in time',
  closed: 'The connection was closed before the answer',
  malformed: 'The answer is not of the protocol',
  handshake: 'The TLS handshake failed',
  'untrusted-certificate': 'The certificate is not of a trusted authority',
  'expired-certificate': 'The certificate has ended, or does not hold yet',
  'wrong-name': 'The certificate is for other names',
  redirect: 'A redirect that cannot be followed',
  'redirect-loop': 'Redirects without an end',
  'too-large': 'The body is longer than its limit, so its JSON cannot be read',
  'unfit-answer': 'The answer is not what a probe without conditions expects',
  expect: 'A condition of `expect` does not hold',
  degraded: 'A condition of `degraded` holds, or the service itself says so',
  condition: 'A condition that cannot be evaluated',
  'no-tool': 'The machine has no means to ask',
  prober: 'The machine that asks is at fault',
} as const

export type What = keyof typeof whats

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

/** The prober's own trouble that an error of the system stands for. */
export function ownTrouble(errno: string): string | undefined {
  return Object.hasOwn(ownErrors, errno) ? ownErrors[errno] : undefined
}

/** A failure of the network layer as a fault. `at` is where a connection was tried: `10.0.0.1:443`. */
export function faultOf(failure: NetworkFailure, at = 'the host'): Fault {
  const own = ownTrouble(failure.errno ?? '')
  if (own !== undefined) return { what: 'prober', reason: `Not asked: ${own} (${failure.errno})`, blame: 'prober' }
  const [what, blame] = ofKind[failure.kind] ?? (['closed', 'service'] as const)
  return { what, blame, reason: failure.plainly ?? inWords(failure, at) }
}

function inWords({ kind, reason, errno = '' }: NetworkFailure, at: string): string {
  if (kind === 'refused') return `Connection refused by ${at}`
  if (kind === 'closed') return `Connection reset by ${at}`
  if (kind === 'timeout') return `No connection to ${at} in time`
  if (kind === 'unreachable') return wayless(errno, at)
  return `${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}`
}

/** That packets do not come to a host, by what the system says of it. */
export function wayless(errno: string, at: string): string {
  const what = /^E(?:HOST|NET)UNREACH$/.test(errno) ? `No route to ${at}` : `No way to ${at}`
  return errno === '' ? what : `${what} (${errno})`
}

const ofKind: Readonly<Partial<Record<NetworkFailure['kind'], readonly [What, Fault['blame']]>>> = {
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
  return 'blame' in result && 'what' in result
}
