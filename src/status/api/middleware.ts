import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import type { Middleware } from '../../network/http/middleware.ts'
import type { LiveStatus } from '../live/live.ts'
import type { HonoEnv } from '../server/hono-env.ts'
import { memoizeLast } from '../server/memoize-last.ts'
import { parseRequestPath, routeOf } from '../server/request-path.ts'
import { withSecurityHeaders } from '../server/security-headers.ts'
import { statusRoutes } from './routes.ts'

/** What of `_waymark/` is live; the rest is made by whoever serves the pages. */
const liveNames = new Set(['status.json', 'events', 'changes.json', 'probes', 'badges'])

/**
 * Answers the routes of whatever live status there is at each request in another server, which keeps what is not live;
 * `base` as `parseBase` returns it.
 */
export function createStatusMiddleware(current: () => LiveStatus | undefined, base: string): Middleware {
  const isLive = liveTest(base)
  const answer = memoizeLast(current, (live) => live && listener(live, base))
  return (request, response, next) => {
    const listen = isLive(request.url ?? '') ? answer() : undefined
    if (listen) void listen(request, response)
    else next()
  }
}

function listener(live: LiveStatus, base: string) {
  const app = new Hono<HonoEnv>()
  app.use(withSecurityHeaders(base))
  app.route(`${routeOf(base)}_waymark`, statusRoutes(live))
  return getRequestListener(app.fetch, { hostname: 'localhost', overrideGlobalObjects: false })
}

function liveTest(base: string): (url: string) => boolean {
  const start = [...(parseRequestPath(base)?.names ?? []), '_waymark']
  return (url) => {
    const names = parseRequestPath(url.replace(/[?#].*$/s, ''))?.names ?? []
    return start.every((name, index) => names[index] === name) && liveNames.has(names[start.length] ?? '')
  }
}
