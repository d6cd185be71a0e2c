import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { isFailure } from '../../network/network-failure.ts'
import { startTls } from '../../network/tls-handshake.ts'
import type { ProbeContext } from '../context.ts'
import { type Fault, faultOf, notProbed } from '../fault.ts'
import { type Certificate, certificateOf } from './certificate.ts'

/** A connection with TLS, whatever its certificate is worth. */
export interface SecureConnection {
  socket: TLSSocket
  /** What the server has shown, if anything. */
  certificate: Certificate | undefined
}

/** Speaks TLS over a connection, as the environment trusts. Whether the certificate holds is for the caller to say. */
export async function secure(
  plain: Socket,
  host: string,
  { trust, stopwatch, now }: ProbeContext,
  signal: AbortSignal,
  protocols?: readonly string[],
): Promise<SecureConnection | Fault> {
  stopwatch.enter('tls')
  const anchors = await trust.anchors()
  if ('trouble' in anchors) {
    plain.destroy()
    return notProbed('prober', anchors.trouble)
  }
  const socket = await startTls(plain, host, anchors.context, signal, protocols)
  return isFailure(socket) ? faultOf(socket) : { socket, certificate: certificateOf(socket, host, now()) }
}
