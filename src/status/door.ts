import type { IncomingMessage } from 'node:http'
import type { Middleware } from './api/middleware.ts'
import { hostNames, isOwnHost, type OwnNames, refusal } from './server/own-host.ts'
import { isSameOrigin } from './server/same-origin.ts'

/** Stands before another server, and refuses to answer who asked for another host. */
export function createDoor({ sites }: Pick<OwnNames, 'sites'>): Middleware {
  const names = hostNames(sites)
  return (request, response, next) => {
    if (isOwnHost({ header: headerOf(request), localAddress: request.socket.localAddress }, names)) return next()
    response.writeHead(421, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
    response.end(`${refusal}\n`)
  }
}

/** Whether a page of this very server sent a request that changes something. */
export function isOwnPage(request: IncomingMessage): boolean {
  return isSameOrigin({ header: headerOf(request), trustProxy: false })
}

function headerOf({ headers }: IncomingMessage): (name: string) => string | undefined {
  return (name) => headers[name]?.toString()
}
