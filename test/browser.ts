import { type Browser, chromium, type Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { Clipboard } from './clipboard.ts'
import { reuseContexts } from './page-pool.ts'

/** Of this process, whichever of its files uses it. */
let clipboard: Clipboard | undefined

/** The browser that all test files share, see `browser-server.ts`. To close it closes the pages of whoever asked for it. */
export async function launchBrowser(): Promise<Browser> {
  const browser = await chromium.connect(inject('browser'))
  clipboard ??= new Clipboard(inject('clipboard'))
  const shared = clipboard
  // A copy of a site would answer for a server that a test has stopped; who tests that says so.
  const { newContext } = reuseContexts(browser)
  // Nor does anything fade or turn, which the browser would paint sixty times a second: who tests that says so, too.
  browser.newContext = async (options) => {
    const endUse = options?.permissions ? await shared.use() : undefined
    const context = await newContext.call(browser, { serviceWorkers: 'block', reducedMotion: 'reduce', ...options })
    if (endUse) context.once('close', endUse)
    return context
  }
  // A busy machine is waited for; what hangs is ended with its test.
  return browser.on('context', (context) => context.setDefaultTimeout(300_000))
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
