import type { Browser } from 'playwright-core'
import { launchBrowser as launch } from '../src/diagrams/browser.ts'

/** Starts the browser that Waymark itself would draw with. Throws an error that names every place looked at. */
export function launchBrowser(): Promise<Browser> {
  return launch()
}
