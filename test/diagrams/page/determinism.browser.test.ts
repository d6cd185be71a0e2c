import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../../browser.ts'
import { openDrawingPage } from './drawing-page.ts'
import { examples } from './examples.ts'

let browser: Browser
before(async () => {
  browser = await launchBrowser()
})
after(() => browser?.close())

/** What is drawn in one page, in this order. */
async function drawnIn(order: typeof examples): Promise<Map<string, string>> {
  const { page, draw } = await openDrawingPage(browser)
  const drawn = new Map<string, string>()
  for (const { name, source } of order) drawn.set(name, JSON.stringify(await draw(source)))
  await page.close()
  return drawn
}

test('the same source gives the same bytes, whatever was drawn before', { timeout: 240_000 }, async () => {
  const [forwards, backwards] = await Promise.all([drawnIn(examples), drawnIn(examples.toReversed())])
  assert.ok(forwards.size > 70, 'the examples were found')
  const different = [...forwards].filter(([name, drawn]) => backwards.get(name) !== drawn).map(([name]) => name)
  assert.deepEqual(different, [])
})

test('a diagram that fails, or sets what it may not, leaves no trace in the next', { timeout: 60_000 }, async () => {
  const source = 'flowchart LR\n  a[Gateway] --> b[Orders]'
  const { page, draw } = await openDrawingPage(browser)
  const first = await draw(source)
  await draw('flowchart LR\n  a[Gateway --> b')
  await draw(
    '%%{init: {"flowchart": {"nodeSpacing": 300}, "look": "handDrawn", "themeVariables": {"lineColor": "red"}}}%%\nflowchart TD\n  x --> y',
  )
  await draw('sequenceDiagram\n  Alice->>Bob: constructor')
  assert.deepEqual(await draw(source), first)
  await page.close()
})
