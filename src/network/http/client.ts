import type { Socket } from 'node:net'
import { Client } from 'undici'

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
class ConnectionGone extends Error {
  readonly code = 'CONNECTION_GONE'
}
