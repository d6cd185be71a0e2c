import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import type { Drawn } from '../../../../src/diagrams/page/drawing.ts'
import { launchBrowser } from '../../../browser.ts'
import { type DrawingPage, openDrawingPage } from '../drawing-page.ts'

/** The page that draws for all of these: to load Mermaid takes as long as to draw fifty diagrams. */
export let page: DrawingPage
export let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
  page = await openDrawingPage(browser)
})
afterAll(() => browser?.close())

const drawn = new Map<string, Promise<Drawn>>()

/** For those who ask different things of the same drawing. */
export function drawOnce(source: string): Promise<Drawn> {
  const known = drawn.get(source) ?? page.draw(source)
  drawn.set(source, known)
  return known
}
