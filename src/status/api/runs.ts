import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { RunRecords } from '../../status-model/run-record.ts'
import { commitName, outcomes, type RunLog, stepKey } from '../runs/run-log.ts'
import type { HonoEnv } from '../server/hono-env.ts'
import { parseRequestPath } from '../server/request-path.ts'
import { isSameOrigin } from '../server/same-origin.ts'
import { labelText, type Metric } from './exposition.ts'

/** Where and how runs are kept. */
export interface KeptRunsOptions {
  /** None while the settings say that none are kept. */
  log: () => RunLog | undefined
  /** The folder of the built site: what is no page of it was not followed. */
  dist: string
  /** Whether readers may change nothing. */
  readOnly: boolean
  trustProxy: boolean
}

/** In bytes: thirty pages with long addresses. */
const largestBody = 32 * 1024
/** So many runs end in a minute at most, whoever says so. */
const mostInMinute = 30
const longestRunMs = 7 * 24 * 3_600_000

const ended = z.strictObject({
  outcome: outcomes,
  /** By the reader's clock; when it ended is told by the server's. */
  durationMs: z.number().min(0).max(longestRunMs),
  pages: z
    .array(
      z.strictObject({
        page: z.string().max(1000),
        commit: commitName.exactOptional(),
        done: z.int().min(0).max(1000),
        of: z.int().min(0).max(1000),
        step: stepKey.exactOptional(),
      }),
    )
    .min(1)
    .max(30),
})

/** The routes of runs below `_waymark/`: when pages were followed, and that one was. */
export function runRoutes({ log, dist, readOnly, trustProxy }: KeptRunsOptions): Hono<HonoEnv> {
  const routes = new Hono<HonoEnv>()
  const recent: number[] = []
  const noStore = { 'Cache-Control': 'no-store' }
  const refuse = (c: Context, error: string, status: 400 | 403 | 413) => c.json({ error }, status, noStore)
  routes.get('/runs.json', async (c, next) => {
    const runs = log()
    return runs ? c.json(await runs.read(c.req.query('of')), 200, { 'Cache-Control': 'no-cache' }) : next()
  })
  if (readOnly) return routes
  const limit = bodyLimit({ maxSize: largestBody, onError: (c) => refuse(c, 'Unexpected length of a run', 413) })
  routes.post('/runs', limit, async (c, next) => {
    const runs = log()
    if (!runs) return next()
    if (!isSameOrigin({ header: (name) => c.req.header(name), trustProxy }))
      return refuse(c, 'Only pages of this site may say so', 403)
    const read = ended.safeParse(await c.req.json().catch(() => undefined))
    if (!read.success) return refuse(c, 'Unexpected run', 400)
    const now = Date.now()
    while (recent[0] !== undefined && (now - recent[0] > 60_000 || recent[0] > now)) recent.shift()
    if (recent.length >= mostInMinute)
      return c.json({ error: 'Too many runs have ended just now' }, 429, { ...noStore, 'Retry-After': '60' })
    const { outcome, durationMs, pages } = read.data
    for (const { page } of pages) if (!(await isPage(dist, page))) return refuse(c, 'Unexpected page of a run', 400)
    recent.push(now)
    const times = { began: new Date(now - durationMs).toISOString(), ended: new Date(now).toISOString() }
    await runs.add(pages.map(({ page, ...own }) => ({ page, record: { ...times, ...own, outcome } })))
    return c.json({ kept: pages.length }, 201, noStore)
  })
  return routes
}

/** Whether a built site has a page at an address. */
async function isPage(dist: string, address: string): Promise<boolean> {
  const path = parseRequestPath(address)
  if (!path?.folder || path.names.includes('') || path.names[0] === '_waymark') return false
  const file = await stat(join(dist, ...path.names, 'index.html')).catch(() => undefined)
  return file?.isFile() ?? false
}

/** When each page was followed last, and how often that is known to have ended how. */
export function runMetrics({ pages }: RunRecords): Metric[] {
  const all = Object.entries(pages)
  return [
    {
      name: 'waymark_run_last_timestamp_seconds',
      help: 'When a page was followed last.',
      type: 'gauge',
      samples: all.flatMap(([page, [last]]) =>
        last ? [{ labels: labelText({ page }), value: Date.parse(last.ended) / 1000 }] : [],
      ),
    },
    {
      name: 'waymark_runs',
      help: 'Runs through a page that are kept, by how they ended.',
      type: 'gauge',
      samples: all.flatMap(([page, runs]) =>
        outcomes.options.map((outcome) => ({
          labels: labelText({ page, outcome: outcome.replace(' ', '_') }),
          value: runs.filter((run) => run.outcome === outcome).length,
        })),
      ),
    },
  ]
}
