import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../../src/status/server/app.ts'
import { listen } from '../../../src/status/server/listen.ts'
import { launchBrowser } from '../../browser.ts'
import { builtShop } from './living-site.ts'
import { waitForStates } from './shown-page.ts'

const cleanUp: (() => unknown)[] = []
const lifetime = { onTestFinished: (step: () => unknown) => void cleanUp.push(step) }
const hour = 3_600_000

let browser: Browser
let origin = ''
/** When it was built. */
let builtAt = ''

beforeAll(async () => {
  const fact = { 'json.version': '1.4' }
  const up = { state: 'up' } as const
  const states = {
    'till.healthz': { ...up, facts: fact },
    'till.name': up,
    'stock.ping': { state: 'down' as const, reason: 'No echo' },
  }
  const turned = '# Turned\n\n[Stock](status:stock), [till](status:till)\n'
  const { dist, at } = await builtShop(lifetime, states, { 'guidebooks/shop/turned.md': turned })
  builtAt = at
  const stop = new AbortController()
  lifetime.onTestFinished(() => stop.abort())
  const app = createApp({ dist, base: '/', log: () => {} })
  const { port } = await listen(app, { host: '127.0.0.1', port: 0, signal: stop.signal })
  origin = `http://127.0.0.1:${port}/`
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  for (const step of cleanUp.reverse()) await step()
})

/** A page of the built site that is read some hours later, on a host that answers for its states as it can. */
async function openLater(hours: number, answer?: { status: number } | 'file', address = 'shop/'): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await page.clock.install({ time: Date.now() + hours * hour })
  await page.route('**/_waymark/status.json*', async (route) => {
    if (answer === undefined) return route.abort()
    if (answer !== 'file') return route.fulfill(answer)
    const text = await (await route.fetch()).text()
    return route.fulfill({
      body: text,
      contentType: 'application/json',
      headers: { Date: new Date(Date.now() + hours * hour).toUTCString() },
    })
  })
  await page.goto(`${origin}${address}`)
  await page.waitForLoadState('networkidle')
  await page.clock.runFor(6000)
  return page
}

describe('A page that nobody tells anything newer', () => {
  for (const [name, answer] of Object.entries({
    'a host without states': { status: 404 },
    'a server that is away behind its proxy': { status: 502 },
    'no connection at all': undefined,
    'a host of files': 'file' as const,
  })) {
    test(`is what it was built as for three hours, and then never a stale green: ${name}`, async () => {
      const fresh = await openLater(2, answer)
      await waitForStates(fresh, { 'waymark-status till': 'up', 'waymark-status stock': 'down' })
      await fresh.context().close()
      const old = await openLater(4, answer)
      await waitForStates(old, {
        'waymark-status till': 'unknown',
        'waymark-status stock': 'unknown',
        'waymark-fact till.healthz': 'unknown',
      })
      expect((await old.textContent('p > waymark-status')) ?? '').toMatch(/^the till unknown, was up as of 4 h ago$/)
      expect(await old.locator('.sidebar .status-dot').getAttribute('data-state')).toBe('unknown')
      expect((await old.getAttribute('.sidebar .status-dot', 'title')) ?? '').toMatch(/^unknown, was down as of/)
      expect(await old.title()).toBe('? Shop · Night watch')
      await old.context().close()
    })
  }

  test('tells so by its tab, too, where no sign stands for all services of its head', async () => {
    const old = await openLater(4, undefined, 'shop/turned/')
    await waitForStates(old, { 'waymark-status-page stock,till': 'unknown' })
    expect(await old.title()).toBe('? Turned · Night watch')
    await old.context().close()
  })

  test('goes on to say how old it is, and takes up what was built meanwhile', async () => {
    const page = await (await browser.newContext()).newPage()
    let built = 'down'
    await page.clock.install({ time: builtAt })
    await page.route('**/_waymark/status.json*', async (route) => {
      const text = await (await route.fetch()).text()
      return route.fulfill({ body: text.replace('"down"', `"${built}"`), contentType: 'application/json' })
    })
    await page.goto(`${origin}shop/`)
    await waitForStates(page, { 'waymark-status stock': 'down' })
    await page.clock.runFor(6000)
    await page.locator('.status-page summary').click()
    const age = page.locator('.status-page [data-of=stock] .status-sign time')
    await age.and(page.getByText('as of now', { exact: true })).waitFor()
    await page.clock.fastForward(10 * 60_000)
    await page.locator('.status-page [data-of=stock] time:text("as of 10 min ago")').waitFor()
    built = 'degraded'
    await page.clock.fastForward(65_000)
    await waitForStates(page, { 'waymark-status stock': 'degraded' })
    await page.context().close()
  })
})
