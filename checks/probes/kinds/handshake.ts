import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { isFailure } from '../../../src/network/network-failure.ts'
import { shakeHands } from '../../../src/network/tls-handshake.ts'
import { type Fault, faultOf } from '../fault.ts'
import type { Means } from '../result.ts'

/** Speaks TLS over a connection, as the environment trusts; what the certificate is worth is for the caller to judge. */
export async function shake(
  plain: Socket,
  host: string,
  { surroundings, stopwatch }: Means,
  signal: AbortSignal,
  protocols?: readonly string[],
): Promise<TLSSocket | Fault> {
  stopwatch.enter('tls')
  const look = await surroundings.trust.context()
  if ('trouble' in look) {
    plain.destroy()
    return { what: 'prober', reason: `Not asked: ${look.trouble}`, blame: 'prober' }
  }
  const socket = await shakeHands(plain, host, look.context, signal, protocols)
  return isFailure(socket) ? faultOf(socket) : socket
}
