import path from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, assert, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/status/server/app.ts'
import { listen } from '../../src/status/server/listen.ts'
import { assertAccessibleInBothThemes, untilCalm } from '../accessible.ts'
import { failOnErrors, launchBrowser } from '../browser.ts'
import { run } from '../cli/command-line.ts'
import { builtFolder } from '../status/built-folder.ts'

const cleanUp: (() => unknown)[] = []
const stop = new AbortController()
let browser: Browser
let origin = ''

/** Names of alerts as teams write them, 700 of them different. */
const what = ['Api', 'Etcd', 'Node', 'Pod', 'Queue', 'Disk', 'Login', 'Till', 'Ledger', 'Mail']
const how = ['IsDown', 'ErrorsHigh', 'LatencyIsHigherThanAgreed', 'Missing', 'FillsUp', 'Flaps', 'Restarts']
const where = [
  '',
  'InEurope',
  'AtNight',
  'OnReplica',
  'BehindProxy',
  'InSandbox',
  'AfterUpgrade',
  'Twice',
  'Again',
  'InAsia',
]
const names = what.flatMap((a) => how.flatMap((b) => where.map((c) => `${a}${b}${c}`)))

const text = (name: string) =>
  `# ${name}\n\n> **Last Updated:** 2026-02-03\n\nThis alert fires when what its name says goes on for five minutes.\n`
const inFolders = (index: number) => `teams/team-${String(index % 20).padStart(2, '0')}`
const command = (index: number) => `account ${names[index]?.toLowerCase()}`

beforeAll(async () => {
  const t = { onTestFinished: (step: () => unknown) => void cleanUp.push(step) }
  const root = await builtFolder(t, {
    'README.md': '# Overview\n\nRead this first.\n\n## One\n\n## Two\n',
    ...Object.fromEntries(names.map((name) => [`alerts/${name}.md`, text(name)])),
    ...Object.fromEntries(names.map((name, index) => [`${inFolders(index)}/${name}.md`, text(name)])),
    ...Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [
        `commands/c${index}.md`,
        text(`factory ${command(index)} Command Reference`),
      ]),
    ),
    ...Object.fromEntries(
      Array.from({ length: 14 }, (_, index) => [`few-${index}/README.md`, text(`Few ${names[index * 20]}`)]),
    ),
  })
  const dist = path.join(root, 'dist')
  const built = await run(['build', '--root', root, '--out', dist])
  expect(built.code, built.stderr).toBe(0)
  const { port } = await listen(createApp({ dist, base: '/', log: () => {} }), {
    host: '127.0.0.1',
    port: 0,
    signal: stop.signal,
  })
  origin = `http://127.0.0.1:${port}/`
  browser = await launchBrowser()
})

afterAll(async () => {
  stop.abort()
  await browser?.close()
  for (const step of cleanUp) await step()
})

afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
})

const phone = { viewport: { width: 360, height: 800 } }
const desktop = { viewport: { width: 1440, height: 900 } }

/** Opens a page; what the console calls an error, such as a breach of the policy, fails the test. */
async function open(address: string, options: BrowserContextOptions = desktop): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage()
  failOnErrors(page)
  page.on('console', (message) => {
    if (message.type() === 'error') assert.fail(message.text())
  })
  await page.goto(new URL(address, origin).href)
  return page
}

const field = (page: Page) => page.getByRole('searchbox', { name: /^Filter \d+ pages$/ })

describe('The page of a folder of hundreds', () => {
  for (const [size, options] of Object.entries({ phone, desktop })) {
    for (const address of ['alerts/', 'teams/', '']) {
      const isLookedAt = address !== 'alerts/'
      test(`is shorter than three screens${isLookedAt ? ', and accessible in both themes' : ''}: ${size}, /${address}`, async () => {
        const page = await open(address, options)
        await field(page).waitFor()
        const height = await page.evaluate(() => document.documentElement.scrollHeight)
        expect(height).toBeLessThan(3 * options.viewport.height)
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(options.viewport.width)
        if (address === 'teams/') await field(page).fill('night')
        if (isLookedAt) await assertAccessibleInBothThemes(page, address)
      })
    }
  }

  test('leads to each of its pages, without scripts too', async () => {
    const page = await open('alerts/', { ...desktop, javaScriptEnabled: false })
    const links = await page.locator('.listing li a').evaluateAll((all) => all.map((link) => link.getAttribute('href')))
    expect(links.toSorted()).toStrictEqual(names.map((name) => `/alerts/${name}/`).toSorted())
    expect(await page.locator('.filter').isVisible()).toBe(false)
    await page.locator('.listing summary').first().click()
    expect(await page.locator('.listing').getByRole('link', { name: 'ApiIsDown', exact: true }).isVisible()).toBe(true)
  })

  test('does not shift when its field comes', async () => {
    const page = await open('alerts/', phone)
    await field(page).waitFor()
    // Letters take another width when their font comes.
    await untilCalm(page)
    const before = await page.locator('.listing details').first().boundingBox()
    const still = await open('alerts/', phone)
    // The list is where it is without the field in it.
    await field(still).evaluate((input) => input.closest('.filter')?.replaceChildren())
    await untilCalm(still)
    expect(await still.locator('.listing details').first().boundingBox()).toStrictEqual(before)
  })

  test('is filtered by keyboard: groups open, what is left is told, and all comes back', async () => {
    const page = await open('teams/')
    await field(page).focus()
    await page.keyboard.type('queue NIGHT down')
    const shown = page.locator('.listing li:visible')
    expect(await shown.count()).toBe(1)
    expect(await page.locator('.listing').getByRole('status').textContent()).toBe('1 page')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('QueueIsDownAtNight')
    await field(page).fill('no such page')
    expect(await page.locator('.listing').getByRole('status').textContent()).toBe('No pages')
    await field(page).fill('team 03')
    expect(await shown.count()).toBe(36)
    await field(page).fill('')
    expect(await shown.count()).toBe(0)
    expect(await page.locator('.listing details:visible').count()).toBe(20)
  })

  test('leaves a group open that its reader opened', async () => {
    const page = await open('alerts/')
    await page.locator('.listing summary').first().click()
    await field(page).fill('api')
    await field(page).fill('')
    expect(await page.locator('.listing details[open]').count()).toBe(1)
  })
})

describe('The sidebar', () => {
  test('tells once what its pages have in common', async () => {
    const page = await open('commands/')
    const list = page.locator('#wm-sidebar li')
    expect(await list.first().textContent()).toBe('factory account … Command Reference')
    expect(await list.nth(1).textContent()).toBe('apierrorshigh')
  })

  test('rarely breaks a name', async () => {
    const page = await open('alerts/ApiIsDown/')
    const heights = await page
      .locator('#wm-sidebar li > a')
      .evaluateAll((links) => links.map((link) => link.getBoundingClientRect().height))
    const least = Math.min(...heights)
    expect(heights.filter((height) => height > least * 1.5).length).toBeLessThan(heights.length / 10)
  })

  test('opens on a phone where the reader is', async () => {
    for (const name of [names[350], names[699]]) {
      const page = await open(`alerts/${name}/`, phone)
      await page.getByRole('button', { name: 'Pages of this guidebook' }).click()
      const current = page.locator('#wm-sidebar [aria-current="page"]')
      await expect.poll(async () => (await current.boundingBox())?.y ?? -1).toBeGreaterThan(0)
      const box = await current.boundingBox()
      expect(box && box.y + box.height).toBeLessThan(phone.viewport.height)
      expect(await current.textContent()).toBe(name)
    }
  })
})

test('The home page begins with its own text, and says at once where the rest is', async () => {
  const page = await open('')
  const order = await page.locator('main').evaluate((main) => main.textContent?.replace(/\s+/g, ' ') ?? '')
  expect(order.indexOf('Read this first.')).toBeLessThan(order.indexOf('Filter'))
  await page.getByRole('navigation', { name: 'Guidebooks' }).getByRole('link', { name: '17 guidebooks' }).click()
  expect(page.url()).toMatch(/#wm-guidebooks$/)
})

test('An H1 has its anchor, and a link to it', async () => {
  const page = await open('alerts/ApiIsDown/#apiisdown')
  expect(await page.locator('h1:target').textContent()).toBe('ApiIsDown')
  expect(await page.locator('h1').count()).toBe(1)
  const link = page.getByRole('link', { name: 'Link to “ApiIsDown”' })
  expect(await link.getAttribute('href')).toBe('#apiisdown')
})
