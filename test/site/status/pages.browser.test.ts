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

test('the status page lists the services by guidebook, with the way to their runbooks and to a page of each', async () => {
  const page = await openPage(browser, `${shop.origin}status/`)
  await waitForStates(page, { 'waymark-status till': 'up', 'waymark-status stock': 'up' })
  expect(await page.locator('h2:visible').allTextContents()).toStrictEqual(['Shop'])
  expect(await page.locator('.status-counts').textContent()).toBe('2 services: 2 up')
  const runbook = page.getByRole('link', { name: 'What to do: It does not open' })
  expect(await runbook.getAttribute('href')).toBe('/shop/till/#it-does-not-open')
  const bars = page.locator('waymark-uptime', { has: page.locator('svg') })
  await bars.getByRole('img', { name: /^100 % of one day were good, by the worst of 2 probes each day$/ }).waitFor()
  await bars.getByRole('img', { name: /^100 % of the answers of one day were good$/ }).waitFor()
  expect(await bars.first().locator('.uptime').textContent()).toBe('100 %')
  await page.getByRole('link', { name: 'Till', exact: true }).click()
  await page.waitForURL('**/status/till/')
  await waitForStates(page, { 'waymark-status till.healthz': 'up', 'waymark-status till.name': 'up' })
  await page.context().close()
})

test('`/` leads to its filter, by keyboard alone; how many are left is seen and read out', async () => {
  const page = await openPage(browser, `${shop.origin}status/`)
  await waitForStates(page, { 'waymark-status stock': 'up' })
  await page.locator('waymark-status-filter input').waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('sto')
  expect(await page.locator('.status-name:visible').allTextContents()).toStrictEqual(['Stock'])
  const count = page.locator('waymark-status-filter').getByRole('status')
  expect(await count.textContent()).toBe('1 service')
  await page.keyboard.type('nes')
  expect(await count.textContent()).toBe('No services')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.press('Delete')
  expect(await page.locator('.status-name:visible').allTextContents()).toStrictEqual(['Till', 'Stock'])
  expect(await count.textContent()).toBe('')
  await page.context().close()
})

test('what changes while it is looked at moves the counts, the names on top, the bars and the list of changes', async () => {
  const page = await openPage(browser, 'about:blank')
  await page.clock.install()
  await page.goto(`${shop.origin}status/`)
  await waitForStates(page, { 'waymark-status stock': 'up' })
  await page.getByRole('img', { name: /of the answers of one day were good$/ }).waitFor()
  expect(await page.getByRole('heading', { name: 'Last changes' }).isVisible()).toBe(false)
  shop.found.set('stock.ping', { state: 'down', reason: 'No `echo` <b>' })
  await waitForStates(page, { 'waymark-status stock': 'down' })
  expect(await page.locator('.status-counts').textContent()).toBe('2 services: 1 down, 1 up')
  const trouble = page.getByRole('list', { name: 'Not well' })
  expect(await trouble.textContent()).toBe('Stock down')
  expect(await trouble.getByRole('link').getAttribute('href')).toBe('/status/stock/')
  const row = page.locator('waymark-status-changes tbody tr').first()
  await row.waitFor()
  expect((await row.textContent()) ?? '').toMatch(
    /^\d{4}-\d\d-\d\d \d\d:\d\d UTCStock stock\.pingup → downNo echo <b>$/,
  )
  // The bars are drawn anew some time after the last time.
  await page.clock.fastForward(20_000)
  await page
    .getByRole('img', { name: /^\d\d\.\d\d % of the answers of one day were good; some were not on one day$/ })
    .waitFor()
  await assertAccessible(page)
  shop.found.delete('stock.ping')
  await waitForStates(page, { 'waymark-status stock': 'up' })
  expect(await trouble.isVisible()).toBe(false)
  await page.context().close()
})

test('the page of a service draws its bars, its table and its response times from what the server knows', async () => {
  const page = await openPage(browser, `${shop.origin}status/till/`)
  const probe = page.locator('section', { has: page.getByRole('heading', { name: 'till.healthz' }) })
  await probe.getByRole('img', { name: /^100 % of the answers of one day/ }).waitFor({ timeout: 15_000 })
  await probe.getByText('The days as a table').click()
  const cells = await probe.locator('tbody tr').first().locator('td').allTextContents()
  expect(cells[0]).toBe(new Date().toISOString().slice(0, 10))
  expect([cells[1], cells[4], cells[7]]).toStrictEqual(['100 %', '0', '1 ms'])
  await assertAccessible(page)
  await page.context().close()
})

test('the hours of a week are a line', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const hour = Math.floor(Date.now() / 3_600_000) * 3_600_000
  const hours = [2, 1, 0].map((ago) => ({ at: new Date(hour - ago * 3_600_000).toISOString(), meanMs: 10 * (ago + 1) }))
  await page.route('**/probes/*.json?only=sums', (route) => route.fulfill({ json: { version: 1, days: [], hours } }))
  await page.goto(`${shop.origin}status/stock/`)
  await page.getByRole('img', { name: 'Response time of the last 7 days, up to 30 ms on average of an hour' }).waitFor()
  expect(await page.locator('figcaption').textContent()).toBe('Response time, 7 days; the top is 30 ms')
  await context.close()
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

test('the list of changes follows too where no events come through', async (t) => {
  t.onTestFinished(async () => {
    await shop.found.delete('stock.ping')
  })
  const page = await (await browser.newContext()).newPage()
  await page.route('**/_waymark/events*', (route) => route.abort())
  await untilServed(shop.origin, 'stock.ping', 'up')
  await page.clock.install()
  await page.goto(`${shop.origin}status/stock/`)
  await waitForStates(page, { 'waymark-status stock': 'up' })
  shop.found.set('stock.ping', { state: 'down', reason: 'No echo in the hall' })
  const row = page.locator('waymark-status-changes tr', { hasText: 'No echo in the hall' })
  // Some rounds of polling in the page's time, with a moment of real time for the answers.
  for (let round = 0; round < 600 && !(await row.isVisible()); round++) {
    await page.clock.runFor(5000)
    await page.waitForTimeout(250)
  }
  expect(await row.isVisible()).toBe(true)
  await waitForStates(page, { 'waymark-status stock': 'down' })
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
  expect(printed.content).toMatch(/as of .*\d{4}.*\d\d:\d\d/)
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
