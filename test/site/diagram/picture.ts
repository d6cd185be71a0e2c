import { assert, describe, expect, test } from 'vitest'
import { contrastRatio, luminance } from '../../../src/diagrams/page/theme/contrast.ts'
import { flow, phone, site } from './books.ts'
import { colorOf, pixel } from './color.ts'

describe('Without JavaScript', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the picture is there, and its text can be read: ${colorScheme}`, async () => {
      const page = await site.open('', { javaScriptEnabled: false, colorScheme })
      const picture = page.getByRole('group', { name: 'Who talks to whom' })
      const box = await picture.boundingBox()
      assert.ok(box && box.width > 400 && box.height > 50, JSON.stringify(box))
      const node = picture.locator('[data-service="erp"]')
      const fill = await pixel(page, await node.screenshot(), 0.1, 0.5)
      const ink = colorOf(
        await node
          .locator('text')
          .first()
          .evaluate((text) => getComputedStyle(text).fill),
      )
      assert.ok(contrastRatio(fill, ink) >= 4.5, `${fill} ${ink}`)
      expect(luminance(fill) > 0.5, `${fill}`).toBe(colorScheme === 'light')
      await page.context().close()
    })
  }

  test('the source can be read, and there is no button that does nothing', async () => {
    const page = await site.open('', { javaScriptEnabled: false })
    const figure = page.locator('waymark-diagram').first()
    await figure.getByText('Source').click()
    expect(await figure.locator('code').textContent()).toBe(flow)
    expect(await figure.getByRole('button').count()).toBe(0)
    await page.context().close()
  })
})

describe('A page with diagrams', () => {
  test('has each id once, and nothing refers to an id that is not there', async () => {
    const page = await site.open('')
    const { ids, missing } = await page.evaluate(() => {
      const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
      const written = document.querySelector('main')?.innerHTML ?? ''
      const asked = [...written.matchAll(/url\(#([^)]+)\)/g)].map(([, id]) => id ?? '')
      return { ids, missing: asked.filter((id) => !ids.includes(id)) }
    })
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toStrictEqual([])
    assert.ok(ids.some((id) => id.startsWith('d-')))
    expect(missing).toStrictEqual([])
    await page.context().close()
  })

  test('has its pictures where it is MDX, too', async () => {
    const page = await site.open('code/', { javaScriptEnabled: false })
    assert.ok(((await page.getByRole('img', { name: 'States' }).boundingBox())?.height ?? 0) > 50)
    await page.context().close()
  })

  test('leads on from a node that is a link', async () => {
    const page = await site.open('')
    await page.locator('.diagram-box a').first().click()
    await page.waitForURL('**/books/next/')
    await page.context().close()
  })

  test('tells why a diagram has no picture, and shows its source', async () => {
    const page = await site.open('next/')
    const figure = page.locator('waymark-diagram')
    expect((await figure.textContent()) ?? '').toMatch(/This diagram cannot be drawn[\s\S]*circular[\s\S]*sankey-beta/)
    await page.context().close()
  })

  test('is found by the words in a picture, once', async () => {
    const page = await site.open('')
    await page.keyboard.press('/')
    await page.keyboard.insertText('longhorn')
    await page.locator('.search-results a').first().waitFor()
    expect(await page.locator('.search-results a').count()).toBe(1)
    expect(((await page.locator('.search-results a').textContent()) ?? '').match(/longhorn/gi)?.length).toBe(1)
    await page.context().close()
  })

  test('on a phone keeps the text of a wide picture readable, and scrolls it in its own box', async () => {
    const page = await site.open('', phone)
    const box = page.locator('.diagram-box').first()
    const picture = box.locator('svg').nth(1)
    const scale = await picture.evaluate((svg) => svg.getBoundingClientRect().width / Number(svg.getAttribute('width')))
    assert.ok(scale >= 0.685 && scale <= 1, `${scale}`)
    assert.ok(await box.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth))
    expect(await page.evaluate(() => document.documentElement.scrollWidth), 'the page itself does not scroll').toBe(390)
    await page.waitForFunction(() => document.querySelector<HTMLElement>('.diagram-box')?.tabIndex === 0)
    const narrow = page.locator('.diagram-box').nth(1)
    assert.ok(await narrow.evaluate(({ scrollWidth, clientWidth }) => scrollWidth === clientWidth))
    expect(await narrow.getAttribute('tabindex'), 'a box that does not scroll is no stop').toBe(null)
    await page.context().close()
  })

  test('on paper has the whole picture in light colours, and no buttons', async () => {
    const page = await site.open('', { viewport: { width: 680, height: 960 }, colorScheme: 'dark' })
    await page.locator('.tool').first().waitFor()
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    const box = await page.locator('.diagram-box svg[viewBox]').first().boundingBox()
    assert.ok(box && box.x >= 0 && box.x + box.width <= 680, JSON.stringify(box))
    const node = page.locator('[data-service="erp"] > :first-child').first()
    assert.ok(luminance(colorOf(await node.evaluate((shape) => getComputedStyle(shape).fill))) > 0.5)
    expect(await page.locator('.tool:visible').count()).toBe(0)
    expect(await page.locator('.diagram-source:visible').count()).toBe(0)
    await page.context().close()
  })
})

describe('Of two pictures, the one of the theme is shown', () => {
  const cases: [system: 'light' | 'dark', chosen: string, media: 'screen' | 'print', shown: string][] = [
    ['light', 'system', 'screen', 'diagram-light'],
    ['dark', 'system', 'screen', 'diagram-dark'],
    ['dark', 'light', 'screen', 'diagram-light'],
    ['light', 'dark', 'screen', 'diagram-dark'],
    ['dark', 'dark', 'print', 'diagram-light'],
  ]
  for (const [colorScheme, chosen, media, shown] of cases) {
    test(`the system's is ${colorScheme}, the reader's ${chosen}, on ${media}`, async () => {
      const page = await site.open('', { colorScheme })
      await page.emulateMedia({ media, colorScheme })
      const seen = await page.evaluate((theme) => {
        document.documentElement.dataset.theme = theme
        const light = document.querySelector('.diagram-box > svg[viewBox]')
        const dark = light?.cloneNode(true)
        if (!light || !(dark instanceof SVGSVGElement)) return []
        light.setAttribute('class', 'diagram-light')
        dark.setAttribute('class', 'diagram-dark')
        light.after(dark)
        return [light, dark]
          .filter((svg) => getComputedStyle(svg).display !== 'none')
          .map((svg) => svg.getAttribute('class'))
      }, chosen)
      expect(seen).toStrictEqual([shown])
      await page.context().close()
    })
  }
})
