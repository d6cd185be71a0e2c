import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { shownAlerts } from '../../../checks/probes/alerts/shown-alerts.ts'
import type { ToldAlert } from '../../../checks/probes/alerts/told-alert.ts'
import { Secrets } from '../../../checks/probes/secrets/secrets.ts'
import type { StatusSnapshot } from '../../../checks/probes/verdict.ts'
import { statusSettings } from '../../../src/config/schema/status-settings.ts'
import { MemoryStore } from '../../../src/status/history/memory-store.ts'
import { type Live, startLive } from '../../../src/status/live/live.ts'
import { createApp } from '../../../src/status/server/app.ts'
import { listen } from '../../../src/status/server/listen.ts'
import { assertAccessibleInBothThemes } from '../../accessible.ts'
import { launchBrowser } from '../../browser.ts'
import { run } from '../../cli/command-line.ts'
import { builtFolder } from '../../status/built-folder.ts'
import { openPage } from './shown-page.ts'

const files = {
  'waymark.yaml': 'title: Night watch\nsources: { metrics: { prometheus: "http://127.0.0.1:1" } }\n',
  'guidebooks/README.md': '# All of it\n',
  'guidebooks/shop/README.md': '# Shop\n\nNo alert is about this.\n',
  'guidebooks/shop/down.md':
    '---\nalerts: [ShopDown]\n---\n\n# The shop is down\n\n```sh\nkubectl -n <namespace> get pod <pod>\n```\n',
}

const down: ToldAlert = {
  ...{ name: 'ShopDown', state: 'firing', since: '2026-11-23T12:00:00.000Z', value: 0, source: 'metrics' },
  labels: { severity: 'page', namespace: 'shop', pod: 'till-7d9f', note: 'x'.repeat(300) },
  annotations: { summary: '<img src=x onerror=alert(1)> does not answer' },
}
const slow: ToldAlert = { ...down, name: 'ShopSlow', labels: { severity: 'warning' } }

const cleanUp: (() => unknown)[] = []
const lifetime = { onTestFinished: (step: () => unknown) => void cleanUp.push(step) }
const show = (told: readonly ToldAlert[]) =>
  shownAlerts(told, {
    secrets: new Secrets([]),
    placeOf: ({ name }) => (name.startsWith('Shop') ? { address: '/shop/down/' } : undefined),
  })

let browser: Browser
let dist = ''
let live: Live
let origin = ''

/** Sets what the source says from now on, and has it asked. */
function say(answer: { alerts: ToldAlert[] } | { reason: string }): void {
  const sources = [{ name: 'metrics', kind: 'prometheus' as const, every: 3_600_000 }]
  live.status.alerts.set({ sources, read: async () => answer, show })
}

beforeAll(async () => {
  const folder = await builtFolder(lifetime, files)
  const checkedAt = new Date().toISOString()
  const sources = [{ name: 'metrics', kind: 'prometheus' as const, state: 'up' as const, checkedAt, everyMs: 30_000 }]
  const status: StatusSnapshot = {
    ...{ version: 1, environment: null, checkedAt, probes: [] },
    alerts: { sources, ...show([down]) },
  }
  const file = path.join(folder, 'status.json')
  await writeFile(file, JSON.stringify(status))
  dist = path.join(folder, 'dist')
  const { code, stderr } = await run(['build', '--root', folder, '--status', file])
  expect([code, stderr]).toStrictEqual([0, expect.any(String)])
  const settings = statusSettings.parse({})
  live = await startLive({
    ...{ services: [], settings, environment: null, store: new MemoryStore(settings.retention), log: () => {} },
    measure: () => Promise.reject(new Error('There is no probe')),
  })
  const stop = new AbortController()
  const app = createApp({ dist, base: '/', log: () => {}, live: live.status })
  const { closed, port } = await listen(app, { host: '127.0.0.1', port: 0, signal: stop.signal })
  cleanUp.push(async () => {
    await live.stop()
    stop.abort()
    await closed
  })
  origin = `http://127.0.0.1:${port}/`
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  for (const step of cleanUp.reverse()) await step()
})

const phone = { viewport: { width: 360, height: 800 } }
const firing = (page: Page) => page.locator('waymark-firing .firing-list')
const until = (page: Page, text: RegExp) => expect.poll(() => firing(page).textContent()).toMatch(text)

test('a built page says what fired then, in its text and in its status.json', async () => {
  const page = await readFile(path.join(dist, 'shop/down/index.html'), 'utf8')
  expect(page).toMatch(/class="firing-alert"[^>]* data-alert-state="firing"/)
  expect(page).toContain('&#x3C;img src=x onerror=alert(1)> does not answer')
  expect(await readFile(path.join(dist, 'shop/index.html'), 'utf8')).not.toContain('class="firing-alert"')
  expect(await readFile(path.join(dist, 'alerts/index.html'), 'utf8')).toContain('<a href="/shop/down/"><code>ShopDown')
  const { alerts } = JSON.parse(await readFile(path.join(dist, '_waymark/status.json'), 'utf8'))
  expect(alerts.firing).toHaveLength(1)
})

test('an alert stands at the head of its page, and one click fills its commands', async () => {
  say({ alerts: [down] })
  const page = await openPage(browser, `${origin}shop/down/`, phone)
  await until(page, /Firing ShopDown page since .* value 0<img src=x onerror=alert\(1\)> does not answer/)
  await page.getByRole('button', { name: 'Fill in its labels' }).click()
  await expect.poll(() => page.locator('.code pre').textContent()).toMatch(/kubectl -n shop get pod till-7d9f/)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  await assertAccessibleInBothThemes(page, 'a page with an alert')
  expect(await page.locator('waymark-firing [role=status]').textContent()).toBe('')
  say({ alerts: [down, slow] })
  await until(page, /ShopSlow/)
  expect(await page.locator('waymark-firing [role=status]').textContent()).toBe('ShopSlow fires')
  say({ reason: 'Prometheus `metrics` does not answer' })
  await until(page, /ShopDown.*ShopSlow.*Not known what fires: Prometheus metrics does not answer, last answer /)
  say({ alerts: [] })
  await expect.poll(() => firing(page).textContent()).toBe('')
  await page.context().close()
})

test('a page that no alert is about shows none, and the list shows all', async () => {
  say({ alerts: [down, slow] })
  const page = await openPage(browser, `${origin}alerts/`, phone)
  await until(page, /Firing ShopDown.*Firing ShopSlow/)
  expect(await page.getByRole('link', { name: 'ShopDown' }).getAttribute('href')).toBe('/shop/down/')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  await assertAccessibleInBothThemes(page, 'the list of alerts')
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  const told = page.waitForResponse(/status\.json/)
  await page.goto(`${origin}shop/`)
  await told
  await expect.poll(() => asked.some((url) => url.endsWith('/events'))).toBe(true)
  expect(await firing(page).textContent()).toBe('')
  await page.context().close()
})
