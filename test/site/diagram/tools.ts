import { text as textOf } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { luminance } from '../../../src/diagrams/page/theme/contrast.ts'
import { stopClock } from '../../browser.ts'
import { flow, site } from './books.ts'
import { colorOf } from './color.ts'

describe('The tools under a diagram', () => {
  test('copy the source as it is written', async () => {
    const page = await site.open('', { permissions: ['clipboard-read', 'clipboard-write'] })
    await stopClock(page)
    await page.getByRole('button', { name: 'Copy source' }).first().click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(flow)
    await page.context().close()
  })

  test('mark the source where the clipboard is not handed out', async () => {
    const page = await site.open('')
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
    await stopClock(page)
    await page.getByRole('button', { name: 'Copy source' }).first().click()
    await page.getByRole('button', { name: 'Press Ctrl+C' }).waitFor()
    expect(await page.evaluate(() => getSelection()?.toString().trim())).toBe(flow)
    await page.context().close()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`save a file that needs nothing else: ${colorScheme}`, async () => {
      const page = await site.open('next/', { colorScheme })
      await page.goto(site.origin)
      const asked = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Download SVG' }).first().click()
      const file = await asked
      expect(file.suggestedFilename()).toBe('books-who-talks-to-whom.svg')
      // The browser may be another process's, which has the file.
      const text = await textOf(await file.createReadStream())
      expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
      expect(text).not.toMatch(/light-dark|var\(|class=|<style|style=/)
      const alone = await page.context().newPage()
      await alone.goto(`data:image/svg+xml,${encodeURIComponent(text)}`)
      expect(await alone.locator('parsererror').count()).toBe(0)
      expect((await alone.locator('text').allTextContents()).join(' ')).toMatch(/Dolibarr ERP/)
      const ground = colorOf(
        await alone
          .locator('svg > rect')
          .first()
          .evaluate((rect) => getComputedStyle(rect).fill),
      )
      expect(luminance(ground) > 0.5, `${ground}`).toBe(colorScheme === 'light')
      await page.context().close()
    })
  }
})
