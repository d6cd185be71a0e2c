import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer, type ServerOptions } from 'node:https'
import { connect, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import type { TestContext } from 'vitest'
import { type CertificateName, credentialsOf } from './certificate.ts'
import { portOf } from './port.ts'

/** A server of a test, ended with it. */
export interface Running {
  port: number
  /** `host:port`. */
  at: string
}

/** Serves HTTP on loopback. */
export function serveHttp(t: TestContext, listener: RequestListener, host = '127.0.0.1'): Promise<Running> {
  return run(t, createServer(listener), host)
}

/** Serves HTTPS on loopback. */
export function serveHttps(
  t: TestContext,
  listener: RequestListener,
  certificate: CertificateName = 'valid',
  options: ServerOptions = {},
): Promise<Running> {
  return run(t, createSecureServer({ ...credentialsOf(certificate), ...options }, listener))
}

/** Takes connections, and does with them what no decent server does. */
export function serveTcp(t: TestContext, onConnection: (socket: Socket) => void): Promise<Running> {
  return run(
    t,
    createTcpServer((socket) => onConnection(socket.on('error', () => {}))),
  )
}

/** A proxy for HTTP and, by CONNECT, for anything; `seen` holds the request lines and the logins it got. */
export async function serveProxy(t: TestContext, ports: Record<string, number>, login?: string) {
  const seen: string[] = []
  const isAllowed = (given: string | undefined) =>
    login === undefined || given === `Basic ${Buffer.from(login).toString('base64')}`
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    response.statusCode = isAllowed(request.headers['proxy-authorization']) ? 200 : 407
    response.end()
  })
  server.on('connect', (request, socket) => {
    seen.push(`CONNECT ${request.url}`)
    const port = ports[request.url ?? '']
    if (!isAllowed(request.headers['proxy-authorization'])) return socket.end('HTTP/1.1 407 No\r\n\r\n')
    if (port === undefined) return socket.end('HTTP/1.1 502 No\r\n\r\n')
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Established\r\n\r\n')
      upstream.pipe(socket).pipe(upstream)
    })
    upstream.on('error', () => socket.destroy())
    socket.on('error', () => upstream.destroy())
  })
  return { ...(await run(t, server)), seen }
}

/**
 * A port of loopback where nobody listens, and nobody else comes to listen while this process lives: the near end of a
 * connection holds it.
 */
export async function closedPort(): Promise<number> {
  const server = createTcpServer((socket) => socket.on('error', () => {}).unref())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const holder = connect(portOf(server), '127.0.0.1').on('error', () => {})
  // A connection that the server has not taken yet would end with it.
  await Promise.all([once(server, 'connection'), once(holder, 'connect')])
  const port = holder.localPort
  if (port === undefined) throw new Error('A connection of loopback has no port of its own')
  holder.unref()
  server.close()
  return port
}

async function run(t: TestContext, server: Server, host = '127.0.0.1'): Promise<Running> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  })
  server.on('tlsClientError', () => {})
  await once(server.listen(0, host), 'listening')
  t.onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const port = portOf(server)
  return { port, at: `${host}:${port}` }
}
