import type { NetworkFailure } from '../network/network-failure.ts'
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
  blame: 'service' | 'prober' | 'network'
  /** Where it was met, if not in the phase that was gone through last. */
  phase?: Phase
}

/** A fault, as the manual explains it: with the state that it makes, what is wrong, and what to look at. In Markdown. */
interface FaultDoc {
  codes: readonly string[]
  state: string
  wrong?: string
  look: string
}

/** The codes of faults by who is to blame. A code may stand twice, where that depends. */
export const faultDocs = {
  service: [
    {
      codes: ['expect'],
      state: 'Down',
      wrong: 'A condition of `expect` does not hold',
      look: 'The reason: it has the condition and the value that was found. Was the value meant to change? Then change the condition',
    },
    {
      codes: ['degraded'],
      state: 'Degraded',
      wrong: 'A condition of `degraded` holds, or the service itself says so',
      look: 'The reason, as above',
    },
    {
      codes: ['unfit-answer'],
      state: 'Down',
      wrong: 'The answer is not what a probe without conditions expects',
      look: 'The section of [its kind](services.md#keys-of-a-probe), on what is up without `expect`; or write one',
    },
    {
      codes: ['no-such-name'],
      state: 'Down',
      wrong: 'The name does not exist',
      look: 'The zone, and the spelling of the name',
    },
    {
      codes: ['no-address'],
      state: 'Down',
      wrong: 'The name has no address',
      look: 'The zone: `dig A` and `dig AAAA` of the name; `ip` of the probe',
    },
    {
      codes: ['refused'],
      state: 'Down',
      wrong: 'The port refuses connections',
      look: 'Whether the service runs, and on that port: `ss -ltn`',
    },
    {
      codes: ['closed'],
      state: 'Down',
      wrong: 'The connection was closed or reset before the answer',
      look: 'The log of the service, or of the proxy before it; whether the port speaks this protocol at all',
    },
    {
      codes: ['malformed'],
      state: 'Down',
      wrong: 'The answer is not of the protocol, or [has no end](conditions.md#what-is-bounded)',
      look: 'Which program answers on that port',
    },
    {
      codes: ['handshake'],
      state: 'Down',
      wrong: 'The TLS handshake failed, or the server asks for a client certificate',
      look: 'Whether the port speaks TLS, and which versions; whom the server lets in',
    },
    {
      codes: ['untrusted-certificate'],
      state: 'Down',
      wrong: 'The certificate is not of an authority that is trusted',
      look: 'The chain that the server sends; [`certificateAuthority`](configure.md#environments) for an authority of your own',
    },
    {
      codes: ['wrong-name'],
      state: 'Down',
      wrong: 'The certificate is for other names',
      look: "The server's certificate for this name; whether the name leads to that server",
    },
    {
      codes: ['expired-certificate'],
      state: 'Down',
      wrong: 'The certificate has ended, or does not hold yet',
      look: 'Its renewal; the clocks',
    },
    {
      codes: ['redirect'],
      state: 'Down',
      wrong: 'A redirect that cannot be followed: to what is no web address, or with a password in it',
      look: '`Location` of the answer; `redirects: manual`, if the redirect is what you probe',
    },
    {
      codes: ['redirect-loop'],
      state: 'Down',
      wrong: 'Redirects in a circle, or more than ten',
      look: 'The addresses in the reason',
    },
    {
      codes: ['too-large'],
      state: 'Down',
      wrong: 'The body is longer than its limit, so its JSON cannot be read',
      look: '`bodyLimit` of the probe, or a smaller answer',
    },
    {
      codes: ['forbidden-address'],
      state: 'Down',
      wrong: 'A redirect leads to [an address that is never probed](services.md#addresses-that-are-never-probed)',
      look: 'Who sends that redirect, and why',
    },
  ],
  network: [
    {
      codes: ['lookup'],
      state: 'Down or unknown',
      wrong: 'No resolver gave an answer for the name; of `dns`, your own resolvers say `SERVFAIL` to everything',
      look: 'The servers of the zone, and the resolvers: `dig NAME @RESOLVER`',
    },
    {
      codes: ['unreachable'],
      state: 'Down or unknown',
      wrong: 'There is no way to the host, or not any more',
      look: 'Routes and firewalls in between: `ip route get ADDRESS`',
    },
    {
      codes: ['timeout'],
      state: 'Down or unknown',
      wrong: 'Something did not come in time: the phase says what. Unknown at once when Waymark was too busy to listen',
      look: 'Before the connection: a firewall that drops packets, or whether the host is there at all. After it: the load and the log of the service, `timeout` of the probe',
    },
    {
      codes: ['expect', 'degraded'],
      state: 'Down, degraded or unknown',
      wrong:
        "A condition on `duration` or `rtt`, while the network failed or the machine slept: that time is not the service's",
      look: 'As above',
    },
    {
      codes: ['malformed'],
      state: 'Down or unknown',
      wrong: "Of `dns`: the environment's own resolvers answer with nonsense",
      look: 'What listens at the address of the resolver',
    },
  ],
  prober: [
    {
      codes: ['unset-variable'],
      state: 'Unknown',
      look: 'Set the variable that the reason names, in the process or in the [environment](configure.md#environments)',
    },
    {
      codes: ['invalid-target'],
      state: 'Unknown',
      look: 'Look at the values of the variables: with them, the target is none',
    },
    {
      codes: ['forbidden-address'],
      state: 'Unknown',
      look: 'The address is [never probed](services.md#addresses-that-are-never-probed), or lies outside of `networks`',
    },
    {
      codes: ['condition'],
      state: 'Unknown',
      look: 'Mend the condition: [`waymark check`](checks/services.md) has its place. One that [takes too long](conditions.md#what-is-bounded) for an answer: ask for less',
    },
    {
      codes: ['no-tool'],
      state: 'Unknown',
      look: 'Of `ping`: install `iputils-ping`, or let the group of the process send, by `net.ipv4.ping_group_range`',
    },
    {
      codes: ['prober'],
      state: 'Unknown',
      look: 'The reason says what the machine lacks: a DNS server, IPv6, open files, the file of `certificateAuthority`',
    },
  ],
} as const satisfies Record<Fault['blame'], readonly FaultDoc[]>

export type FaultCode = (typeof faultDocs)[Fault['blame']][number]['codes'][number]

/** What a probe is given to probe cannot be read: `expected` says what it should be. */
export function invalidTarget(expected: string): { fault: Fault } {
  return { fault: notProbed('invalid-target', `the target is no ${expected}`) }
}

/** The prober itself stands in the way, so nothing was learnt of the service. */
export function notProbed(code: FaultCode, why: string): Fault {
  return { code, reason: `Not asked: ${why}`, blame: 'prober' }
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

const ofKind: Readonly<Partial<Record<NetworkFailure['kind'], readonly [FaultCode, Fault['blame']]>>> = {
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
