import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, assert, beforeAll, describe, expect, test } from 'vitest'
import { assertAccessible } from '../../accessible.ts'
import { launchBrowser } from '../../browser.ts'
import { builtShop, livingShop } from './living-site.ts'
import { openPage, untilServed, waitForStates } from './shown-page.ts'

const cleanUp: (() => unknown)[] = []
const lifetime = { onTestFinished: (step: () => unknown) => void cleanUp.push(step) }

let browser: Browser
let dist = ''
let shop: Awaited<ReturnType<typeof livingShop>>

beforeAll(async () => {
  // Nothing was ever asked when it was built, as at the first start.
  ;({ dist } = await builtShop(
    lifetime,
    {},
    { 'waymark.yaml': 'title: Night watch\nsite: https://docs.example.org\n' },
  ))
  shop = await livingShop(lifetime, dist)
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  for (const step of cleanUp.reverse()) await step()
})

test('the status page says how all services are, and lists them by guidebook, with the way to a page of each', async () => {
  const page = await openPage(browser, `${shop.origin}status/`)
  await waitForStates(page, { 'waymark-status till': 'up', 'waymark-status stock': 'up' })
  // The sentence is written after the marks that it speaks of.
  await expect.poll(() => page.locator('.status-sentence').textContent()).toBe('All 2 services are up')
  expect(await page.locator('.status-group h2:visible').allTextContents()).toStrictEqual(['Shop 2'])
  const bars = page.locator('waymark-uptime', { has: page.locator('svg') })
  await bars.getByRole('img', { name: /^100 % of one day were good, by the worst of 2 probes each day$/ }).waitFor()
  await bars.getByRole('img', { name: /^100 % of the answers of one day were good$/ }).waitFor()
  expect(await bars.first().locator('.uptime').textContent()).toBe('100 %')
  await page.getByRole('link', { name: 'Till', exact: true }).click()
  await page.waitForURL('**/status/till/')
  await waitForStates(page, { 'waymark-status till.healthz': 'up', 'waymark-status till.name': 'up' })
  const runbook = page.getByRole('link', { name: 'What to do: It does not open' })
  expect(await runbook.getAttribute('href')).toBe('/shop/till/#it-does-not-open')
  await page.context().close()
})

test('`/` leads to its filter, by keyboard alone; how many are left is seen and read out, and the address keeps it', async () => {
  const page = await openPage(browser, `${shop.origin}status/`)
  await waitForStates(page, { 'waymark-status stock': 'up' })
  await page.locator('waymark-status-filter input').waitFor()
  const before = await page.evaluate(() => history.length)
  await page.keyboard.press('/')
  await page.keyboard.type('sto')
  const names = () => page.locator('.status-name:visible').allTextContents()
  expect(await names()).toStrictEqual(['Stock'])
  const count = page.locator('waymark-status-filter').getByRole('status')
  expect(await count.textContent()).toBe('1 service')
  await page.waitForURL('**/status/?q=sto')
  expect(await page.evaluate(() => history.length), 'nobody goes back letter by letter').toBe(before)
  await page.keyboard.type('nes')
  expect(await count.textContent()).toBe('No services')
  await page.getByRole('button', { name: 'Show all of them' }).click()
  expect(await names()).toStrictEqual(['Till', 'Stock'])
  expect(await count.textContent()).toBe('')
  await page.waitForURL(`${shop.origin}status/`)
  await page.getByLabel('Kind').selectOption('ping')
  expect(await names()).toStrictEqual(['Stock'])
  await page.getByLabel('Kind').selectOption('')
  await page.getByRole('button', { name: /^down/ }).click()
  expect(await names()).toStrictEqual([])
  await page.waitForURL('**/status/?state=down')
  await page.goto(`${shop.origin}status/?q=stock&state=up,down&kind=ping&more=1`)
  await page.getByRole('button', { name: /^up/, pressed: true }).waitFor()
  // Which services are up is known with the first answer.
  await expect.poll(names).toStrictEqual(['Stock'])
  await page.context().close()
})

test('what changes while it is looked at moves the sentence, the lists, the bars and what happened', async () => {
  const page = await openPage(browser, 'about:blank')
  await page.clock.install()
  await page.goto(`${shop.origin}status/`)
  await waitForStates(page, { 'waymark-status stock': 'up' })
  await page.getByRole('img', { name: /of the answers of one day were good$/ }).waitFor()
  const trouble = page.locator('.services-troubled')
  expect(await trouble.isVisible()).toBe(false)
  shop.found.set('stock.ping', { state: 'down', reason: 'No `echo` <b>' })
  await waitForStates(page, { 'waymark-status stock': 'down' })
  expect(await page.locator('.status-sentence').textContent()).toBe('1 of 2 services is down, for less than a minute')
  expect(await trouble.locator('.status-name').allTextContents()).toStrictEqual(['Stock'])
  expect(await trouble.locator('.status-reason').textContent()).toMatch(/^Since .+ · now\. stock\.ping: No echo <b>$/)
  expect(await page.locator('.services-well .status-name').allTextContents()).toStrictEqual(['Till'])
  const incident = page.locator('.incident').first()
  await incident.waitFor()
  expect((await incident.textContent()) ?? '').toMatch(
    /^Stock down for less than a minutesince .+ · nowstock\.ping No echo <b>$/,
  )
  // The bars are drawn anew some time after the last time.
  await page.clock.fastForward(20_000)
  await page
    .getByRole('img', { name: /^\d\d\.\d\d % of the answers of one day were good; some were not on one day$/ })
    .waitFor()
  await assertAccessible(page)
  shop.found.delete('stock.ping')
  await waitForStates(page, { 'waymark-status stock': 'up' })
  await expect.poll(() => trouble.isVisible()).toBe(false)
  await page.context().close()
})

test('a service goes to another list only when nobody is at one; until then a button puts them in order', async (t) => {
  t.onTestFinished(() => {
    shop.found.delete('stock.ping')
  })
  const page = await openPage(browser, `${shop.origin}status/`)
  await waitForStates(page, { 'waymark-status stock': 'up' })
  await page.getByRole('link', { name: 'Till', exact: true }).focus()
  shop.found.set('stock.ping', { state: 'down', reason: 'No echo' })
  await waitForStates(page, { 'waymark-status stock': 'down' })
  const well = page.locator('.services-well .status-name')
  expect(await well.allTextContents(), 'it is red where it is').toStrictEqual(['Till', 'Stock'])
  await page.getByRole('button', { name: 'Put in order' }).click()
  expect(await well.allTextContents()).toStrictEqual(['Till'])
  expect(await page.locator('.services-troubled .status-name').allTextContents()).toStrictEqual(['Stock'])
  await page.context().close()
})

test('the page of a service draws its bars, its table and its response times from what the server knows', async () => {
  const page = await openPage(browser, `${shop.origin}status/till/`)
  const probe = page.locator('section', { has: page.getByRole('heading', { name: 'till.healthz' }) })
  await probe.getByRole('img', { name: /^100 % of the answers of one day/ }).waitFor()
  await probe.getByText('The days as a table').click()
  const cells = await probe.locator('tbody tr').first().locator('td').allTextContents()
  expect(cells).toStrictEqual([new Date().toISOString().slice(0, 10), '100 %', 'up', '–', '–', '1 ms'])
  await assertAccessible(page)
  await page.context().close()
})

test('each day is told by keyboard, and beside the pointer', async () => {
  const page = await openPage(browser, `${shop.origin}status/stock/`)
  await page.getByRole('img', { name: /of the answers of one day were good/ }).waitFor()
  const range = page.getByRole('slider', { name: 'Day by day, stock.ping' })
  await range.focus()
  await expect.poll(() => range.getAttribute('aria-valuetext')).toMatch(/ good/)
  await page.keyboard.press('ArrowLeft')
  expect(await range.getAttribute('aria-valuetext')).toMatch(/^\d+ \w+: nothing is known$/)
  expect(await page.locator('.scrub-tip:visible').textContent()).toMatch(/nothing is known$/)
  await page.keyboard.press('Escape')
  expect(await page.locator('.scrub-tip:visible').count()).toBe(0)
  await range.hover({ position: { x: 2, y: 5 } })
  expect(await page.locator('.scrub-tip:visible').textContent()).toMatch(/nothing is known$/)
  await page.context().close()
})

test('a probe is run by a button, which tells what it found, and that it was asked a moment ago', async (t) => {
  t.onTestFinished(() => {
    shop.found.delete('stock.ping')
  })
  const page = await openPage(browser, `${shop.origin}status/stock/`)
  await waitForStates(page, { 'waymark-status stock.ping': 'up' })
  shop.found.set('stock.ping', { state: 'degraded', reason: 'Slow <b>', durationMs: 84 })
  const button = page.getByRole('button', { name: 'Probe now: stock.ping' })
  await button.click()
  const told = page.locator('waymark-probe-now output')
  await expect.poll(() => told.textContent()).toMatch(/^Found degraded in 84 ms\. Slow <b>, .+ · now$/)
  await button.click()
  await expect.poll(() => told.textContent()).toMatch(/^(?:Asked a moment ago\. Again in \d s|Found degraded.*)$/)
  await assertAccessible(page)
  await page.context().close()
})

test('without a server that probes there is no such button', async () => {
  const page = await openPage(browser, 'about:blank')
  await page.route('http://site.example/**', (route) => {
    const { pathname } = new URL(route.request().url())
    const file = path.join(dist, pathname.endsWith('/') ? `${pathname}index.html` : pathname)
    return route.fulfill({ path: file }).catch(() => route.abort())
  })
  await page.goto('http://site.example/status/stock/')
  await page.locator('waymark-uptime input').first().waitFor({ state: 'attached' })
  expect(await page.getByRole('button', { name: /Probe now/ }).count()).toBe(0)
  await page.context().close()
})

test('the hours of a week are a line, told hour by hour', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const hour = Math.floor(Date.now() / 3_600_000) * 3_600_000
  const hours = [2, 1, 0].map((ago) => ({
    at: new Date(hour - ago * 3_600_000).toISOString(),
    meanMs: 10 * (ago + 1),
    maxMs: 99,
  }))
  const times = { p50Ms: 12, p95Ms: 90.4, answers: 1000, since: new Date(hour).toISOString() }
  await page.route('**/probes/*.json?only=sums', (route) =>
    route.fulfill({ json: { version: 1, days: [], hours, times, changes: [] } }),
  )
  await page.goto(`${shop.origin}status/stock/`)
  await page.getByRole('img', { name: 'Response time of the last 7 days, up to 30 ms on average of an hour' }).waitFor()
  expect(await page.locator('figcaption').textContent()).toBe(
    'Response time, 7 days p50 12 ms · p95 90 ms, of the last 1,000 answers',
  )
  const range = page.getByRole('slider', { name: 'Hour by hour' })
  await range.focus()
  await page.keyboard.press('ArrowLeft')
  expect(await range.getAttribute('aria-valuetext')).toMatch(/: 20 ms on average, 99 ms at most$/)
  await assertAccessible(page)
  await context.close()
})

describe('On a wall', () => {
  test('there are nothing but services, how old they are, and a lost connection that nobody overlooks', async () => {
    const page = await openPage(browser, 'about:blank', { viewport: { width: 1920, height: 1080 } })
    await page.clock.install()
    const at = new Date().toISOString()
    const probes = ['till.healthz', 'till.name', 'stock.ping'].map((id) => ({
      ...{ id, service: id.split('.')[0], state: id === 'stock.ping' ? 'down' : 'up', since: at, checkedAt: at },
      ...{ kind: 'http', durationMs: 1, everyMs: 60_000, phases: {}, conditions: [], facts: {} },
    }))
    let isAnswering = true
    await page.route('http://site.example/**', (route) => {
      const { pathname } = new URL(route.request().url())
      if (pathname.endsWith('/status.json') && isAnswering)
        return route.fulfill({ json: { version: 1, environment: null, checkedAt: at, probes } })
      if (/\/(?:status\.json|events)$/.test(pathname)) return route.abort()
      const file = path.join(dist, pathname.endsWith('/') ? `${pathname}index.html` : pathname)
      return route.fulfill({ path: file }).catch(() => route.abort())
    })
    await page.goto('http://site.example/status/?wall')
    await page.clock.runFor(1000)
    await page.locator('.services-troubled .status-name', { hasText: 'Stock' }).waitFor()
    await expect.poll(() => page.locator('.wall-clock').textContent()).toMatch(/ · \d+ s old$/)
    expect(await page.locator(':is(header, footer, form, .bars):visible').count()).toBe(0)
    const fits = await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight)
    expect(fits).toBe(true)
    isAnswering = false
    await page.clock.runFor(90_000)
    await page.locator('.status-lost:visible', { hasText: 'The status server does not answer' }).waitFor()
    await page.locator('.wall-clock[data-late]').waitFor()
    await assertAccessible(page)
    await page.context().close()
  })
})

test('a service is found by its name and by its probes, and so are the pages by machines', async () => {
  const sitemap = await readFile(path.join(dist, 'sitemap.xml'), 'utf8')
  for (const address of ['status/', 'status/till/', 'status/stock/'])
    expect(sitemap).toMatch(new RegExp(`<loc>https://docs\\.example\\.org/${address}</loc>`))
  const page = await openPage(browser, `${shop.origin}other/`)
  for (const [words, href] of [
    ['stock', '/status/stock/'],
    ['till.healthz', '/status/till/'],
  ] as const) {
    await page.keyboard.press('/')
    await page.keyboard.type(words)
    await page.locator(`dialog a[href="${href}"]`).waitFor()
    await page.keyboard.press('Escape')
    // Before that, the next slash would be typed into it.
    await page.locator('dialog').waitFor({ state: 'hidden' })
  }
  await page.context().close()
})

test('what happened follows too where no events come through', async (t) => {
  t.onTestFinished(async () => {
    await shop.found.delete('till.name')
  })
  const page = await (await browser.newContext()).newPage()
  await page.route('**/_waymark/events*', (route) => route.abort())
  await untilServed(shop.origin, 'till.name', 'up')
  await page.clock.install()
  await page.goto(`${shop.origin}status/till/`)
  await waitForStates(page, { 'waymark-status till': 'up' })
  shop.found.set('till.name', { state: 'down', reason: 'No echo in the hall' })
  const row = page.locator('waymark-status-changes li', { hasText: 'No echo in the hall' })
  // Some rounds of polling in the page's time, with a moment of real time for the answers.
  for (let round = 0; round < 600 && !(await row.isVisible()); round++) {
    await page.clock.runFor(5000)
    await page.waitForTimeout(250)
  }
  expect(await row.isVisible()).toBe(true)
  await waitForStates(page, { 'waymark-status till': 'down' })
  await page.context().close()
})

test('on paper each state has its moment, and no age', async () => {
  const page = await openPage(browser, `${shop.origin}shop/`)
  await waitForStates(page, { 'waymark-status stock': 'up' })
  await page.emulateMedia({ media: 'print' })
  const printed = await page
    .locator('.status-page .status-sign time')
    .first()
    .evaluate((time) => {
      const { content } = getComputedStyle(time, '::after')
      return { size: getComputedStyle(time).fontSize, content }
    })
  expect(printed.size).toBe('0px')
  expect(printed.content).toMatch(/as of .*\d{4}.*\d?\d:\d\d/)
  await page.context().close()
})

describe('Without scripts', () => {
  test('the sidebar and the cards have their states, with their moment', async (t) => {
    const { dist: asked, at } = await builtShop(t, { 'till.healthz': { state: 'up' }, 'stock.ping': { state: 'up' } })
    const { origin } = await livingShop(t, asked)
    const page = await openPage(browser, `${origin}shop/till/`, { javaScriptEnabled: false })
    const dot = page.locator('.sidebar-title .status-dot')
    const moment = `up as of ${at.slice(0, 10)} ${at.slice(11, 16)} UTC`
    expect(await dot.isVisible()).toBe(true)
    expect(await dot.getAttribute('title')).toBe(moment)
    assert.ok(((await dot.locator('.status-sign').boundingBox())?.width ?? 99) < 20)
    await page.goto(origin)
    expect(await page.locator('.card waymark-status').textContent()).toBe(moment)
    await page.context().close()
  })
})
