import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { getRequestListener, RequestError } from '@hono/node-server'
import type { Hono } from 'hono'
import type { HonoEnv } from './hono-env.ts'
import { securityHeaders } from './security-headers.ts'

export interface ListenOptions {
  /** A name or an address of this machine. */
  host: string
  /** 0 takes any free port. */
  port: number
  /** Ends the server. */
  signal: AbortSignal
}

export interface Listening {
  /** The port that was taken. */
  port: number
  /** Resolves when the server has ended and every connection is closed. */
  closed: Promise<void>
}

/** Milliseconds that answers under way are given when the server ends. */
const grace = 800
const sweepMs = 20

/** Serves an application. Rejects with Node's own error (`EADDRINUSE`, …) when the address cannot be had. */
export async function listen(app: Pick<Hono<HonoEnv>, 'fetch'>, options: ListenOptions): Promise<Listening> {
  const { host, port, signal } = options
  const server = createServer(getRequestListener(app.fetch, { hostname: 'localhost', errorHandler: refuse }))
  server.listen({ host, port })
  await once(server, 'listening')
  // Read now: a server that has ended knows no port.
  const taken = portOf(server)
  const closed = once(server, 'close').then(() => undefined)
  if (signal.aborted) close(server)
  else signal.addEventListener('abort', () => close(server), { once: true })
  return { port: taken, closed }
}

/** Answers what never reached the application, such as a malformed `Host`. */
function refuse(error: unknown): Response {
  const status = error instanceof RequestError ? 400 : 500
  return new Response(status === 400 ? 'Bad request\n' : 'Internal server error\n', {
    status,
    headers: { ...securityHeaders, 'Content-Type': 'text/plain; charset=utf-8' },
  })
}

/** Connections that were busy when it began to end are closed when they are idle; who is never idle, after a while. */
function close(server: Server): void {
  server.close()
  const sweep = setInterval(() => server.closeIdleConnections(), sweepMs)
  const timer = setTimeout(() => server.closeAllConnections(), grace)
  server.once('close', () => {
    clearInterval(sweep)
    clearTimeout(timer)
  })
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port')
  return address.port
}
