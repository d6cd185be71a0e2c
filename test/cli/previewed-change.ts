import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { createApp } from '../../src/status/server/app.ts'
import { listen } from '../../src/status/server/listen.ts'
import { launchBrowser } from '../browser.ts'
import { changedRepository, type Files } from '../review/changed-repository.ts'
import { run } from './command-line.ts'

/** The preview of a change, with a browser to look at it. */
export interface PreviewedChange {
  /** Of the site, without a slash at its end. */
  readonly origin: string
  /** The address of the one file. */
  readonly single: string
  readonly browser: Browser
}

/**
 * Makes the preview of a change before the tests of a file, and serves it until their end. `args` are more options, `day`
 * that of the commits.
 */
export function previewedChange(
  { before, after, day }: { before: Files; after: Files; day?: string },
  args: readonly string[] = [],
): PreviewedChange {
  const cleanUp: (() => unknown)[] = []
  const stop = new AbortController()
  let made: PreviewedChange | undefined
  beforeAll(async () => {
    const t = { onTestFinished: (step: () => unknown) => void cleanUp.push(step) }
    const root = await changedRepository(t, before, after, day)
    const [out, single] = [path.join(root, 'out'), path.join(root, 'change.html')]
    const ended = await run(['preview', '--root', root, '--base', 'main', '--out', out, '--single', single, ...args])
    expect(ended.code, ended.stderr).toBe(0)
    const app = createApp({ dist: out, base: '/', log: () => {} })
    const { port } = await listen(app, { host: '127.0.0.1', port: 0, signal: stop.signal })
    const origin = `http://127.0.0.1:${port}`
    made = { origin, single: pathToFileURL(single).href, browser: await launchBrowser() }
  })
  afterAll(async () => {
    stop.abort()
    await made?.browser.close()
    for (const step of cleanUp) await step()
  })
  const known = () => {
    if (!made) throw new Error('The preview is made before the tests begin')
    return made
  }
  return {
    get origin() {
      return known().origin
    },
    get single() {
      return known().single
    },
    get browser() {
      return known().browser
    },
  }
}

/** Where pictures of what is tested go, when somebody wants to look. */
const shots = process.env.WAYMARK_SHOTS

export async function look(page: Page, name: string): Promise<void> {
  if (shots === undefined) return
  mkdirSync(shots, { recursive: true })
  await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true })
}
