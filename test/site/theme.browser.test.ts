import path from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, assert, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/status/server/app.ts'
import { listen } from '../../src/status/server/listen.ts'
import { assertAccessible, assertAccessibleInBothThemes } from '../accessible.ts'
import { launchBrowser } from '../browser.ts'
import { run } from '../cli/command-line.ts'
import { builtFolder } from '../status/built-folder.ts'

const svg = (color: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 28"><path fill="${color}" d="M0 0h90v28z"/></svg>`

const pages = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  'brand/light.svg': svg('#7c3aed'),
  'brand/dark.svg': svg('#d8c7ff'),
  'guidebooks/README.md': '# All\n\nRead [the ERP](erp/README.md).\n',
  'guidebooks/erp/README.md':
    '# ERP\n\nSee [restore](restore.md), and `code`.\n\n```sh\necho hello\n```\n\n## One\n\n## Two\n',
  'guidebooks/erp/restore.md': '# Restore\n\n[back](README.md)\n',
}

/** Three sites of one text. */
const themes = {
  full: `theme:
  accent: "#7c3aed"
  logo: { light: brand/light.svg, dark: brand/dark.svg, replacesTitle: true }
  icon: { light: brand/light.svg, dark: brand/dark.svg }
  font: serif
  banner: { text: "The data centre **moves** on Friday: [what to do](guidebooks/erp/README.md).", until: 2999-01-01 }
  nav: [{ text: ERP, href: guidebooks/erp/README.md }, { text: Dashboards, href: "https://grafana.example.org/" }]
  footer: "Kept by the platform team, [chat](https://chat.example.org/)."
`,
  light: 'title: Sunrise\ntheme: { accent: gold, font: system, css: brand/site.css }\n',
  red: 'title: Payments\ntheme: { accent: "oklch(0.6 0.22 25)", logo: brand/light.svg, banner: Freeze until the audit is over. }\n',
}

const cleanUp: (() => unknown)[] = []
const stop = new AbortController()
const origins = new Map<string, string>()
let browser: Browser

beforeAll(async () => {
  const t = { onTestFinished: (step: () => unknown) => void cleanUp.push(step) }
  for (const [name, yaml] of Object.entries(themes)) {
    const root = await builtFolder(t, { ...pages, 'brand/site.css': ':root { --radius: 0; }\n', 'waymark.yaml': yaml })
    const built = await run(['build', '--root', root])
    expect(built.code, built.stderr).toBe(0)
    const app = createApp({ dist: path.join(root, 'dist'), base: '/', log: () => {} })
    const { port } = await listen(app, { host: '127.0.0.1', port: 0, signal: stop.signal })
    origins.set(name, `http://127.0.0.1:${port}/`)
  }
  browser = await launchBrowser()
})

afterAll(async () => {
  stop.abort()
  await browser?.close()
  for (const step of cleanUp) await step()
})

const phone = { viewport: { width: 360, height: 800 } }
const desktop = { viewport: { width: 1440, height: 900 } }

/** Opens a page of a site; what its policy forbids, and what another origin is asked for, fails the test. */
async function open(site: keyof typeof themes, address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const origin = origins.get(site) ?? ''
  const page = await (await browser.newContext({ ...desktop, ...options })).newPage()
  page.on('request', (request) => assert.ok(request.url().startsWith(origin), request.url()))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) assert.fail(message.text())
  })
  await page.goto(new URL(address, origin).href)
  return page
}

const shown = (page: Page, selector: string) => page.locator(selector).isVisible()

test.each(['full', 'light', 'red'] as const)(
  'the bar of %s is as wide as a small screen, with text of twice the size too',
  async (site) => {
    const page = await open(site, 'erp/', { viewport: { width: 320, height: 800 } })
    const beyond = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(await beyond()).toBeLessThanOrEqual(0)
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
    expect(await beyond()).toBeLessThanOrEqual(0)
    const buttons = page.locator('.bar button:visible')
    for (const box of await Promise.all((await buttons.all()).map((button) => button.boundingBox())))
      expect(Math.min(box?.width ?? 0, box?.height ?? 0), 'wide enough for a finger').toBeGreaterThanOrEqual(24)
    await page.context().close()
  },
)

describe('Themes are accessible, by axe', () => {
  for (const site of ['full', 'light', 'red'] as const)
    for (const [size, options] of Object.entries({ phone, desktop }))
      test(`${site}, ${size}, light and dark`, async () => {
        const page = await open(site, 'erp/', options)
        const isWithin = async () => {
          const width = await page.evaluate(() => document.documentElement.scrollWidth)
          expect(width).toBeLessThanOrEqual(options.viewport.width)
        }
        await isWithin()
        await assertAccessibleInBothThemes(page)
        await isWithin()
        await page.context().close()
      })
})

test('A logo has a picture for each theme, the reader’s choice before the system’s', async () => {
  const page = await open('full', 'erp/', { colorScheme: 'dark' })
  expect([await shown(page, '.only-light'), await shown(page, '.only-dark')]).toStrictEqual([false, true])
  await page.click('waymark-theme button')
  expect(await page.getAttribute('html', 'data-theme')).toBe('light')
  expect([await shown(page, '.only-light'), await shown(page, '.only-dark')]).toStrictEqual([true, false])
  await page.context().close()
})

test('A font of the theme is the one that is loaded, beside the styles', async () => {
  const page = await open('full', 'erp/')
  await page.evaluate(() => document.fonts.ready)
  const faces = await page.evaluate(() =>
    [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family.replaceAll('"', '')),
  )
  expect(faces).toContain('Source Serif 4 Variable')
  expect(faces).not.toContain('Atkinson Hyperlegible Next Variable')
  await page.context().close()
})

describe('An announcement', () => {
  test('is closed by its reader, and stays so on every page', async () => {
    const page = await open('full', '')
    expect(await shown(page, '.banner')).toBe(true)
    await page.getByRole('button', { name: 'Close the announcement' }).click()
    expect(await shown(page, '.banner')).toBe(false)
    await page.goto(new URL('erp/', page.url()).href)
    expect(await shown(page, '.banner')).toBe(false)
    await page.evaluate(() => localStorage.setItem('wm-banner', 'another'))
    await page.reload()
    expect(await shown(page, '.banner')).toBe(true)
    await page.context().close()
  })

  test('is not shown after its last day, on pages that were built before', async () => {
    const page = await open('full', '')
    for (const [day, isShown] of [
      ['2999-01-01T12:00:00', true],
      ['2999-01-02T12:00:00', false],
    ] as const) {
      await page.clock.setFixedTime(new Date(day))
      await page.reload()
      expect(await shown(page, '.banner'), day).toBe(isShown)
    }
    await page.context().close()
  })

  test('is read without scripts, and cannot be closed then', async () => {
    const page = await open('full', '', { javaScriptEnabled: false })
    expect([await shown(page, '.banner p'), await shown(page, '.banner button')]).toStrictEqual([true, false])
    await page.context().close()
  })
})

test('Links of the site stand in the bar where there is room, else behind a button', async () => {
  const wide = await open('full', 'erp/')
  expect(await wide.locator('.site-nav [aria-current]').textContent()).toBe('ERP')
  expect([await shown(wide, '.site-nav'), await shown(wide, '.nav-button')]).toStrictEqual([true, false])
  await wide.context().close()
  const narrow = await open('full', 'erp/restore/', phone)
  expect(await shown(narrow, '.site-nav')).toBe(false)
  await narrow.getByRole('button', { name: 'Links of this site' }).click()
  await assertAccessible(narrow)
  await narrow.getByRole('link', { name: 'ERP', exact: true }).and(narrow.locator('.site-nav a')).click()
  await narrow.waitForURL('**/erp/')
  await narrow.context().close()
})

describe('From one page to the next', () => {
  /** Follows a link, and says whether the browser faded over, and what stayed in its place. */
  async function follow(options: BrowserContextOptions): Promise<{ faded: boolean; kept: string[] }> {
    const page = await open('light', 'erp/', options)
    await page.addInitScript(() => {
      addEventListener('pagereveal', (event) => {
        document.documentElement.dataset.faded = String('viewTransition' in event && event.viewTransition !== null)
      })
    })
    await page.click('main a[href$="/restore/"]')
    await page.waitForURL('**/restore/')
    await page.waitForSelector('html[data-faded]')
    const faded = (await page.getAttribute('html', 'data-faded')) === 'true'
    const kept = await page.evaluate(() =>
      ['.bar', '.sidebar'].map(
        (name) => getComputedStyle(document.querySelector(name) ?? document.body).viewTransitionName,
      ),
    )
    await page.context().close()
    return { faded, kept }
  }

  test('pages fade, and the bar and the sidebar stay', async () => {
    expect(await follow({ reducedMotion: 'no-preference' })).toStrictEqual({
      faded: true,
      kept: ['wm-bar', 'wm-sidebar'],
    })
  })

  test('nothing moves for readers who ask for less motion', async () => {
    expect(await follow({ reducedMotion: 'reduce' })).toStrictEqual({ faded: false, kept: ['none', 'none'] })
  })
})
