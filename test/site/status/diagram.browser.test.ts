import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../browser.ts'
import { builtShop, livingShop } from './living-site.ts'
import { openPage } from './shown-page.ts'

const cleanUp: (() => unknown)[] = []
const lifetime = { onTestFinished: (step: () => unknown) => void cleanUp.push(step) }
const plan = `# Plan

\`\`\`mermaid
flowchart LR
  user[Customer] --> till[Till] --> stock[(Stock)]
\`\`\`

\`\`\`mermaid
sequenceDiagram
  participant till as Till
  actor stock as Stock
  till->>stock: ask
\`\`\`
`

const sketch = `# Sketch

\`\`\`mermaid
---
config:
  look: handDrawn
---
flowchart LR
  user[Customer] --> till[Till] --> stock[(Stock)]
\`\`\`
`

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  for (const step of cleanUp.reverse()) await step()
})

/** How the first line of the nodes of a service is drawn, and the colour that words of their state have. */
async function outline(page: Page, service: string, within = '.diagram-box') {
  return page.evaluate(
    ([service, within]) => {
      const node = [...document.querySelectorAll(`${within} [data-service="${service}"]`)].find(
        (one) => one.checkVisibility() && one.closest('svg'),
      )
      const shape = node?.querySelector('[stroke]')
      const state = node?.getAttribute('data-state')
      const word = document.querySelector(`.status-page [data-state="${state}"] .status-word`)
      if (!shape || !word || !node) throw new Error(`No ${service} in ${within}, or no word for ${state}`)
      const { stroke, strokeWidth } = getComputedStyle(shape)
      const text = node.querySelector('text')
      return {
        ...{ state, stroke, strokeWidth },
        word: getComputedStyle(word).color,
        text: text && getComputedStyle(text).stroke,
      }
    },
    [service, within] as const,
  )
}

/** A site whose diagrams are drawn by the build, or by the reader's browser. */
async function site(isUndrawn: boolean) {
  const named = process.env.WAYMARK_BROWSER
  if (isUndrawn) process.env.WAYMARK_BROWSER = '/no-browser'
  const { dist } = await builtShop(
    lifetime,
    {},
    { 'guidebooks/shop/plan.md': plan, 'guidebooks/shop/sketch.md': sketch },
  ).finally(() => {
    if (named === undefined) delete process.env.WAYMARK_BROWSER
    else process.env.WAYMARK_BROWSER = named
  })
  return livingShop(lifetime, dist)
}

for (const [name, isUndrawn] of [
  ['the build', false],
  ['the browser of the reader', true],
] as const) {
  test(`the nodes of a diagram that ${name} has drawn take the state of their service, in both themes and large`, async () => {
    const shop = await site(isUndrawn)
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await openPage(browser, `${shop.origin}shop/plan/`, { colorScheme })
      const node = (state: string, within = '.diagram-box') =>
        page.waitForSelector(`${within} [data-service="till"][data-state="${state}"]`)
      await page.waitForSelector('.diagram-box [data-service="stock"] path')
      await node('up')
      const up = await outline(page, 'till')
      expect([up.stroke, up.strokeWidth, up.text]).toStrictEqual([up.word, '2.5px', 'none'])
      shop.found.set('till.name', { state: 'down' })
      await node('down')
      const down = await outline(page, 'till')
      expect([down.stroke, down.strokeWidth, down.text]).toStrictEqual([down.word, '4.5px', 'none'])
      expect(down.stroke).not.toBe(up.stroke)
      expect((await outline(page, 'stock')).state).toBe('up')
      await page.getByRole('button', { name: 'Open large' }).first().click()
      await node('down', '.large-stage')
      const large = await outline(page, 'till', '.large-stage')
      expect([large.stroke, large.strokeWidth]).toStrictEqual([large.word, '4.5px'])
      shop.found.delete('till.name')
      await node('up', '.large-stage')
      await page.context().close()
    }
    const page = await openPage(browser, `${shop.origin}shop/sketch/`)
    await page.waitForSelector('.diagram-box [data-service="stock"][data-state="up"]')
    const strokes = await page.$$eval('.diagram-box [data-service] path', (paths) =>
      paths.map((one) => getComputedStyle(one).strokeWidth),
    )
    // The strokes that fill each shape are as they were: words stand on them.
    expect(strokes).toStrictEqual(['1.5px', '2.5px', '1.5px', '2.5px', '2.5px'])
    await page.context().close()
  })
}
