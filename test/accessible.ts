import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Fails where axe finds something on the page as it stands when nothing is added to it any more; `name` is told then. */
export async function assertAccessible(page: Page, name?: string): Promise<void> {
  await untilCalm(page)
  // By the debugger: the page's policy would refuse it as an element.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe)
  const violations = await page.evaluate(
    'axe.run(document, { resultTypes: ["violations"] }).then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target.join(" ") + " " + n.html).join("; ")))',
  )
  expect(violations, name).toStrictEqual([])
}

/** Resolves when the fonts of a page are there, and nothing has come or gone within some frames. */
export function untilCalm(page: Page): Promise<void> {
  return page.evaluate(calmInPage)
}

/** In the page. */
async function calmInPage(): Promise<void> {
  await document.fonts.ready
  let calm = 0
  const observer = new MutationObserver(() => {
    calm = 0
  })
  observer.observe(document, { childList: true, subtree: true })
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  for (let count = 0; calm < 5 && count < 600; calm++, count++) await frame()
  observer.disconnect()
}
