import { type Browser, chromium, type Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { PagePool } from './page-pool.ts'

/** Of this process: its test files follow each other, and what one has closed is ready for the next. */
let pool: Promise<PagePool> | undefined

/** The browser that all test files share, see `browser-server.ts`. To close it closes the pages of whoever asked for it. */
export async function launchBrowser(): Promise<Browser> {
  pool ??= openPool()
  return (await pool).lend()
}

async function openPool(): Promise<PagePool> {
  const browser = await chromium.connect(inject('browser'))
  // A busy machine is waited for; what hangs is ended with its test.
  browser.on('context', (context) => context.setDefaultTimeout(300_000))
  // A copy of a site would answer for a server that a test has stopped; nor does anything fade or turn, which the browser
  // would paint sixty times a second. Who tests these says so.
  return new PagePool(browser, { serviceWorkers: 'block', reducedMotion: 'reduce' })
}

/** Fails the test when a script of a page throws. A fade into what is no page is given up by the browser, which says so. */
export function failOnErrors(page: Page, address = ''): void {
  page.on('pageerror', ({ message }) => {
    if (!/ViewTransition|^Transition was /.test(message)) expect.unreachable(`${address}: ${message}`)
  })
}

const hour = 3_600_000

/** Stops the clock of a page: what it shows for a moment alone stays, and nobody comes too late to see it. */
export async function stopClock({ clock }: Page): Promise<void> {
  const now = Date.now()
  await clock.install({ time: now })
  await clock.pauseAt(now + hour)
}
