import { type BrowserServer, chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { browserFlags, installedBrowsers, NoBrowser } from '../src/diagrams/browser.ts'
import { unpackBrowser } from '../src/diagrams/packaged-browser.ts'
import { serveClipboard } from './clipboard.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the browser that all test files share. */
    browser: string
    /** The port of 127.0.0.1 where its clipboard is waited for. */
    clipboard: number
    /** What a process needs to start the same one: Waymark itself does, where it draws. */
    browserEnv: Record<string, string>
  }
}

interface Candidate {
  executable: string
  env: Record<string, string>
  remove?: () => void
}

/**
 * Where a browser may be: the one that is named, else the one in the package, which has no window to draw and takes two
 * thirds of the time, else one that is installed.
 */
async function* candidates(): AsyncGenerator<Candidate> {
  const named = process.env.WAYMARK_BROWSER
  const installed = named ? [named] : installedBrowsers(process.env)
  if (!named) {
    const packaged = await unpackBrowser().catch(() => undefined)
    if (packaged) yield packaged
  }
  for (const executable of installed) yield { executable, env: {} }
}

/** A browser that runs, and what starts the same one. */
export interface StartedBrowser {
  server: BrowserServer
  executable: string
  env: Record<string, string>
  close(): Promise<void>
}

/** Starts a browser before the first test that needs one; ends it after the last. */
export default async function shareBrowser(project: TestProject): Promise<() => Promise<void>> {
  const { server, executable, env, close } = await startBrowser()
  const { LD_LIBRARY_PATH, FONTCONFIG_FILE } = env
  const clipboard = await serveClipboard()
  project.provide('browser', server.wsEndpoint())
  project.provide('clipboard', clipboard.port)
  project.provide('browserEnv', {
    WAYMARK_BROWSER: executable,
    ...(LD_LIBRARY_PATH && { LD_LIBRARY_PATH }),
    ...(FONTCONFIG_FILE && { FONTCONFIG_FILE }),
  })
  return async () => {
    clipboard.close()
    await close()
  }
}

/** @throws NoBrowser where none can be started */
export async function startBrowser(): Promise<StartedBrowser> {
  const problems: string[] = []
  for await (const { executable, env, remove } of candidates()) {
    try {
      const server = await launch(executable, env)
      const close = async () => {
        await server.close()
        remove?.()
      }
      return { server, executable, env, close }
    } catch (error) {
      problems.push(`${executable}: ${String(error).split('\n', 1)[0]}`)
      remove?.()
    }
  }
  throw new NoBrowser(
    `No browser could be started for the tests: ${problems.join('; ') || 'none is there'}`,
    'Install Chromium or Chrome, or name an executable in `WAYMARK_BROWSER`',
  )
}

function launch(executable: string, env: Record<string, string>): Promise<BrowserServer> {
  return chromium.launchServer({
    executablePath: executable,
    env: { ...process.env, ...env },
    args: browserFlags,
    host: '127.0.0.1',
    // Chromium refuses to run in its sandbox as root, and many containers allow none.
    chromiumSandbox: false,
    timeout: 300_000,
  })
}
