import type { Browser } from 'playwright-core'
import { afterAll, assert, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../browser.ts'
import { builtShop, livingShop } from './living-site.ts'
import { openPage, untilServed, waitForStates } from './shown-page.ts'

const cleanUp: (() => unknown)[] = []
const lifetime = { onTestFinished: (step: () => unknown) => void cleanUp.push(step) }

let browser: Browser
let dist = ''
let shop: Awaited<ReturnType<typeof livingShop>>

beforeAll(async () => {
  ;({ dist } = await builtShop(lifetime, {}))
  shop = await livingShop(lifetime, dist)
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  for (const step of cleanUp.reverse()) await step()
})

test('eight windows of a browser are all told, and the ninth page still loads', async () => {
  const context = await browser.newContext()
  const streams: string[] = []
  context.on('request', (request) => {
    if (request.url().includes('/events')) streams.push(request.url())
  })
  const pages = []
  for (let count = 0; count < 8; count++) {
    const page = await context.newPage()
    await page.goto(`${shop.origin}shop/`)
    await waitForStates(page, { 'waymark-status stock': 'up' })
    pages.push(page)
  }
  expect(streams.length).toBe(3)
  shop.found.set('stock.ping', { state: 'down' })
  for (const page of pages) await waitForStates(page, { 'waymark-status stock': 'down' })
  shop.found.delete('stock.ping')
  await context.close()
})

test('a stream that tells nothing any more, as after a sleep, is given up for a new one', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.addInitScript(() => {
    const opened: boolean[] = []
    class Silent {
      addEventListener(): void {}
      readonly #index = opened.push(true) - 1
      close(): void {
        opened[this.#index] = false
      }
    }
    Object.assign(globalThis, { EventSource: Silent, opened })
  })
  await untilServed(shop.origin, 'stock.ping', 'up')
  await page.clock.install()
  await page.goto(`${shop.origin}shop/`)
  await waitForStates(page, { 'waymark-status stock': 'up' })
  shop.found.set('stock.ping', { state: 'down' })
  await untilServed(shop.origin, 'stock.ping', 'down')
  await page.clock.fastForward(3_600_000)
  await waitForStates(page, { 'waymark-status stock': 'down' })
  shop.found.delete('stock.ping')
  await context.close()
})

test('the clock of a browser may be wrong by an hour, either way', async () => {
  for (const wrong of [-3_600_000, 3_600_000]) {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.clock.install({ time: Date.now() + wrong })
    await page.goto(`${shop.origin}shop/`)
    await waitForStates(page, { 'waymark-status stock': 'up' })
    await page.clock.runFor(6000)
    await waitForStates(page, { 'waymark-status stock': 'up' })
    expect((await page.textContent('.status-page [data-of=stock] time')) ?? '').toMatch(/^as of now$/)
    await context.close()
  }
})

test('what comes onto the page later is asked for, too', async () => {
  const page = await openPage(browser, `${shop.origin}shop/till/`)
  await waitForStates(page, { 'waymark-status till': 'up' })
  await page.evaluate(() => {
    const later = document.createElement('p')
    later.innerHTML =
      '<waymark-status data-of="stock.ping" data-state="unknown">Stock <span class="status-sign"><span class="status-word">not probed yet</span></span></waymark-status>'
    document.querySelector('.prose')?.append(later)
  })
  await waitForStates(page, { 'waymark-status stock.ping': 'up' })
  await page.context().close()
})

test('a page that was left comes back as it is now', async () => {
  const page = await openPage(browser, `${shop.origin}shop/`)
  await waitForStates(page, { 'waymark-status stock': 'up' })
  await page.goto(`${shop.origin}other/`)
  shop.found.set('stock.ping', { state: 'down' })
  await untilServed(shop.origin, 'stock.ping', 'down')
  await page.goBack()
  await waitForStates(page, { 'waymark-status stock': 'down' })
  shop.found.delete('stock.ping')
  await page.context().close()
})

test('a server that does not answer is told so, by the title and the icon too, and read out in one sentence', async (t) => {
  const mortal = await livingShop(t, dist)
  const page = await (await browser.newContext()).newPage()
  await page.clock.install()
  await page.goto(`${mortal.origin}shop/`)
  // The build knew of the till alone: the stock is told by the server.
  await waitForStates(page, { 'waymark-status till': 'up', 'waymark-status stock': 'up' })
  await mortal.end()
  const said = page.locator('.status-page [role=status]')
  for (let round = 0; round < 600 && !(await said.textContent())?.includes('answer'); round++) {
    await page.clock.runFor(5000)
    await page.waitForTimeout(50)
  }
  const sentence = /^The status server does not answer, since \d\d?:\d\d(?: [AP]M)?$/
  expect((await said.textContent()) ?? '').toMatch(sentence)
  await waitForStates(page, { 'waymark-status till': 'unknown' })
  expect(await page.title()).toBe('? Shop · Night watch')
  expect((await page.getAttribute('link[rel=icon]', 'href')) ?? '').toMatch(/\/mark-unknown\.svg$/)
  const reasons = await page.locator('.status-reason:not(:empty)').allTextContents()
  assert.ok(reasons.length > 0)
  for (const reason of reasons) expect(reason.replace(/\.$/, '')).toMatch(sentence)
  const again = await livingShop(t, dist, mortal.port)
  for (let round = 0; round < 600 && !(await said.textContent())?.includes('again'); round++) {
    await page.clock.runFor(5000)
    await page.waitForTimeout(50)
  }
  expect((await said.textContent()) ?? '').toMatch(/^The status server answers again/)
  await again.end()
  await page.context().close()
})

test('a server that falls silent with its stream open is told so, before anything is older than its intervals', async (t) => {
  const mute = await livingShop(t, dist)
  const page = await (await browser.newContext()).newPage()
  await page.clock.install()
  await page.goto(`${mute.origin}shop/`)
  await waitForStates(page, { 'waymark-status till': 'up', 'waymark-status stock': 'up' })
  // Asked, it lets everybody wait, as a process that is stopped does; what it has sent so far is all.
  await page.context().setOffline(true)
  const reason = page.locator('.status-page [data-of=till] .status-reason')
  for (let round = 0; round < 600 && !(await reason.textContent()); round++) {
    await page.clock.runFor(5000)
    await page.waitForTimeout(50)
  }
  expect((await reason.textContent()) ?? '').toMatch(/^The status server does not answer, since /)
  await page.context().close()
})

test('a page that is old and is not answered says so, and not that its answer is too old', async (t) => {
  const { dist } = await builtShop(t, { 'till.healthz': { state: 'up' }, 'till.name': { state: 'up' } })
  const mortal = await livingShop(t, dist)
  const page = await (await browser.newContext()).newPage()
  await page.clock.install({ time: Date.now() + 4 * 3_600_000 })
  await page.route('**/_waymark/status.json*', (route) => route.fulfill({ status: 502 }))
  await page.goto(`${mortal.origin}shop/`)
  await waitForStates(page, { 'waymark-status till': 'up' })
  await page.clock.runFor(6000)
  await waitForStates(page, { 'waymark-status till': 'unknown' })
  // Until it has heard of the server's silence, the page goes by the age alone.
  const reason = async () => {
    await page.clock.runFor(1000)
    return page.locator('.status-page [data-of=till] .status-reason').textContent()
  }
  await expect
    .poll(reason, { timeout: 300_000 })
    .toMatch(/^The status server does not answer, since \d\d?:\d\d(?: [AP]M)?\.$/)
  await page.context().close()
})
