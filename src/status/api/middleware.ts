import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import type { Environment } from '../server/hono-env.ts'
import { latest } from '../server/memoize-last.ts'
import { parseAddress } from '../server/request-path.ts'
import { withSecurityHeaders } from '../server/security-headers.ts'
import type { LiveStatus } from './live-status.ts'
import { statusRoutes } from './routes.ts'

/** A step of a server of Node's, as Vite and Connect have them. */
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

/** What of `_waymark/` is live; the rest is made by whoever serves the pages. */
const liveNames = new Set(['status.json', 'events', 'changes.json', 'probes', 'badges'])

/**
 * Answers the routes of whatever live status there is at each request in another server, which keeps what is not live;
 * `base` as `parseBase` returns it.
 */
export function createStatusMiddleware(current: () => LiveStatus | undefined, base: string): Middleware {
  const isLive = liveTest(base)
  const answer = latest(current, (live) => live && listener(live, base))
  return (request, response, next) => {
    const listen = isLive(request.url ?? '') ? answer() : undefined
    if (listen) void listen(request, response)
    else next()
  }
}

function listener(live: LiveStatus, base: string) {
  const app = new Hono<Environment>()
  app.use(withSecurityHeaders(base))
  app.route(`${base}_waymark`, statusRoutes(live))
  return getRequestListener(app.fetch, { hostname: 'localhost', overrideGlobalObjects: false })
}

function liveTest(base: string): (url: string) => boolean {
  const start = [...(parseAddress(base)?.names ?? []), '_waymark']
  return (url) => {
    const names = parseAddress(url.replace(/[?#].*$/s, ''))?.names ?? []
    return start.every((name, index) => names[index] === name) && liveNames.has(names[start.length] ?? '')
  }
}
