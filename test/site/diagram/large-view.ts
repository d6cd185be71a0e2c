import type { Page } from 'playwright-core'
import { assert, describe, expect, test } from 'vitest'
import { openLarge, phone, site } from './books.ts'

describe('The large view', () => {
  test('by keyboard alone: opens fitted, zooms, moves, fits, closes, and the focus is back', async () => {
    const page = await site.open('')
    const opener = page.getByRole('button', { name: 'Open large' }).first()
    await opener.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Who talks to whom' }).waitFor()
    const fitted = await look(page)
    const [stage, picture] = await Promise.all(
      ['.large-stage', '.large-picture'].map((name) => page.locator(name).boundingBox()),
    )
    assert.ok(stage && picture && picture.x >= stage.x && picture.x + picture.width <= stage.x + stage.width)
    await page.keyboard.press('+')
    assert.ok((await look(page)).level > fitted.level)
    const before = await look(page)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    const after = await look(page)
    assert.ok(after.x < before.x && after.y < before.y, 'what is to the right and below comes nearer')
    await page.keyboard.press('1')
    expect((await look(page)).level).toBe(100)
    await page.keyboard.press('0')
    expect(await look(page)).toStrictEqual(fitted)
    await page.keyboard.press('-')
    assert.ok((await look(page)).level < fitted.level)
    await page.keyboard.press('Escape')
    await page.locator('dialog').waitFor({ state: 'detached' })
    assert.ok(await opener.evaluate((button) => button === document.activeElement))
    await page.context().close()
  })

  test('tells its level to those who do not see it, when it has come to rest', async () => {
    const page = await site.open('')
    const dialog = await openLarge(page)
    for (const key of ['+', '+', '1']) await page.keyboard.press(key)
    const spoken = dialog.getByRole('status')
    await page.waitForFunction(() => document.querySelector('dialog [role="status"]')?.textContent === '100 %')
    expect(await spoken.textContent()).toBe('100 %')
    await page.context().close()
  })

  test('by mouse: drags, zooms where the pointer is by wheel and double click, and a drag follows no link', async () => {
    const page = await site.open('')
    await openLarge(page)
    const start = await look(page)
    const link = await page.locator('.large-picture a').first().boundingBox()
    assert.ok(link)
    const [x, y] = [link.x + link.width / 2, link.y + link.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 40, y + 60, { steps: 4 })
    await page.mouse.up()
    const dragged = await look(page)
    expect([dragged.x - start.x, dragged.y - start.y]).toStrictEqual([40, 60])
    expect(new URL(page.url()).pathname).toBe('/books/')
    const held = await page.locator('.large-picture a').first().boundingBox()
    await page.mouse.wheel(0, -200)
    await page.waitForFunction(
      (level) => document.querySelector('.large-level')?.textContent !== `${level} %`,
      start.level,
    )
    const wheeled = await look(page)
    assert.ok(wheeled.level > start.level)
    const now = await page.locator('.large-picture a').first().boundingBox()
    assert.ok(
      held && now && Math.abs(held.x + held.width / 2 - (now.x + now.width / 2)) < 2,
      'it zooms around the pointer',
    )
    const empty = await page.locator('.large-stage').boundingBox()
    assert.ok(empty)
    await page.mouse.dblclick(empty.x + 20, empty.y + 20)
    assert.ok(Math.abs((await look(page)).level - 2 * wheeled.level) <= 1)
    await page.context().close()
  })

  test('by two fingers', async () => {
    const page = await site.open('', phone)
    await openLarge(page)
    const { level } = await look(page)
    const session = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart: number) => {
      const points =
        apart === 0
          ? []
          : [
              { x: 195 - apart, y: 400, id: 1 },
              { x: 195 + apart, y: 400, id: 2 },
            ]
      return session.send('Input.dispatchTouchEvent', { type, touchPoints: points })
    }
    await touch('touchStart', 40)
    for (const apart of [50, 70, 90, 120]) await touch('touchMove', apart)
    await touch('touchEnd', 0)
    const now = (await look(page)).level
    assert.ok(now > 2.2 * level && now < 3.2 * level, `${level} % → ${now} %`)
    await page.context().close()
  })

  test('has targets large enough for fingers', async () => {
    const page = await site.open('', phone)
    await openLarge(page)
    const buttons = await page.locator('.tool:visible').all()
    assert.ok(buttons.length >= 9)
    for (const button of buttons) {
      const box = await button.boundingBox()
      assert.ok(
        box && box.width >= 44 && box.height >= 44 && box.x >= 0 && box.x + box.width <= 390,
        JSON.stringify(box),
      )
    }
    await page.context().close()
  })

  test('moves at once where less motion is asked for', async () => {
    const page = await site.open('', { reducedMotion: 'reduce' })
    await openLarge(page)
    await page.keyboard.press('+')
    const duration = await page
      .locator('.large-picture')
      .evaluate((picture) => getComputedStyle(picture).transitionDuration)
    expect(duration).toBe('0s')
    await page.context().close()
  })
})

/** How large the picture is shown, and where its middle is. */
async function look(page: Page): Promise<{ level: number; x: number; y: number }> {
  const level = Number.parseInt((await page.locator('.large-level').textContent()) ?? '', 10)
  const place = await page.locator('.large-picture').evaluate((picture) => {
    const { e, f } = new DOMMatrix(picture.style.transform)
    return { x: e, y: f }
  })
  return { level, ...place }
}
