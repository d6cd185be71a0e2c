import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect } from 'vitest'
import type { Measurement, StatusSnapshot } from '../../../checks/probes/verdict.ts'
import { statusSettings } from '../../../src/config/schema/status-settings.ts'
import { readServicesFrom } from '../../../src/config/services.ts'
import { MemoryStore } from '../../../src/status/history/memory-store.ts'
import { startLive } from '../../../src/status/live/live.ts'
import { createApp } from '../../../src/status/server/app.ts'
import { listen } from '../../../src/status/server/listen.ts'
import { run } from '../../cli/command-line.ts'
import { builtFolder } from '../../status/built-folder.ts'

const services = `services:
  till:
    name: Till
    runbook: till.md#it-does-not-open
    thresholds: { down: 1, degraded: 1 }
    probes:
      healthz: { http: "GET https://\${TILL:-till.example}/healthz", every: 1s, timeout: 1s }
      name: { dns: A till.example, every: 1s, timeout: 1s }
  stock:
    name: Stock
    thresholds: { down: 1 }
    probes:
      ping: { ping: stock.example, every: 1s, timeout: 1s }
`

const files = {
  'waymark.yaml': 'title: Night watch\n',
  'guidebooks/README.md': '# All of it\n',
  'guidebooks/shop/services.yaml': services,
  'guidebooks/shop/README.md': `# Shop

Is [the till](status:till) open? This asks \`GET /healthz\`, and not \`GET /health\`. It runs [1.4](status:till.healthz#json.version).

\`\`\`status
till.name
stock
\`\`\`
`,
  'guidebooks/shop/till.md': '# The till\n\n[Till](status:till)\n\n## It does not open\n\nTurn the key.\n',
  'guidebooks/shop/aisles.md': '# Aisles\n\nNothing is asked here.\n',
  'guidebooks/other/README.md': '# Other\n\nNo service, and `GET /healthz` is no request of its own.\n',
}

/** A page that shows states by components. */
export const pageWithCode = {
  'waymark.yaml': 'title: Night watch\nmdx: true\n',
  'guidebooks/shop/drawn.mdx': '# Drawn\n\n<Status of="till.name">the name</Status> and <Status of="stock" />\n',
}

interface Lifetime {
  onTestFinished(step: () => unknown): void
}

/** What is found when a probe is asked. */
export type Found = Pick<Measurement, 'state'> & Partial<Measurement>

/** A small project, built with the states that were last known of it. */
export async function builtShop(t: Lifetime, probes: Record<string, Found>, more: Record<string, string> = {}) {
  const folder = await builtFolder(t, { ...files, ...more })
  return { folder, ...(await buildAgain(folder, probes)) }
}

/** Builds it with other states, asked this many milliseconds ago. */
export async function buildAgain(folder: string, probes: Record<string, Found>, age = 0) {
  const at = new Date(Date.now() - age).toISOString()
  const status: StatusSnapshot = {
    version: 1,
    environment: null,
    checkedAt: at,
    probes: Object.entries(probes).map(([id, found]) => ({
      ...measurement(found, at),
      ...{ id, service: id.split('.')[0] ?? '', kind: 'http', since: at, everyMs: 60_000 },
    })),
  }
  const file = path.join(folder, 'status.json')
  await writeFile(file, JSON.stringify(status))
  const dist = path.join(folder, 'dist')
  const built = await run(['build', '--root', folder, '--status', file])
  expect(built.code, built.stderr).toBe(0)
  return { dist, at, output: built.stdout }
}

function measurement(found: Found, checkedAt: string): Measurement {
  return { checkedAt, durationMs: 1, phases: {}, conditions: [], facts: {}, ...found }
}

/** What is found of probes, by their ids: a change has its probe run at once, not when its turn comes. */
class Findings extends Map<string, Found> {
  onChange: (id: string) => void = () => {}

  override set(id: string, found: Found): this {
    super.set(id, found)
    this.onChange(id)
    return this
  }

  override delete(id: string): boolean {
    const isChanged = super.delete(id)
    if (isChanged) this.onChange(id)
    return isChanged
  }
}

/** The same site behind a server that probes: `found` says what it finds of a probe that is not well. */
export async function livingShop(t: Lifetime, dist: string, port = 0) {
  const settings = statusSettings.parse({})
  const found = new Findings()
  const live = await startLive({
    services: readServicesFrom([{ file: 'guidebooks/shop/services.yaml', bytes: Buffer.from(services) }]).services,
    settings,
    environment: null,
    store: new MemoryStore(settings.retention),
    measure: async ({ id }) => measurement(found.get(id) ?? { state: 'up' }, new Date().toISOString()),
    log: () => {},
  })
  const { monitor } = live.status
  found.onChange = (id) => void monitor.runNow(id)
  const stop = new AbortController()
  const { closed, port: taken } = await listen(createApp({ dist, base: '/', log: () => {}, live: live.status }), {
    host: '127.0.0.1',
    port,
    signal: stop.signal,
  })
  const end = async () => {
    await live.stop()
    stop.abort()
    await closed
  }
  t.onTestFinished(end)
  const origin = `http://127.0.0.1:${taken}/`
  // Pages are built with states: whoever waits for these must not be told "not probed yet" afterwards.
  for (const id of ['till.healthz', 'till.name', 'stock.ping']) await monitor.runNow(id)
  return { origin, port: taken, found, end }
}
