import { isIP, type Socket } from 'node:net'
import { connect, type SecureContext, type TLSSocket } from 'node:tls'
import { codeOf, type NetworkFailure } from './network-failure.ts'

/** A TLS connection whose certificate was found good. */
export interface Secured {
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
export async function secure(
  plain: Socket,
  host: string,
  context: SecureContext | undefined,
  deadline: AbortSignal,
): Promise<Secured | NetworkFailure> {
  const socket = await shakeHands(plain, host, context, deadline)
  if ('phase' in socket) return socket
  const secured = judge(socket)
  if (!('socket' in secured)) socket.destroy()
  return secured
}

/** Speaks TLS over a connection, and leaves what is to be said of the certificate to the caller. */
export async function shakeHands(
  plain: Socket,
  host: string,
  context: SecureContext | undefined,
  deadline: AbortSignal,
  protocols: readonly string[] = ['http/1.1'],
): Promise<TLSSocket | NetworkFailure> {
  const { promise, resolve, reject } = Promise.withResolvers<TLSSocket | NetworkFailure>()
  const socket = connect({
    socket: plain,
    // A name alone may stand there: RFC 6066, section 3.
    servername: isIP(host) > 0 ? '' : host,
    host,
    rejectUnauthorized: false,
    ...(protocols.length > 0 && { ALPNProtocols: [...protocols] }),
    ...(context && { secureContext: context }),
  })
  const onAbort = () => reject(deadline.reason)
  deadline.addEventListener('abort', onAbort, { once: true })
  socket.on('error', (error) => resolve(handshakeFailure(codeOf(error))))
  socket.once('close', () => resolve(handshakeFailure('ECONNRESET')))
  socket.once('secureConnect', () => resolve(socket))
  let isShaken = false
  try {
    const shaken = await promise
    isShaken = shaken === socket
    return shaken
  } finally {
    deadline.removeEventListener('abort', onAbort)
    if (!isShaken) socket.destroy()
  }
}

/** What a code of OpenSSL's or Node's says of a certificate: "self-signed certificate". */
export function certificateFault(code: string): string {
  return certificateFaults[code] ?? `certificate that does not hold (${code.slice(0, 60)})`
}

function judge(socket: TLSSocket): Secured | NetworkFailure {
  const { valid_to: end } = socket.getPeerCertificate()
  if (!socket.authorized) {
    const fault: unknown = socket.authorizationError
    const code = fault instanceof Error ? codeOf(fault) : String(fault)
    const reason = certificateFault(code)
    return { phase: 'tls', kind: 'certificate', reason: code === 'CERT_HAS_EXPIRED' ? withDay(reason, end) : reason }
  }
  const ends = Date.parse(end)
  return { socket, ...(Number.isFinite(ends) && { certificateEnds: ends }) }
}

function withDay(reason: string, end: string): string {
  const ended = Date.parse(end)
  return Number.isFinite(ended) ? `${reason} on ${new Date(ended).toISOString().slice(0, 10)}` : reason
}

function handshakeFailure(code: string): NetworkFailure {
  const isClosed = code === 'ECONNRESET' || code === 'EPIPE'
  const what =
    code.includes('WRONG_VERSION_NUMBER') || code === 'EPROTO' ? 'lack of TLS' : `failed TLS handshake (${code})`
  return { phase: 'tls', kind: 'handshake', reason: isClosed ? 'connection that closes in the TLS handshake' : what }
}
