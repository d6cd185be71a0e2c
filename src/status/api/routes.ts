import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { mostChangesTold } from '../../status-model/change.ts'
import { rollUp } from '../../status-model/rollup.ts'
import { badgeSvg } from '../../svg/badge.ts'
import { probeFilterOf } from '../live/event-hub.ts'
import type { LiveStatus } from '../live/live.ts'
import { publicChange } from '../live/status-board.ts'
import { CompressedBodies } from '../server/compression.ts'
import type { HonoEnv } from '../server/hono-env.ts'
import { expectOwnHost } from '../server/own-host.ts'
import { badgeEndpoint, drawnBadge, type StateBadge } from './badge.ts'
import { streamEvents } from './event-stream.ts'
import { type JsonBody, jsonBody, sendJson } from './json-response.ts'
import { probeDays, probeHistory, probeSums } from './probe-history.ts'
import { ResponseCache } from './response-cache.ts'
import { runProbe } from './run-probe.ts'

/** Bytes of compressed answers kept in memory. */
const cacheLimit = 16 * 1024 * 1024

/** What may be had of a probe's history alone. */
const parts = [
  ['days', probeDays],
  ['sums', probeSums],
] as const

type StatusContext = Context<HonoEnv>

/** The routes below `_waymark/`. What none of them answers goes on to the built site. */
export function statusRoutes(live: LiveStatus): Hono<HonoEnv> {
  const routes = new Hono<HonoEnv>()
  const bodies = new CompressedBodies(cacheLimit)
  const responses = new ResponseCache(cacheLimit)
  if (live.origins.length > 0) routes.use(crossOrigin(live.origins))
  const ownHost = expectOwnHost({ sites: [live.site], trustProxy: live.trustProxy })
  // Badges stand on other sites anyway, and tell little.
  for (const path of ['/status.json', '/events', '/changes.json', '/probes/*']) routes.use(path, ownHost)
  routes.get('/status.json', async (c) => {
    const { key, wants } = probeFilterOf(c.req.query('of'))
    const moment = { revision: `${live.board.revision} ${live.alerts.revision}`, now: live.now() }
    const body = await responses.get(`of ${key}`, moment, () => jsonBody(live.shown(wants)))
    return sendBody(c, body, bodies)
  })
  routes.get('/events', (c) => streamEvents(c, live.hub))
  routes.get('/changes.json', async (c) => {
    const body = await responses.get('changes', { revision: live.board.revision, now: live.now() }, async () => {
      const changes = await live.store.changes(mostChangesTold)
      return jsonBody({ version: 1, changes: changes.map((one) => publicChange(one, live.details)) })
    })
    return sendBody(c, body, bodies)
  })
  routes.get('/probes/:file{.+\\.json}', async (c) => {
    const id = c.req.param('file').slice(0, -'.json'.length)
    const only = c.req.query('only')
    const [part, read] = parts.find(([name]) => name === only) ?? ['', probeHistory]
    const now = live.now()
    const revision = live.board.verdict(id, now)?.checkedAt ?? ''
    const body = await responses.get(`probe ${id} ${part}`, { revision, now }, async () => {
      const page = await read(live, id)
      return page && jsonBody(page)
    })
    return sendBody(c, body, bodies)
  })
  routes.get('/badges/:file{.+\\.(?:svg|json)}', (c) => sendBadge(c, live, bodies))
  if (!live.readOnly) routes.post('/probes/:id/run', runProbe(live))
  return routes
}

/** Pages of other sites may read, and nothing more. */
function crossOrigin(origins: readonly string[]): MiddlewareHandler<HonoEnv> {
  return cors({
    origin: (origin) => (origins.includes(origin) ? origin : null),
    allowMethods: ['GET', 'HEAD'],
    exposeHeaders: ['ETag'],
    maxAge: 600,
  })
}

async function sendBadge(c: StatusContext, live: LiveStatus, bodies: CompressedBodies): Promise<Response> {
  const [, id = '', end] = /^(.+)\.(svg|json)$/.exec(c.req.param('file') ?? '') ?? []
  const badge = badgeOf(live, id)
  if (!badge) return missing(c)
  if (end === 'json') return sendJson(c, jsonBody(badgeEndpoint(badge)), bodies)
  // Forges show pictures by way of caches of their own, which are to validate theirs.
  return c.body(badgeSvg(drawnBadge(badge)), 200, {
    'Content-Type': 'image/svg+xml; charset=utf-8',
    'Cache-Control': 'no-cache, max-age=0',
  })
}

/** The badge of a probe, or of a service by the worst of its probes. */
function badgeOf({ board, names, now }: LiveStatus, id: string): StateBadge | undefined {
  if (board.ids.includes(id)) return { label: id, state: board.verdict(id, now())?.state ?? 'unknown' }
  const name = names().get(id)
  if (name === undefined) return undefined
  const { probes } = board.snapshot(now())
  return { label: name, state: rollUp([id], probes).state }
}

async function sendBody(c: StatusContext, body: JsonBody | undefined, bodies: CompressedBodies): Promise<Response> {
  return body ? sendJson(c, body, bodies) : missing(c)
}

function missing(c: StatusContext): Response {
  return c.json({ error: 'No services.yaml declares this id' }, 404, { 'Cache-Control': 'no-cache' })
}
