import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { listen } from '../../src/status/server/listen.ts'
import { type Fault, isFaultName } from './fault.ts'
import type { Lab } from './lab.ts'
import { alertsOf } from './monitoring.ts'
import { labPage } from './page.ts'
import { services } from './world.ts'

const address = '127.0.0.1'

export interface PageOptions {
  /** 0 takes any free one. */
  port: number
  /** Where the guidebooks are shown, once that is known. */
  site?: () => string | undefined
  /** Told of each press of a button, by the id of its service; of all services when there is none. */
  onChange?: (service?: string) => void
  signal: AbortSignal
}

/** Serves the lab's page on loopback. */
export async function servePage(lab: Lab, options: PageOptions): Promise<{ url: string; closed: Promise<void> }> {
  const { port, closed } = await listen(createPage(lab, options), { ...options, host: address })
  return { url: `http://${address}:${port}/`, closed }
}

/** The page and what its buttons do. */
export function createPage(lab: Lab, { site, onChange }: Pick<PageOptions, 'site' | 'onChange'> = {}): Hono {
  const app = new Hono()
  const styles = readFileSync(new URL('lab.css', import.meta.url), 'utf8')
  app.use(async (c, next) => {
    const { host } = new URL(c.req.url)
    // A page of another origin could press the buttons, or be shown here under a name of its own.
    if (!/^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(host)) return c.text('Forbidden\n', 403)
    if (c.req.method !== 'GET' && isForeign(c.req.header(), host)) return c.text('Forbidden\n', 403)
    await next()
    c.header('Content-Security-Policy', policy)
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('Cache-Control', 'no-store')
  })
  app.get('/', (c) => c.html(labPage(lab.faults, site?.())))
  app.get('/lab.css', (c) => c.body(styles, 200, { 'Content-Type': 'text/css; charset=utf-8' }))
  app.get('/state.json', (c) => c.json(services.map(({ id }) => ({ id, fault: lab.faults.of(id)?.name ?? null }))))
  app.get('/api/v1/alerts', (c) => c.json(alertsOf(lab.faults)))
  app.post('/break', async (c) => {
    const { service, fault, milliseconds, percent } = await c.req.parseBody()
    const known = services.find(({ id }) => id === service)
    if (!known || typeof fault !== 'string' || !isFaultName(fault) || !known.faults.includes(fault))
      return c.text('Unexpected service or fault, expected a pair that the page shows\n', 400)
    await lab.break(known.id, fault, { ...measure('milliseconds', milliseconds), ...measure('percent', percent) })
    onChange?.(known.id)
    return c.redirect(`/#${known.id}`, 303)
  })
  app.post('/mend', async (c) => {
    const { service } = await c.req.parseBody()
    const known = services.find(({ id }) => id === service)
    if (service !== undefined && !known) return c.text('Unexpected service, expected one that the page shows\n', 400)
    await lab.mend(known?.id)
    onChange?.(known?.id)
    return c.redirect(known ? `/#${known.id}` : '/', 303)
  })
  return app
}

const policy =
  "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** Browsers say where a request comes from; what says nothing of it, such as curl, carries no authority of a reader. */
function isForeign(headers: Record<string, string>, host: string): boolean {
  const { origin, 'sec-fetch-site': from } = headers
  return (origin !== undefined && origin !== `http://${host}`) || (from !== undefined && from !== 'same-origin')
}

function measure(name: 'milliseconds' | 'percent', value: unknown): Partial<Omit<Fault, 'name'>> {
  return typeof value === 'string' && /^\d{1,6}$/.test(value) ? { [name]: Number(value) } : {}
}
