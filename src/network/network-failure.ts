/** How far a request came. */
export type NetworkPhase = 'dns' | 'connect' | 'tls' | 'first-byte'

/** Why a request got no answer. */
export interface NetworkFailure {
  phase: NetworkPhase
  kind:
    | 'no-such-name'
    | 'no-address'
    /** Not connected to: the address is not a public one. */
    | 'private'
    | 'lookup'
    | 'refused'
    | 'unreachable'
    | 'proxy'
    | 'certificate'
    | 'handshake'
    | 'closed'
    | 'malformed'
    | 'timeout'
  /** What stands in the way, as in "Unexpected …, expected a page": "refused connection". Never holds a secret. */
  reason: string
  /** The same as an operator says it, with what stands in its place: "Server asks for a client certificate". */
  plainly?: string
  /** What the system called it, such as `ENETUNREACH`. */
  errno?: string
  /** The IP address that it was met at. */
  address?: string
}

export function isFailure<T extends object>(result: T | NetworkFailure): result is NetworkFailure {
  return 'phase' in result && 'kind' in result
}

/** The code of a system or a library, such as `ECONNREFUSED`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code).slice(0, 60) : ''
}

/** What the system says where packets got lost, or there was no way for them: the other side has said nothing. */
const networkErrors = new Set(['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EHOSTDOWN', 'ENETRESET'])

/** Whether an error of a connection is one of the network in between. */
export function isNetworkError(code: string): boolean {
  return networkErrors.has(code)
}
