import type { Handler } from 'hono'
import type { LiveStatus } from '../live/live.ts'
import type { HonoEnv } from '../server/hono-env.ts'
import { isSameOrigin } from '../server/same-origin.ts'

/** Milliseconds between two runs by hand of one probe. */
const pauseMs = 5000

/** Runs a probe now. Answers at once: what it measures is told as every other measurement is. */
export function runProbe(live: LiveStatus): Handler<HonoEnv, '/probes/:id/run'> {
  const ranAt = new Map<string, number>()
  return (c) => {
    const noStore = { 'Cache-Control': 'no-store' }
    if (!isSameOrigin({ header: (name) => c.req.header(name), trustProxy: live.trustProxy })) {
      return c.json({ error: 'Only pages of this site may ask' }, 403, noStore)
    }
    const id = c.req.param('id')
    if (!live.board.ids.includes(id)) return c.json({ error: 'No services.yaml declares this id' }, 404, noStore)
    const now = live.now()
    const wait = (ranAt.get(id) ?? Number.NEGATIVE_INFINITY) + pauseMs - now
    // A clock that was set back must not make anybody wait for hours.
    if (wait > 0 && wait <= pauseMs) {
      return c.json({ error: 'Asked a moment ago' }, 429, { ...noStore, 'Retry-After': String(Math.ceil(wait / 1000)) })
    }
    ranAt.set(id, now)
    void live.monitor.runNow(id)
    return c.json({ asked: id }, 202, noStore)
  }
}
