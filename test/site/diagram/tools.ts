import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { luminance } from '../../../src/diagrams/page/contrast.ts'
import { flow, site } from './books.ts'
import { colorOf } from './color.ts'

describe('The tools under a diagram', () => {
  test('copy the source as it is written', async () => {
    const page = await site.open('', { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.getByRole('button', { name: 'Copy source' }).first().click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), flow)
    await page.context().close()
  })

  test('mark the source where the clipboard is not handed out', async () => {
    const page = await site.open('')
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
    await page.getByRole('button', { name: 'Copy source' }).first().click()
    await page.getByRole('button', { name: 'Press Ctrl+C' }).waitFor()
    assert.equal(await page.evaluate(() => getSelection()?.toString().trim()), flow)
    await page.context().close()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`save a file that needs nothing else: ${colorScheme}`, async () => {
      const page = await site.open('next/', { colorScheme })
      await page.goto(site.origin)
      const asked = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Download SVG' }).first().click()
      const file = await asked
      assert.equal(file.suggestedFilename(), 'books-who-talks-to-whom.svg')
      const text = readFileSync(await file.path(), 'utf8')
      assert.match(text, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
      assert.doesNotMatch(text, /light-dark|var\(|class=|<style|style=/)
      const alone = await page.context().newPage()
      await alone.goto(`data:image/svg+xml,${encodeURIComponent(text)}`)
      assert.equal(await alone.locator('parsererror').count(), 0)
      assert.match((await alone.locator('text').allTextContents()).join(' '), /Dolibarr ERP/)
      const ground = colorOf(
        await alone
          .locator('svg > rect')
          .first()
          .evaluate((rect) => getComputedStyle(rect).fill),
      )
      assert.equal(luminance(ground) > 0.5, colorScheme === 'light', `${ground}`)
      await page.context().close()
    })
  }
})
