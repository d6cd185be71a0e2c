import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { browserFlags, installedBrowsers } from '../src/diagrams/browser.ts'
import { unpackBrowser } from '../src/diagrams/packaged-browser.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the browser that all test files share. */
    browser: string
  }
}

/** Starts the browser that Waymark itself would draw with, before the first test that needs one; ends it after the last. */
export default async function startBrowser(project: TestProject): Promise<() => Promise<void>> {
  const installed = process.env.WAYMARK_BROWSER || installedBrowsers(process.env)[0]
  const { executable, env, remove } = installed
    ? { executable: installed, env: process.env, remove: () => {} }
    : await unpackBrowser()
  const server = await chromium.launchServer({
    executablePath: executable,
    env,
    args: browserFlags,
    host: '127.0.0.1',
    // Chromium refuses to run in its sandbox as root, and many containers allow none.
    chromiumSandbox: false,
    timeout: 300_000,
  })
  project.provide('browser', server.wsEndpoint())
  return async () => {
    await server.close()
    remove()
  }
}
