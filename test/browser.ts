import { type Browser, chromium } from 'playwright-core'
import { inject } from 'vitest'

/** The browser that all test files share, see `browser-server.ts`. To close it closes the pages of whoever asked for it. */
export async function launchBrowser(): Promise<Browser> {
  const browser = await chromium.connect(inject('browser'))
  // A busy machine is waited for; what hangs is ended with its test.
  return browser.on('context', (context) => context.setDefaultTimeout(300_000))
}
