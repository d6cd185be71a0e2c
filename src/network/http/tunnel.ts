import type { Socket } from 'node:net'
import { Client } from 'undici'
import { codeOf, type NetworkFailure } from '../network-failure.ts'
import type { ProxyServer } from './proxy.ts'

/** Asks a proxy for a way through to a host: RFC 9110, section 9.3.6. `socket` is connected to the proxy. */
export async function openTunnel(
  socket: Socket,
  proxy: ProxyServer,
  target: { host: string; port: number },
  deadline: AbortSignal,
): Promise<Socket | NetworkFailure> {
  const client = clientOn(socket, 'http://proxy.invalid')
  const authority = `${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}`
  try {
    const answer = await client.connect({
      path: authority,
      headers: {
        host: authority,
        ...(proxy.authorization !== undefined && { 'proxy-authorization': proxy.authorization }),
      },
      signal: deadline,
    })
    if (answer.statusCode === 200) return socket
    socket.destroy()
    return failure(`answer ${answer.statusCode} of the proxy`)
  } catch (error) {
    socket.destroy()
    if (deadline.aborted) throw deadline.reason
    return failure(`proxy that does not let through (${codeOf(error)})`)
  }
}

/** An HTTP client on a connection that stands already; once that is gone it fails, and never opens another. */
export function clientOn(socket: Socket, origin: string, options: Pick<Client.Options, 'pipelining'> = {}): Client {
  let isTaken = false
  return new Client(origin, {
    connect: (_options, callback) => {
      const isGone = isTaken
      isTaken = true
      if (!isGone) forgiveContinue(socket)
      // undici takes the answer for one that comes later, as of a real connection.
      queueMicrotask(() => (isGone ? callback(new ConnectionGone(), null) : callback(null, socket)))
    },
    allowH2: false,
    pipelining: 1,
    maxHeaderSize,
    ...options,
    // Deadlines are kept by signals: these fire late, and a dripping body defeats them.
    headersTimeout: 0,
    bodyTimeout: 0,
  })
}

/**
 * Answers before the answer may come unasked: RFC 9110, section 15.2. undici takes all of them but `100 Continue`, so the
 * first one is given the number of another.
 */
function forgiveContinue(socket: Socket): void {
  socket.once('readable', () => {
    const bytes: unknown = socket.read()
    if (!Buffer.isBuffer(bytes)) return
    if (/^HTTP\/1\.1 100/.test(bytes.toString('latin1', 0, 12))) bytes.write('102', 9)
    socket.unshift(bytes)
  })
}

/** A server that needs more is not believed. */
export const maxHeaderSize = 64 * 1024

/** The connection was closed between two requests. */
export class ConnectionGone extends Error {
  readonly code = 'CONNECTION_GONE'
}

function failure(reason: string): NetworkFailure {
  return { phase: 'connect', kind: 'proxy', reason }
}
