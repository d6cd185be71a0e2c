import path from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import { createApp } from '../../src/status/server/app.ts'
import { listen } from '../../src/status/server/listen.ts'
import { failOnErrors, launchBrowser } from '../browser.ts'
import { run } from '../cli/command-line.ts'
import { builtFolder } from '../status/built-folder.ts'

/** A built site with diagrams, and a browser to look at it. */
export interface DiagramSite {
  browser: Browser
  /** With a slash at its end. */
  origin: string
  dist: string
  /** Opens a page; anything that it loads from elsewhere, and every problem in its console, fails the test. */
  open(address: string, options?: BrowserContextOptions): Promise<Page>
  close(): Promise<void>
}

/** Builds a site of these files. With `isUndrawn` there is no browser while it is built. */
export async function diagramSite(files: Record<string, string>, { isUndrawn = false } = {}): Promise<DiagramSite> {
  const cleanUp: (() => unknown)[] = []
  const root = await builtFolder({ onTestFinished: (step: () => unknown) => void cleanUp.push(step) }, files)
  const named = process.env.WAYMARK_BROWSER
  if (isUndrawn) process.env.WAYMARK_BROWSER = path.join(root, 'no-browser')
  const built = await run(['build', '--root', root, '--base', '/books/'])
  if (named === undefined) delete process.env.WAYMARK_BROWSER
  else process.env.WAYMARK_BROWSER = named
  expect(built.code, built.stderr).toBe(0)
  const dist = path.join(root, 'dist')
  const stop = new AbortController()
  const app = createApp({ dist, base: '/books/', log: () => {} })
  const { port } = await listen(app, { host: '127.0.0.1', port: 0, signal: stop.signal })
  const origin = `http://127.0.0.1:${port}/books/`
  const browser = await launchBrowser()
  return {
    browser,
    origin,
    dist,
    open: (address, options) => open(browser, new URL(address, origin).href, options),
    close: async () => {
      stop.abort()
      await browser.close()
      for (const step of cleanUp) await step()
    },
  }
}

async function open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  const page = await context.newPage()
  const { origin } = new URL(url)
  page.on('request', (request) => expect(request.url()).toMatch(new RegExp(`^(?:${origin}/|data:|blob:)`)))
  failOnErrors(page)
  page.on('console', (message) => expect(message.type(), message.text()).not.toBe('error'))
  await page.goto(url)
  return page
}
