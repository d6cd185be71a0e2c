import { describe, test } from 'vitest'
import { assertAccessibleInBothThemes } from '../../accessible.ts'
import { openLarge, phone, site } from './books.ts'

describe('Accessibility, by axe', () => {
  for (const [size, options] of Object.entries({ phone, desktop: {} })) {
    test(`${size}, in both themes`, async () => {
      const page = await site.open('', options)
      await page.locator('summary', { hasText: 'Source' }).first().click()
      await assertAccessibleInBothThemes(page, 'page')
      await openLarge(page)
      await assertAccessibleInBothThemes(page, 'large')
      await page.context().close()
      const other = await site.open('next/', options)
      await assertAccessibleInBothThemes(other, 'next')
      await other.context().close()
    })
  }
})
