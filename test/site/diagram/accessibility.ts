import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { openLarge, phone, site } from './books.ts'

const axe = createRequire(import.meta.url).resolve('axe-core')

describe('Accessibility, by axe', () => {
  for (const [size, options] of Object.entries({ phone, desktop: {} })) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`${size}, ${colorScheme}`, async () => {
        const page = await site.open('', { ...options, colorScheme })
        await page.locator('summary', { hasText: 'Source' }).first().click()
        await assertAccessible(page)
        await openLarge(page)
        await assertAccessible(page)
        await page.context().close()
        const other = await site.open('next/', { ...options, colorScheme })
        await assertAccessible(other)
        await other.context().close()
      })
    }
  }
})

async function assertAccessible(page: Page): Promise<void> {
  await page.evaluate(readFileSync(axe, 'utf8'))
  const violations = await page.evaluate(
    'axe.run(document, { resultTypes: ["violations"] }).then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.html).join("; ")))',
  )
  expect(violations).toStrictEqual([])
}
