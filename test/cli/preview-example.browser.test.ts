import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { assertAccessibleInBothThemes } from '../accessible.ts'
import { failOnErrors } from '../browser.ts'
import { workedExample } from '../review/worked-example.ts'
import { look, previewedChange } from './previewed-change.ts'

const shown = previewedChange(workedExample, ['--only', 'changed'])

const places: [name: string, address: () => string][] = [
  ['the list', () => `${shown.origin}/_changes/`],
  ['a page with a diagram', () => `${shown.origin}/fsm/`],
  ['a page with a picture', () => `${shown.origin}/fsm/networks/`],
  ['the one file', () => shown.single],
]

describe.each([360, 1440])('At %i px, in both themes', (width) => {
  test.each(places)('%s is accessible and fits, with pictures over each other too', async (name, address) => {
    const page = await shown.browser.newPage({ viewport: { width, height: 800 } })
    failOnErrors(page)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(address())
    await assertAccessibleInBothThemes(page, name)
    const buttons = await page.locator('.change-slide').all()
    for (const button of buttons) await button.click()
    if (buttons.length > 0) await assertAccessibleInBothThemes(page, name)
    expect(buttons.length > 0, 'pictures are where they are expected').toBe(name !== 'the list')
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await look(page, `${name.replaceAll(' ', '-')}-${width}-${colorScheme}`)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    }
    expect(
      asked.filter((url) => !/^(?:data|blob):/.test(url) && !url.startsWith(new URL(address()).origin)),
    ).toStrictEqual(address() === shown.single ? [shown.single] : [])
    await page.close()
  })
})

describe('A picture that was replaced in its place', () => {
  /** How much of each is seen, from the left, in percent of its width. */
  const cuts = (page: Page) =>
    page.evaluate(() => {
      const clip = (name: string) =>
        getComputedStyle(document.querySelector(`.change-pair > .${name}`) ?? document.body)
      return [clip('change-before').clipPath, clip('change-after').clipPath]
    })

  test.each([
    ['in the site', () => `${shown.origin}/fsm/networks/`],
    ['in the one file', () => shown.single],
  ])('is laid over what it was by the keyboard, %s', async (_, address) => {
    const page = await shown.browser.newPage({ viewport: { width: 360, height: 800 } })
    failOnErrors(page)
    await page.goto(address())
    const pair = page.locator('.change-pair').first()
    const slider = pair.getByRole('slider', { name: 'Before, from the left' })
    const button = pair.getByRole('button', { name: 'Lay over each other' })
    expect(await cuts(page)).toStrictEqual(['none', 'none'])
    await button.press('Enter')
    expect(await button.getAttribute('aria-pressed')).toBe('true')
    expect(await cuts(page)).toStrictEqual(['inset(0px 50% 0px 0px)', 'inset(0px 0px 0px 50%)'])
    await slider.press('Home')
    expect(await cuts(page)).toStrictEqual(['inset(0px 100% 0px 0px)', 'inset(0px 0px 0px 0%)'])
    await slider.press('ArrowRight')
    expect(await slider.getAttribute('aria-valuetext')).toBe('1 % as it was before')
    await button.press('Enter')
    expect(await slider.isVisible()).toBe(false)
    expect(await cuts(page)).toStrictEqual(['none', 'none'])
    await page.close()
  })

  test.each([
    [360, 'stacked'],
    [1440, 'side by side'],
  ])('stands %s px wide %s where no scripts run', async (width, expected) => {
    const context = await shown.browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${shown.origin}/fsm/networks/`)
    const [before, after] = await Promise.all(
      ['before', 'after'].map((name) => page.locator(`.change-pair > .change-${name}`).boundingBox()),
    )
    const isBeside = (after?.x ?? 0) >= (before?.x ?? 0) + (before?.width ?? 0)
    const isBelow = (after?.y ?? 0) >= (before?.y ?? 0) + (before?.height ?? 0)
    expect({ isBeside, isBelow }).toStrictEqual({
      isBeside: expected === 'side by side',
      isBelow: expected === 'stacked',
    })
    await context.close()
  })
})

test('keys lead through all changes of a page, and hide the marks', async () => {
  const page = await shown.browser.newPage()
  failOnErrors(page)
  await page.goto(`${shown.origin}/fsm/networks/`)
  await page.waitForFunction(() => !document.querySelector('waymark-changes:not(:defined)'))
  const told = page.locator('waymark-changes [data-count]')
  for (const expected of ['1 of 5', '2 of 5', '3 of 5', '4 of 5', '5 of 5', '1 of 5']) {
    await page.keyboard.press('n')
    expect(await told.textContent()).toBe(expected)
  }
  await page.keyboard.press('p')
  expect(await told.textContent()).toBe('5 of 5')
  const former = page.locator('.prose .change-before')
  expect(await former.isVisible()).toBe(true)
  await page.keyboard.press('d')
  expect(await former.isVisible()).toBe(false)
  expect(await page.locator('.change-pair-tools').isVisible()).toBe(false)
  await page.close()
})
