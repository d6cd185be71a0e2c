import { hostNames, isOwnHost, type OwnNames, refusal } from './api/own-host.ts'
import type { Middleware } from './middleware.ts'

/** Stands before another server, and refuses to answer who asked for another host. */
export function createDoor({ sites }: Pick<OwnNames, 'sites'>): Middleware {
  const names = hostNames(sites)
  return ({ headers, socket }, response, next) => {
    const header = (name: string) => headers[name]?.toString()
    if (isOwnHost({ header, localAddress: socket.localAddress }, names)) return next()
    response.writeHead(421, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
    response.end(`${refusal}\n`)
  }
}
