import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Fails where axe finds something on the page as it stands when nothing is added to it any more; `name` is told then. */
export async function assertAccessible(page: Page, name?: string): Promise<void> {
  await untilCalm(page)
  expect(await violations(page), name).toStrictEqual([])
}

/** Those of axe's rules that look at colours, of the ones that it runs by itself. */
const colorRules = ['color-contrast', 'link-in-text-block']

/**
 * The same in the light theme and in the dark one, which are one page where the system's is asked for. Where both have the
 * same elements in the same places, they differ in colours alone, and in the second nothing else is asked again.
 */
export async function assertAccessibleInBothThemes(page: Page, name?: string): Promise<void> {
  const shapes: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await untilCalm(page)
    const [first, shape = ''] = [shapes[0], await page.evaluate(shapeInPage)]
    shapes.push(shape)
    const rules = shape === first ? colorRules : undefined
    expect(await violations(page, rules), `${name}, ${colorScheme}`).toStrictEqual([])
  }
}

async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await loadAxe(page)
  const options = JSON.stringify({ resultTypes: ['violations'], ...(rules && { runOnly: rules }) })
  return page.evaluate(
    `axe.run(document, ${options}).then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target.join(" ") + " " + n.html).join("; ")))`,
  )
}

/**
 * By the debugger, since the page's policy would refuse it as an element; not by `evaluate`, for which the browser
 * compiles all of it again on every page.
 */
async function loadAxe(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Runtime.evaluate', { expression: `${axe};0` })
  await session.detach()
}

/** In the page: its elements, which of them are seen, and where. */
function shapeInPage(): string {
  const places = Array.from(document.querySelectorAll('*'), (element) => {
    const { x, y, width, height } = element.getBoundingClientRect()
    return [element.checkVisibility({ visibilityProperty: true, opacityProperty: true }), x, y, width, height]
  })
  return JSON.stringify([document.documentElement.outerHTML, places])
}

/** Resolves when the fonts of a page are there, what fades has faded, and nothing has come or gone within some frames. */
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
  const fading = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
  await Promise.allSettled(fading.map(({ finished }) => finished))
  observer.disconnect()
}
