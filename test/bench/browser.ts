import { type Browser, chromium } from 'playwright-core'
import { startBrowser } from '../browser-server.ts'

/** A browser for one benchmark; it ends when it is closed. */
export async function launchBrowser(): Promise<Browser> {
  const { server, close } = await startBrowser()
  const browser = await chromium.connect(server.wsEndpoint())
  return browser.on('disconnected', () => void close())
}
