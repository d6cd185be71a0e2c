import { assert, expect, type TestContext } from 'vitest'
import type { Measurement } from '../../../checks/probes/verdict.ts'
import { waymarkSchema } from '../../../src/config/schema/waymark.ts'
import { readServicesFrom } from '../../../src/config/services.ts'
import { MemoryStore } from '../../../src/status/history/memory-store.ts'
import type { Store } from '../../../src/status/history/store.ts'
import type { AlertSettings } from '../../../src/status/live/alert-monitor.ts'
import { type Live, startLive } from '../../../src/status/live/live.ts'
import { createApp } from '../../../src/status/server/app.ts'
import { builtFolder } from '../built-folder.ts'
import { FakeClock } from '../schedule/fake-clock.ts'

export const services = `
services:
  erp:
    name: Dolibarr <ERP>
    probes:
      ping: { http: "GET https://erp.example.org/secret-path", every: 30s, timeout: 5s }
      name: { dns: A erp.example.org, every: 60s }
  crm:
    probes:
      healthz: { http: "GET https://crm.example.org/healthz", every: 30s, timeout: 5s }
`

/** Why something is not up, with what only those who may see everything are to see. */
export const secretReason = 'Unexpected 500 of 192.168.7.7 <script>'

interface LiveSiteOptions {
  base?: string
  /** Of `waymark.yaml`. */
  status?: object
  readOnly?: boolean
  trustProxy?: boolean
  store?: Store
  alerts?: AlertSettings
}

export interface LiveSite {
  app: ReturnType<typeof createApp>
  clock: FakeClock
  live: Live
  /** What is found from now on, by the id of a probe; up where nothing is said. */
  found: Map<string, Measurement['state'] | Partial<Measurement>>
  /** The ids of the probes that were asked, in their order. */
  asked: string[]
  log: string[]
  json: (path: string) => Promise<Record<string, unknown>>
  reload: (text: string) => Promise<void>
}

/** A built site with live status, by a clock that stands still and a prober that finds what it is told. */
export async function liveSite(t: TestContext, options: LiveSiteOptions = {}): Promise<LiveSite> {
  const { base = '/', status = {}, readOnly, trustProxy } = options
  const [clock, asked, log] = [new FakeClock(), [] as string[], [] as string[]]
  const found: LiveSite['found'] = new Map()
  const settings = waymarkSchema.parse({ status }).status
  const live = await startLive({
    services: servicesOf(services),
    settings,
    environment: 'lab',
    store: options.store ?? new MemoryStore(settings.retention),
    measure: async ({ id }) => {
      asked.push(id)
      return measurement(found.get(id) ?? 'up', clock.now())
    },
    log: (message) => log.push(message),
    clock,
    ...(readOnly && { readOnly }),
    ...(trustProxy && { trustProxy }),
    ...(options.alerts && { alerts: options.alerts }),
  })
  t.onTestFinished(async () => {
    const stopped = live.stop()
    await clock.pass(1000)
    await stopped
  })
  const dist = await builtFolder(t, { 'index.html': 'home', '_waymark/status.json': 'baked', '404.html': 'missing' })
  const app = createApp({ dist, base, log: (message) => log.push(message), live: live.status })
  const json = async (path: string) => Object(await (await app.request(path)).json())
  const reload = (text: string) => live.reload(servicesOf(text))
  return { app, clock, live, found, asked, log, json, reload }
}

function servicesOf(text: string) {
  const { services, findings } = readServicesFrom([{ file: 'services.yaml', bytes: new TextEncoder().encode(text) }])
  expect(findings).toStrictEqual([])
  return services
}

function measurement(what: Measurement['state'] | Partial<Measurement>, now: number): Measurement {
  const more = typeof what === 'string' ? { state: what } : what
  const { state = 'up' } = more
  const why = { phase: 'first-byte' as const, code: 'http/status', reason: secretReason }
  return {
    state,
    checkedAt: new Date(now).toISOString(),
    durationMs: 12.5,
    ...(state !== 'up' && why),
    phases: { dns: 1, 'first-byte': 11 },
    conditions: [{ expression: "body != 'secret-condition'", held: state === 'up', found: 'secret-value' }],
    facts: { 'json.version': '22.0.4' },
    ...more,
  }
}

/** One server-sent event. */
export interface ServerEvent {
  id: string
  event: string
  data: unknown
}

/** Reads events as a browser does; comments come as events named `:`. */
export async function* eventsOf(response: Response): AsyncGenerator<ServerEvent, undefined> {
  expect(response.status).toBe(200)
  expect(response.headers.get('Content-Type') ?? '').toMatch(/^text\/event-stream/)
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? assert.fail('no body')) {
    text += decoder.decode(chunk, { stream: true })
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      yield eventOf(text.slice(0, end))
      text = text.slice(end + 2)
    }
  }
  return undefined
}

function eventOf(text: string): ServerEvent {
  if (text.startsWith(':')) return { id: '', event: ':', data: text.slice(1).trim() }
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1] ?? ''
  return { id: field('id'), event: field('event'), data: JSON.parse(field('data')) }
}
