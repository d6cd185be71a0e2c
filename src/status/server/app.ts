import { Hono } from 'hono'
import { type AgentEndpoint, answerAgents } from '../api/agents.ts'
import { addHealth } from '../api/health.ts'
import { statusRoutes } from '../api/routes.ts'
import { runRoutes } from '../api/runs.ts'
import type { LiveStatus } from '../live/live.ts'
import type { RunLog } from '../runs/run-log.ts'
import type { HonoEnv } from './hono-env.ts'
import { memoizeLast } from './memoize-last.ts'
import { expectOwnHost, type OwnNames } from './own-host.ts'
import { parseRequestPath, routeOf } from './request-path.ts'
import { withSecurityHeaders } from './security-headers.ts'
import { StaticSite } from './static-site.ts'

interface AppOptions {
  /** The folder of the built site. */
  dist: string
  /** The path that the site is served under, as `parseBase` returns it: `/` or `/sub/`. */
  base: string
  /** Told of each request that failed by a fault of the server. */
  log: (message: string) => void
  /** By which other names than those of this machine requests may mean it. */
  own?: OwnNames
  /** The live status; without it, the built site alone is served. */
  live?: LiveStatus | undefined
  /** Where it is kept that pages were followed, and whether it is, as the settings say at each request. */
  runs?: { log: () => RunLog | undefined; readOnly: boolean } | undefined
  /** Answers programs that read the site for somebody, at `_waymark/mcp`; without it nothing does. */
  agents?: AgentEndpoint | undefined
}

/** An application that answers from whatever live status there is at each request. */
export function createChangingApp(
  options: Omit<AppOptions, 'live'>,
  current: () => LiveStatus | undefined,
): Pick<Hono<HonoEnv>, 'fetch'> {
  const app = memoizeLast(current, (live) => createApp({ ...options, live }))
  return { fetch: (...request) => app().fetch(...request) }
}

/** The application that `waymark serve` runs. It listens to nothing: `app.request('/')` sends it a request. */
export function createApp({
  dist,
  base,
  log,
  live,
  agents,
  runs,
  own = { sites: [], trustProxy: false },
}: AppOptions): Hono<HonoEnv> {
  const app = new Hono<HonoEnv>()
  const site = new StaticSite({ dist, base: parseRequestPath(base)?.names ?? [] })
  app.use(withSecurityHeaders(base))
  const route = `${routeOf(base)}_waymark`
  const expectOwn = expectOwnHost({ ...own, sites: [...own.sites, live?.site] })
  if (agents) app.all(`${route}/mcp`, expectOwn, answerAgents(agents, own))
  if (live) app.route(route, statusRoutes(live))
  if (runs) {
    for (const name of ['runs', 'runs.json']) app.use(`${route}/${name}`, expectOwn)
    app.route(route, runRoutes({ ...runs, dist, trustProxy: own.trustProxy }))
  }
  app.use(async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    return c.text('Method not allowed\n', 405, { Allow: 'GET, HEAD' })
  })
  addHealth(app, live, runs?.log)
  app.use(expectOwn)
  app.get('*', (c) => site.answer(c))
  app.onError((error, c) => {
    log(`${c.req.method} ${c.req.path}: ${error.message}`)
    return c.text('Internal server error\n', 500)
  })
  return app
}
