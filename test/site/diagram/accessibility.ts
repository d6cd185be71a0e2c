import { describe, test } from 'vitest'
import { assertAccessible } from '../../accessible.ts'
import { openLarge, phone, site } from './books.ts'

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
