import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../../src/status/server/app.ts'
import { listen } from '../../../src/status/server/listen.ts'
import { assertAccessible, assertAccessibleInBothThemes } from '../../accessible.ts'
import { launchBrowser } from '../../browser.ts'
import { builtShop, type Found, livingShop, pageWithCode } from './living-site.ts'
import { openPage, untilServed, waitForStates } from './shown-page.ts'

const cleanUp: (() => unknown)[] = []
const lifetime = { onTestFinished: (step: () => unknown) => void cleanUp.push(step) }

let browser: Browser
let dist = ''
let shop: Awaited<ReturnType<typeof livingShop>>

beforeAll(async () => {
  const fact = { 'json.version': '1.4' }
  const states: Record<string, Found> = {
    'till.healthz': { state: 'up', facts: fact },
    'till.name': { state: 'up' },
  }
  const built = await builtShop(lifetime, states, pageWithCode)
  dist = built.dist
  shop = await livingShop(lifetime, dist)
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  for (const step of cleanUp.reverse()) await step()
})

/** Opens a page; an error in its console fails the test. */
const open = (url: string, options?: BrowserContextOptions) => openPage(browser, url, options)

test('a service breaks: every widget, the head of the page, the title and the icon tell; and so when it is mended', async () => {
  const page = await open(`${shop.origin}shop/`)
  await waitForStates(page, { 'waymark-status till': 'up', 'waymark-status stock': 'up' })
  expect(await page.title()).toBe('Shop · Night watch')
  shop.found.set('till.healthz', { state: 'down', code: 'http/timeout', reason: 'No first byte within 5 s' })
  await waitForStates(page, {
    'waymark-status till': 'down',
    'waymark-status till.healthz': 'down',
    'waymark-status till.name': 'up',
    'waymark-status stock': 'up',
    'waymark-status-page till,stock': 'down',
  })
  expect(await page.title()).toBe('▼ Shop · Night watch')
  expect(await page.getAttribute('link[rel=icon]', 'href')).toBe('/_waymark/mark-down.svg')
  const head = page.locator('.status-page li', { hasText: 'Till' })
  expect((await head.textContent()) ?? '').toMatch(
    /Till\s*down as of now\s*Since .+\. till.healthz: No first byte within 5 s\s*What to do: It does not open/,
  )
  // What its text begins with says it too: its rows are folded.
  await page.locator('.status-page summary').click()
  const runbook = head.getByRole('link', { name: 'What to do: It does not open' })
  expect(await runbook.getAttribute('href')).toBe('/shop/till/#it-does-not-open')
  await assertAccessible(page)
  shop.found.delete('till.healthz')
  await waitForStates(page, { 'waymark-status till': 'up', 'waymark-status-page till,stock': 'up' })
  expect(await page.title()).toBe('Shop · Night watch')
  expect(await page.getAttribute('link[rel=icon]', 'href')).toBe('/_waymark/mark.svg')
  await page.context().close()
})

test('another reason for the same state is told, and none where there is none any more', async () => {
  const page = await open(`${shop.origin}shop/`)
  const because = (status: number): Found => ({
    ...{ state: 'down', code: 'http/condition', reason: `\`status\` is ${status}`, phases: { dns: status } },
    conditions: [{ expression: 'status == 200', held: false, found: status }],
  })
  shop.found.set('till.healthz', because(503))
  await waitForStates(page, { 'waymark-status till.healthz': 'down' })
  await page.locator('.status-page summary').click()
  const head = page.locator('.status-page li', { hasText: 'Till' })
  await head.getByText('status is 503').waitFor()
  shop.found.set('till.healthz', because(404))
  await head.getByText('status is 404').waitFor()
  shop.found.set('till.healthz', { state: 'down', code: 'http/condition' })
  await expect.poll(() => head.textContent()).not.toMatch(/status is/)
  shop.found.delete('till.healthz')
  await waitForStates(page, { 'waymark-status till': 'up' })
  await page.context().close()
})

test('the tab of the home page tells of all guidebooks', async () => {
  const page = await open(shop.origin)
  await waitForStates(page, { 'waymark-status till,stock': 'up' })
  expect(await page.title()).toBe('All of it · Night watch')
  shop.found.set('till.name', { state: 'degraded' })
  await waitForStates(page, { 'waymark-status till,stock': 'degraded' })
  expect(await page.title()).toBe('▲ All of it · Night watch')
  expect(await page.getAttribute('link[rel=icon]', 'href')).toBe('/_waymark/mark-degraded.svg')
  shop.found.delete('till.name')
  await waitForStates(page, { 'waymark-status till,stock': 'up' })
  await page.context().close()
})

test('a change is read out once, what was there at first is not', async () => {
  const page = await open(`${shop.origin}shop/`)
  await waitForStates(page, { 'waymark-status stock': 'up' })
  const region = page.getByRole('status')
  expect(await region.textContent()).toBe('')
  shop.found.set('stock.ping', { state: 'down' })
  await waitForStates(page, { 'waymark-status stock': 'down' })
  expect(await region.textContent()).toBe('Stock: down')
  shop.found.delete('stock.ping')
  await page.context().close()
})

test('a fact is held against what is found', async () => {
  shop.found.set('till.healthz', { state: 'up', facts: { 'json.version': '1.4' } })
  const page = await open(`${shop.origin}shop/`)
  await waitForStates(page, { 'waymark-fact till.healthz': 'same' })
  shop.found.set('till.healthz', { state: 'up', facts: { 'json.version': '1.5' } })
  await waitForStates(page, { 'waymark-fact till.healthz': 'other' })
  expect((await page.textContent('waymark-fact')) ?? '').toMatch(/^1\.4 found 1\.5 as of now$/)
  shop.found.delete('till.healthz')
  await page.context().close()
})

test('one connection serves a page, and a page without services has none and loads no code for it', async () => {
  const asked: string[] = []
  const context = await browser.newContext()
  const page = await context.newPage()
  page.on('request', (request) => asked.push(request.url().slice(shop.origin.length)))
  await page.goto(`${shop.origin}shop/`)
  await waitForStates(page, { 'waymark-status stock': 'up' })
  const isOwn = (url: string) => /^_astro\/status\.|^_waymark\/(?:status|events)/.test(url)
  const own = () => asked.filter(isOwn).map((url) => url.replace(/\.[\w-]{8}\.js/, '.js'))
  // The connection is opened behind the first states.
  await expect.poll(() => own().length).toBe(3)
  expect(own()).toStrictEqual([
    '_astro/status.js',
    '_waymark/status.json?of=till,stock,till.healthz,till.name',
    '_waymark/events?of=till,stock,till.healthz,till.name',
  ])
  asked.length = 0
  await page.goto(`${shop.origin}other/`)
  await page.waitForLoadState('networkidle')
  expect(asked.filter((url) => /status|events/.test(url))).toStrictEqual([])
  await context.close()
})

test('the server dies: states turn unknown by themselves, and come back with it', async (t) => {
  const mortal = await livingShop(t, dist)
  const page = await (await browser.newContext()).newPage()
  // Before the page is there: what it hears while its clock is taken away has no time.
  await page.clock.install()
  await page.goto(`${mortal.origin}shop/`)
  // The build knew of the till alone: the stock is told by the server.
  await waitForStates(page, { 'waymark-status till': 'up', 'waymark-status stock': 'up' })
  await mortal.end()
  for (let seconds = 0; seconds < 60; seconds += 5) await page.clock.runFor(5000)
  // When the page hears of the end is not its clock's to say.
  const later = async () => {
    await page.waitForTimeout(100)
    await page.clock.runFor(1000)
  }
  await waitForStates(page, { 'waymark-status till': 'unknown', 'waymark-status-page till,stock': 'unknown' }, later)
  expect((await page.textContent('p > waymark-status[data-of=till]')) ?? '').toMatch(
    /unknown, was up as of \d+ min ago|unknown, was up as of now/,
  )
  await livingShop(t, dist, mortal.port)
  for (let seconds = 0; seconds < 30; seconds += 5) await page.clock.runFor(5000)
  await waitForStates(page, { 'waymark-status till': 'up' })
  await page.context().close()
})

test('where no events come through, it is asked again and again', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.route('**/_waymark/events*', (route) => route.abort())
  await untilServed(shop.origin, 'stock.ping', 'up')
  await page.clock.install()
  await page.goto(`${shop.origin}shop/`)
  await waitForStates(page, { 'waymark-status stock': 'up' })
  shop.found.set('stock.ping', { state: 'down' })
  await untilServed(shop.origin, 'stock.ping', 'down')
  for (let seconds = 0; seconds < 20; seconds += 5) await page.clock.runFor(5000)
  await waitForStates(page, { 'waymark-status stock': 'down' })
  shop.found.delete('stock.ping')
  await context.close()
})

describe('On a static host', () => {
  test('that has no states, or answers everything with a page, nothing is asked a second time', async () => {
    for (const answer of [
      { status: 404, body: 'Not found' },
      { status: 200, contentType: 'text/html', body: '<!doctype html>' },
    ]) {
      const context = await browser.newContext()
      const page = await context.newPage()
      const asked: string[] = []
      await page.clock.install()
      await page.route('**/_waymark/{status.json,events}*', (route) => {
        asked.push(route.request().url())
        return route.fulfill(answer)
      })
      await page.goto(`${shop.origin}shop/`)
      await page.waitForLoadState('networkidle')
      for (let seconds = 0; seconds < 200; seconds += 50) await page.clock.runFor(50_000)
      expect(asked.length).toBe(1)
      await waitForStates(page, { 'waymark-status till': 'up' })
      await context.close()
    }
  })

  test('the baked states stay, with their age and without any failed request', async (t) => {
    const stop = new AbortController()
    t.onTestFinished(() => stop.abort())
    const { port } = await listen(createApp({ dist, base: '/', log: () => {} }), {
      host: '127.0.0.1',
      port: 0,
      signal: stop.signal,
    })
    const problems: string[] = []
    const context = await browser.newContext()
    const page = await context.newPage()
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
    await page.goto(`http://127.0.0.1:${port}/shop/`)
    await page.waitForSelector('time:text("as of")')
    await waitForStates(page, {
      'waymark-status till': 'up',
      'waymark-status stock': 'unknown',
      'waymark-fact till.healthz': 'same',
    })
    expect(problems).toStrictEqual([])
    await context.close()
  })

  test('without scripts the baked states and their moment are there', async () => {
    const page = await open(`${shop.origin}shop/`, { javaScriptEnabled: false })
    expect((await page.textContent('p > waymark-status[data-of=till]')) ?? '').toMatch(
      /^the till up as of \d{4}-\d\d-\d\d \d\d:\d\d UTC$/,
    )
    await page.context().close()
  })
})

/** The address of the same site, where every probe is told to be like that. A page that is routed would load all of its files again. */
async function retold(told: () => object): Promise<string> {
  const stop = new AbortController()
  lifetime.onTestFinished(() => stop.abort())
  const app = createApp({ dist, base: '/', log: () => {} })
  const answer = async (...[request, ...rest]: Parameters<typeof app.fetch>) => {
    const { pathname, search } = new URL(request.url)
    if (pathname === '/_waymark/events') return new Response(null, { status: 503 })
    if (pathname !== '/_waymark/status.json') return app.fetch(request, ...rest)
    const { probes, ...others } = await (await fetch(new URL(`${pathname}${search}`, shop.origin))).json()
    return Response.json({ ...others, probes: probes.map((verdict: object) => ({ ...verdict, ...told() })) })
  }
  const { port } = await listen({ fetch: answer }, { host: '127.0.0.1', port: 0, signal: stop.signal })
  return `http://127.0.0.1:${port}/`
}

describe('Accessibility, by axe', () => {
  let origin = ''
  let all: object = {}
  beforeAll(async () => {
    origin = await retold(() => all)
  })

  for (const [name, told] of Object.entries({
    down: { state: 'down', reason: 'Unexpected `status` of `503`' },
    degraded: { state: 'degraded', reason: 'Slow' },
    maintenance: { state: 'maintenance' },
    unknown: { state: 'unknown', reason: 'No resolver' },
    pending: { state: 'up', pending: 'down' },
    stale: { state: 'unknown', was: 'up', stale: true },
  })) {
    test(`what is ${name}, in both themes`, async () => {
      all = told
      for (const address of ['shop/', 'status/till/']) {
        const page = await open(`${origin}${address}`, { viewport: { width: 360, height: 740 } })
        await waitForStates(page, { 'waymark-status till': told.state })
        await assertAccessibleInBothThemes(page, address)
        await page.context().close()
      }
    })
  }

  for (const [name, viewport] of Object.entries({
    phone: { width: 360, height: 740 },
    desktop: { width: 1440, height: 900 },
  })) {
    test(`${name}, in both themes`, async () => {
      for (const address of ['', 'shop/', 'shop/drawn/', 'status/', 'status/till/']) {
        const page = await open(`${shop.origin}${address}`, { viewport })
        await assertAccessibleInBothThemes(page, address)
        await page.context().close()
      }
    })
  }
})
