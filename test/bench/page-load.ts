import type { Browser, Page } from 'playwright-core'

/** What a reader with a phone on a slow network saw of a page. */
export interface PageLoad {
  /** Milliseconds from the request to the largest paint before anything was touched. */
  largestPaint: number
  /** What was painted then: an element's name. */
  largest: string
  /** The sum of all layout shifts, until the page was scrolled to its end. */
  shift: number
  requests: number
}

/** A slow 4G network, as Lighthouse has it. Bytes a second, and milliseconds. */
const network = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 }
const slowdown = 4
const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }

/** Loads an address with nothing kept from earlier loads. */
export async function loadPage(browser: Browser, address: string): Promise<PageLoad> {
  await using context = await browser.newContext(phone)
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', network)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  let requests = 0
  page.on('request', () => requests++)
  const response = await page.goto(address, { waitUntil: 'load', timeout: 30_000 })
  if (!response?.ok()) throw new Error(`${address} answered ${response?.status()}`)
  await settle(page)
  const paints = await entries(page, 'largest-contentful-paint')
  const last = paints.at(-1)
  if (!last) throw new Error(`${address} painted nothing`)
  await scrollThrough(page)
  await settle(page)
  const shifts = await entries(page, 'layout-shift')
  const shift = shifts.reduce((sum, entry) => sum + entry.value, 0)
  return { largestPaint: last.start, largest: last.element, shift, requests }
}

/** Until the network has been still for half a second, and late layout is done. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle', { timeout: 30_000 })
  await page.waitForTimeout(300)
}

/** Images below the fold are loaded as they come near. */
async function scrollThrough(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
      scrollTo({ top: y, behavior: 'instant' })
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  })
}

interface Entry {
  start: number
  value: number
  element: string
}

/** What the browser has noted of one type since the page began. */
function entries(page: Page, type: string): Promise<Entry[]> {
  return page.evaluate(async (wanted) => {
    const noted: PerformanceEntry[] = []
    new PerformanceObserver((list) => noted.push(...list.getEntries())).observe({ type: wanted, buffered: true })
    await new Promise((resolve) => setTimeout(resolve, 100))
    return noted.map((entry) => ({
      start: entry.startTime,
      value: 'value' in entry && typeof entry.value === 'number' ? entry.value : 0,
      element: 'element' in entry && entry.element instanceof Element ? entry.element.localName : '',
    }))
  }, type)
}
