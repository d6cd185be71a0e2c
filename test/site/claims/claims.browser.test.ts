import path from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../../src/status/server/app.ts'
import { listen } from '../../../src/status/server/listen.ts'
import { assertAccessibleInBothThemes } from '../../accessible.ts'
import { failOnErrors, launchBrowser } from '../../browser.ts'
import { shop } from '../../checks/claims/shop.ts'
import { project } from '../../cli/checked-project.ts'
import { run } from '../../cli/command-line.ts'

const stop = new AbortController()
let browser: Browser
let origin = ''

beforeAll(async () => {
  const root = project(shop)
  const built = await run(['build', '--root', root])
  expect(built.code, built.stderr).toBe(0)
  const app = createApp({ dist: path.join(root, 'dist'), base: '/', log: () => {} })
  const { port } = await listen(app, { host: '127.0.0.1', port: 0, signal: stop.signal })
  origin = `http://127.0.0.1:${port}`
  browser = await launchBrowser()
})

afterAll(async () => {
  stop.abort()
  await browser?.close()
})

async function open(address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage()
  failOnErrors(page, address)
  await page.goto(origin + address)
  return page
}

test('the list opens at the head, says how old the check is, and leads to the places and back', async () => {
  const page = await open('/shop/')
  await page.locator('.claims > summary').click()
  await expect.poll(() => page.locator('.claims-age').textContent()).toMatch(/^; checked \d+ (?:s|min) ago$/)
  await page.locator('.claims-list a[href="#wm-claim-1"]').click()
  expect(new URL(page.url()).hash).toBe('#wm-claim-1')
  await page.locator('.claims > summary').click()
  // What is folded away opens where a link leads into it.
  await page.locator('#wm-claim-1 .claim-sign').click()
  await page.locator('#wm-claim-1-said').waitFor()
  await page.context().close()
})

test('what a service answers is counted while the page is read', async () => {
  const page = await open('/shop/')
  const short = page.locator('.claims-short')
  expect(await short.textContent()).toBe('9 of 17 hold')
  // As its widget does, once it has heard of it.
  const tell = (state: string) =>
    page.evaluate((state) => {
      for (const one of document.querySelectorAll<HTMLElement>('.prose waymark-status[data-of="shop.api"]'))
        one.dataset.state = state
    }, state)
  await expect
    .poll(async () => {
      await tell('unknown')
      await tell('up')
      return short.textContent()
    })
    .toBe('10 of 18 hold')
  await page.context().close()
})

test('without scripts the list is whole', async () => {
  const page = await open('/shop/', { javaScriptEnabled: false })
  await page.locator('.claims > summary').click()
  expect(await page.locator('.claims-all').textContent()).toBe('20 claims: 9 hold, 8 differ, 3 were not checked')
  await page.context().close()
})

describe('Claims are accessible, and fit', () => {
  for (const width of [360, 1440]) {
    test(`in ${width} pixels, in both themes`, async () => {
      for (const address of ['/shop/', '/trust/']) {
        const page = await open(address, { viewport: { width, height: 800 } })
        if (address === '/shop/') await page.locator('.claims > summary').click()
        await assertAccessibleInBothThemes(page, address)
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
        await page.context().close()
      }
    })
  }
})
