import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls, type SecureContext, type TLSSocket } from 'node:tls'
import { DeadlineExceeded, withDeadline } from './deadline.ts'
import { codeOf, isNetworkError, type NetworkFailure } from './network-failure.ts'

/** More addresses of one name are not tried. */
const mostAddresses = 6

/**
 * Connects to the first address that accepts: each gets an even share of the time that is left. `addresses` are IP
 * addresses, so that nothing is looked up.
 */
export async function connectTcp(
  addresses: readonly string[],
  port: number,
  milliseconds: number,
  signal: AbortSignal,
): Promise<Socket | NetworkFailure> {
  const end = performance.now() + milliseconds
  const tried = addresses.slice(0, mostAddresses)
  const failures: NetworkFailure[] = []
  for (const [index, address] of tried.entries()) {
    const share = Math.max(1, (end - performance.now()) / (tried.length - index))
    const connected = await connectOne(address, port, share, signal)
    if (!('phase' in connected)) return connected
    failures.push(connected)
  }
  // One that refuses is there, which says more than one that is out of reach from here.
  const [telling] = ['refused', 'timeout', 'closed'].flatMap((kind) => failures.find((one) => one.kind === kind) ?? [])
  return telling ?? failures[0] ?? { phase: 'connect', kind: 'unreachable', reason: 'host without an address' }
}

async function connectOne(
  host: string,
  port: number,
  milliseconds: number,
  signal: AbortSignal,
): Promise<Socket | NetworkFailure> {
  const socket = connect({ host, port, autoSelectFamily: false, noDelay: true })
  try {
    await withDeadline(milliseconds, signal, (deadline) => connected(socket, deadline))
    // Between two users of the connection nobody listens, and an error would end the process.
    return socket.on('error', () => {})
  } catch (error) {
    socket.on('error', () => {}).destroy()
    if (signal.aborted) throw signal.reason
    return { ...connectFailure(error), address: host }
  }
}

function connected(socket: Socket, deadline: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const onAbort = () => reject(deadline.reason)
  deadline.addEventListener('abort', onAbort, { once: true })
  socket.once('connect', resolve).once('error', reject)
  return promise.finally(() => {
    deadline.removeEventListener('abort', onAbort)
    socket.off('error', reject)
  })
}

function connectFailure(error: unknown): NetworkFailure {
  const code = codeOf(error)
  if (error instanceof DeadlineExceeded || code === 'ETIMEDOUT') {
    return { phase: 'connect', kind: 'timeout', reason: 'time-out before a connection' }
  }
  if (code === 'ECONNREFUSED') return { phase: 'connect', kind: 'refused', reason: 'refused connection' }
  if (code === 'ECONNRESET') return { phase: 'connect', kind: 'closed', reason: 'connection that closes at once' }
  return { phase: 'connect', kind: 'unreachable', reason: `host out of reach (${code})`, errno: code }
}

/** A TLS connection whose certificate was found good. */
interface TrustedConnection {
  socket: TLSSocket
  /** When the certificate ends, in milliseconds since 1970. */
  certificateEnds?: number
}

/** What OpenSSL and Node say of a certificate (openssl-verify(1)), as a message says it. */
const certificateFaults: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'certificate that has ended',
  CERT_NOT_YET_VALID: 'certificate that does not hold yet',
  CERT_REVOKED: 'revoked certificate',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate of an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate of an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate of an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate of an unknown authority, or one without its chain',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate for other names',
}

/**
 * Speaks TLS over a connection. The handshake is done whatever the certificate is, since a failed one would not say
 * what is wrong; a connection whose certificate is not good is closed before anything is sent.
 */
export async function startTrustedTls(
  plain: Socket,
  host: string,
  context: SecureContext | undefined,
  deadline: AbortSignal,
): Promise<TrustedConnection | NetworkFailure> {
  const socket = await startTls(plain, host, context, deadline)
  if ('phase' in socket) return socket
  const connection = verified(socket)
  if (!('socket' in connection)) socket.destroy()
  return connection
}

/** Bytes of a handshake; OpenSSL takes 100 KB of certificates. More lead to no end, and would keep a core busy. */
const mostBytes = 1024 * 1024

/** Milliseconds after which they are counted again: there is no event of it. */
const countEvery = 100

/** Speaks TLS over a connection, and leaves what is to be said of the certificate to the caller. */
export async function startTls(
  plain: Socket,
  host: string,
  context: SecureContext | undefined,
  deadline: AbortSignal,
  protocols: readonly string[] = ['http/1.1'],
): Promise<TLSSocket | NetworkFailure> {
  // On a connection that the other side has closed before, Node would wait for ever.
  if (plain.destroyed) return handshakeFailure('CLOSED')
  const { promise, resolve, reject } = Promise.withResolvers<TLSSocket | NetworkFailure>()
  const socket = connectTls({
    socket: plain,
    // A name alone may stand there, without a dot at its end: RFC 6066, section 3.
    servername: isIP(host) > 0 ? '' : host.replace(/\.$/, ''),
    host,
    rejectUnauthorized: false,
    ...(protocols.length > 0 && { ALPNProtocols: [...protocols] }),
    ...(context && { secureContext: context }),
  })
  const onAbort = () => reject(deadline.reason)
  deadline.addEventListener('abort', onAbort, { once: true })
  socket.on('error', (error) => resolve(handshakeError(error)))
  socket.once('close', () => resolve(handshakeFailure('CLOSED')))
  socket.once('secureConnect', () => resolve(socket))
  const before = plain.bytesRead
  const bound = () => plain.bytesRead - before > mostBytes && resolve(handshakeFailure('FLOOD'))
  const timer = setInterval(bound, countEvery)
  let isDone = false
  try {
    const result = await promise
    isDone = result === socket
    return result
  } finally {
    deadline.removeEventListener('abort', onAbort)
    clearInterval(timer)
    if (!isDone) socket.destroy()
  }
}

/** What a code of OpenSSL's or Node's says of a certificate: "self-signed certificate". */
export function certificateErrorText(code: string): string {
  return certificateFaults[code] ?? `certificate that does not hold (${code.slice(0, 60)})`
}

function verified(socket: TLSSocket): TrustedConnection | NetworkFailure {
  const { valid_to: end } = socket.getPeerCertificate()
  if (!socket.authorized) {
    const fault: unknown = socket.authorizationError
    const code = fault instanceof Error ? codeOf(fault) : String(fault)
    const reason = certificateErrorText(code)
    return { phase: 'tls', kind: 'certificate', reason: code === 'CERT_HAS_EXPIRED' ? withDay(reason, end) : reason }
  }
  const ends = Date.parse(end)
  return { socket, ...(Number.isFinite(ends) && { certificateEnds: ends }) }
}

function withDay(reason: string, end: string): string {
  const ended = Date.parse(end)
  return Number.isFinite(ended) ? `${reason} on ${new Date(ended).toISOString().slice(0, 10)}` : reason
}

function handshakeError(error: Error): NetworkFailure {
  const code = codeOf(error)
  if (isNetworkError(code)) return { ...handshakeFailure(code), kind: 'unreachable', errno: code }
  // An end in order has the code of a reset, but no call of the system that failed.
  const isEnd = code === 'ECONNRESET' && !('syscall' in error)
  return handshakeFailure(isEnd ? 'CLOSED' : code)
}

function handshakeFailure(code: string): NetworkFailure {
  const [reason, plainly] = tlsErrorText(code) ?? [`failed TLS handshake (${code})`, `TLS handshake failed (${code})`]
  return { phase: 'tls', kind: 'handshake', reason, plainly }
}

/** What an error of OpenSSL's means, by a part of its code; alerts are those of RFC 8446, section 6. As a noun, and plainly. */
const tlsFaults: readonly (readonly [part: string, reason: string, plainly: string])[] = [
  ['CLOSED', 'connection that closes in the TLS handshake', 'Connection closed in the TLS handshake'],
  ['ECONNRESET', 'connection that closes in the TLS handshake', 'Connection reset in the TLS handshake'],
  ['EPIPE', 'connection that closes in the TLS handshake', 'Connection closed in the TLS handshake'],
  ['FLOOD', 'bytes without end', 'TLS handshake without end'],
  ['WRONG_VERSION_NUMBER', 'lack of TLS', 'Port does not speak TLS'],
  ['EPROTO', 'lack of TLS', 'Port does not speak TLS'],
  ['PROTOCOL_VERSION', 'server that speaks no TLS since 1.2', 'Server speaks only TLS older than 1.2'],
  ['UNSUPPORTED_PROTOCOL', 'server that speaks no TLS since 1.2', 'Server speaks only TLS older than 1.2'],
  ['CERTIFICATE_REQUIRED', 'server that wants a certificate of its visitors', 'Server asks for a client certificate'],
  [
    'HANDSHAKE_FAILURE',
    'TLS handshake that the server refuses, for want of a common cipher or of a certificate of its visitors',
    'Server refuses the TLS handshake: no common cipher, or it asks for a client certificate',
  ],
  ['UNRECOGNIZED_NAME', 'server that knows no certificate for the name', 'Server has no certificate for this name'],
  ['NO_APPLICATION_PROTOCOL', 'server that speaks no HTTP/1.1', 'Server does not speak HTTP/1.1'],
]

/** What an error of TLS means, as in "Unexpected …" and plainly; `undefined` for what is rare. */
export function tlsErrorText(code: string): [reason: string, plainly: string] | undefined {
  const [, reason, plainly] = tlsFaults.find(([part]) => code.includes(part)) ?? []
  return reason === undefined || plainly === undefined ? undefined : [reason, plainly]
}
