import { setTimeout } from 'node:timers/promises'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { assert, expect } from 'vitest'
import { failOnErrors } from '../../browser.ts'

/** Opens a page; an error in its console fails the test. */
export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  const page = await context.newPage()
  failOnErrors(page, url)
  await page.goto(url)
  return page
}

/** Milliseconds after which what is waited for never comes, however busy the machine is. */
const patience = 120_000

/** The state that each element shows, by its ids. */
async function shown(page: Page): Promise<Record<string, string>> {
  const entries = await page.$$eval('.page [data-of]', (elements) =>
    elements.map((one) => [
      `${one.tagName.toLowerCase()} ${one.getAttribute('data-of')}`,
      one.getAttribute('data-state'),
    ]),
  )
  return Object.fromEntries(entries)
}

/** Waits until elements show these states; does something in between, such as to let time pass. */
export async function waitForStates(
  page: Page,
  states: Record<string, string>,
  meanwhile: () => Promise<void> = () => page.waitForTimeout(100),
): Promise<void> {
  const deadline = Date.now() + patience
  let last: unknown
  while (Date.now() < deadline) {
    const all = await shown(page)
    last = Object.fromEntries(Object.keys(states).map((key) => [key, all[key]]))
    if (JSON.stringify(last) === JSON.stringify(states)) return
    await meanwhile()
  }
  expect(last).toStrictEqual(states)
}

/** Waits until the server of a site says that a probe is in a state. */
export async function untilServed(origin: string, id: string, state: string): Promise<void> {
  const address = `${origin}_waymark/status.json?of=${id}`
  const deadline = Date.now() + patience
  let last = ''
  while (Date.now() < deadline) {
    last = await (await fetch(address)).text()
    if (last.includes(`"state":"${state}"`)) return
    await setTimeout(100)
  }
  assert.fail(`${address} stays ${last}`)
}
