import { setImmediate } from 'node:timers/promises'
import type { Hono } from 'hono'
import type { LiveStatus } from '../live/live.ts'
import type { RunLog } from '../runs/run-log.ts'
import type { HonoEnv } from '../server/hono-env.ts'
import { expectOwnHost } from '../server/own-host.ts'
import { exposition } from './exposition.ts'
import { alertMetrics, ownMetrics, probeMetrics } from './metrics.ts'
import { runMetrics } from './runs.ts'

const noStore = { 'Cache-Control': 'no-store' }

/** Adds what machines want to know of the server itself. These paths have no base: they are for those behind the proxy. */
export function addHealth(
  app: Hono<HonoEnv>,
  live: LiveStatus | undefined,
  runs: () => RunLog | undefined = () => undefined,
): void {
  app.get('/healthz', (c) => c.text('ok', 200, noStore))
  app.get('/readyz', (c) => {
    if (!live || live.monitor.isWell) return c.text('ok', 200, noStore)
    return c.text('The history cannot be written, or nothing is asked any more\n', 503, noStore)
  })
  if (!live) return
  app.use('/metrics', expectOwnHost({ sites: [live.site], trustProxy: live.trustProxy }))
  app.get('/metrics', async (c) => {
    const { probes, alerts } = live.shown()
    const pieces: string[] = []
    const followed = await runs()?.read()
    const metrics = [
      ...probeMetrics(probes),
      ...(alerts ? alertMetrics(alerts) : []),
      ...ownMetrics(live.monitor, live.hub),
      ...(followed ? runMetrics(followed) : []),
    ]
    for (const piece of exposition(metrics)) {
      pieces.push(piece)
      // Of thousands of probes all of it takes long enough to make probe runs late.
      await setImmediate()
    }
    return c.text(pieces.join(''), 200, { ...noStore, 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' })
  })
}
