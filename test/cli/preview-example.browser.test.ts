import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/status/server/app.ts'
import { listen } from '../../src/status/server/listen.ts'
import { assertAccessibleInBothThemes } from '../accessible.ts'
import { failOnErrors, launchBrowser } from '../browser.ts'
import { changedRepository } from '../review/changed-repository.ts'
import { workedExample } from '../review/worked-example.ts'
import { run } from './command-line.ts'

const cleanUp: (() => unknown)[] = []
const stop = new AbortController()
let browser: Browser
let origin = ''
let single = ''

beforeAll(async () => {
  const t = { onTestFinished: (step: () => unknown) => void cleanUp.push(step) }
  const root = await changedRepository(t, workedExample.before, workedExample.after)
  const out = path.join(root, 'out')
  single = pathToFileURL(path.join(root, 'change.html')).href
  const outputs = ['--out', out, '--only', 'changed', '--single', path.join(root, 'change.html')]
  const made = await run(['preview', '--root', root, '--base', 'main', ...outputs])
  expect(made.code, made.stderr).toBe(0)
  const app = createApp({ dist: out, base: '/', log: () => {} })
  const { port } = await listen(app, { host: '127.0.0.1', port: 0, signal: stop.signal })
  origin = `http://127.0.0.1:${port}`
  browser = await launchBrowser()
})

afterAll(async () => {
  stop.abort()
  await browser?.close()
  for (const step of cleanUp) await step()
})

/** Where pictures of what is tested go, when somebody wants to look. */
const shots = process.env.WAYMARK_SHOTS

async function look(page: Page, name: string): Promise<void> {
  if (shots === undefined) return
  mkdirSync(shots, { recursive: true })
  await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true })
}

const places: [name: string, address: () => string][] = [
  ['the list', () => `${origin}/_changes/`],
  ['a page with a diagram', () => `${origin}/fsm/`],
  ['a page with a picture', () => `${origin}/fsm/networks/`],
  ['the one file', () => single],
]

describe.each([360, 1440])('At %i px, in both themes', (width) => {
  test.each(places)('%s is accessible and fits, with pictures over each other too', async (name, address) => {
    const page = await browser.newPage({ viewport: { width, height: 800 } })
    failOnErrors(page)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(address())
    await assertAccessibleInBothThemes(page, name)
    for (const button of await page.locator('.change-slide').all()) await button.click()
    await assertAccessibleInBothThemes(page, name)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await look(page, `${name.replaceAll(' ', '-')}-${width}-${colorScheme}`)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    }
    expect(
      asked.filter((url) => !/^(?:data|blob):/.test(url) && !url.startsWith(new URL(address()).origin)),
    ).toStrictEqual(address() === single ? [single] : [])
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
    ['in the site', () => `${origin}/fsm/networks/`],
    ['in the one file', () => single],
  ])('is laid over what it was by the keyboard, %s', async (_, address) => {
    const page = await browser.newPage({ viewport: { width: 360, height: 800 } })
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
    const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${origin}/fsm/networks/`)
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
  const page = await browser.newPage()
  failOnErrors(page)
  await page.goto(`${origin}/fsm/networks/`)
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
