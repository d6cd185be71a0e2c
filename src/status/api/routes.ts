import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { states, type Verdict } from '../../../checks/probes/verdict.ts'
import { EncodedBodies } from '../encoding.ts'
import type { Environment } from '../environment.ts'
import { choiceOf } from '../live/choice.ts'
import { publicChange, publicSnapshot } from '../live/details.ts'
import { type Badge, badgeEndpoint, badgeSvg } from './badge.ts'
import { streamEvents } from './event-stream.ts'
import { jsonText, sendJson } from './json-answer.ts'
import type { LiveStatus } from './live-status.ts'
import { probeDays, probePage } from './probe-page.ts'
import { runNow } from './run-now.ts'
import { SnapshotTexts } from './snapshot-texts.ts'

/** Bytes of compressed answers kept in memory. */
const cacheLimit = 16 * 1024 * 1024
/** How many of the newest changes are told. */
const mostChanges = 100

type StatusContext = Context<Environment>

/** The routes below `_waymark/`. What none of them answers goes on to the built site. */
export function statusRoutes(live: LiveStatus): Hono<Environment> {
  const routes = new Hono<Environment>()
  const bodies = new EncodedBodies(cacheLimit)
  const snapshots = new SnapshotTexts((choice) =>
    publicSnapshot(live.board.snapshot(live.now(), choice.wants), live.details),
  )
  if (live.origins.length > 0) routes.use(crossOrigin(live.origins))
  routes.get('/status.json', (c) => {
    const text = snapshots.text(choiceOf(c.req.query('of')), live.board.revision, live.now())
    return sendJson(c, text, bodies)
  })
  routes.get('/events', (c) => streamEvents(c, live.hub))
  routes.get('/changes.json', async (c) => {
    const changes = await live.store.changes(mostChanges)
    return sendJson(c, jsonText({ version: 1, changes: changes.map((one) => publicChange(one, live.details)) }), bodies)
  })
  routes.get('/probes/:file{.+\\.json}', async (c) => {
    const id = c.req.param('file').slice(0, -'.json'.length)
    const page = c.req.query('only') === 'days' ? await probeDays(live, id) : await probePage(live, id)
    return page ? sendJson(c, jsonText(page), bodies) : missing(c)
  })
  routes.get('/badges/:file{.+\\.(?:svg|json)}', (c) => sendBadge(c, live, bodies))
  if (!live.readOnly) routes.post('/probes/:id/run', runNow(live))
  return routes
}

/** Pages of other sites may read, and nothing more. */
function crossOrigin(origins: readonly string[]): MiddlewareHandler<Environment> {
  return cors({
    origin: (origin) => (origins.includes(origin) ? origin : null),
    allowMethods: ['GET', 'HEAD'],
    exposeHeaders: ['ETag'],
    maxAge: 600,
  })
}

async function sendBadge(c: StatusContext, live: LiveStatus, bodies: EncodedBodies): Promise<Response> {
  const [, id = '', end] = /^(.+)\.(svg|json)$/.exec(c.req.param('file') ?? '') ?? []
  const badge = badgeOf(live, id)
  if (!badge) return missing(c)
  if (end === 'json') return sendJson(c, jsonText(badgeEndpoint(badge)), bodies)
  // Forges show pictures by way of caches of their own, which are to ask again.
  return c.body(badgeSvg(badge), 200, {
    'Content-Type': 'image/svg+xml; charset=utf-8',
    'Cache-Control': 'no-cache, max-age=0',
  })
}

/** The badge of a probe, or of a service by the worst of its probes. */
function badgeOf({ board, names, now }: LiveStatus, id: string): Badge | undefined {
  if (board.ids.includes(id)) return { label: id, state: board.verdict(id, now())?.state ?? 'unknown' }
  const name = names().get(id)
  if (name === undefined) return undefined
  const { probes } = board.snapshot(now(), ({ service }) => service === id)
  return { label: name, state: worst(probes) }
}

function worst(verdicts: readonly Verdict[]) {
  const found = new Set(verdicts.map(({ state }) => state))
  return states.findLast((state) => found.has(state)) ?? 'unknown'
}

function missing(c: StatusContext): Response {
  return c.json({ error: 'No services.yaml declares this id' }, 404, { 'Cache-Control': 'no-cache' })
}
