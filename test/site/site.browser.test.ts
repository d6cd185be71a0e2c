import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, assert, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/status/server/app.ts'
import { listen } from '../../src/status/server/listen.ts'
import { assertAccessibleInBothThemes, untilCalm } from '../accessible.ts'
import { failOnErrors, launchBrowser, stopClock } from '../browser.ts'
import { run } from '../cli/command-line.ts'
import { fillCache, wholeBuild } from '../kept-cache.ts'
import { builtFolder } from '../status/built-folder.ts'
import { audit } from './audit.ts'

const cleanUp: (() => unknown)[] = []
const stop = new AbortController()

let browser: Browser
let origin = ''
let dist = ''
let findings = ''

/** The repository's own guidebooks, under a base, as a reader meets them. */
beforeAll(async () => {
  const t = { onTestFinished: (step: () => unknown) => void cleanUp.push(step) }
  const folder = await builtFolder(t, {})
  dist = path.join(folder, 'dist')
  const cache = path.join(folder, 'cache')
  await fillCache(cache, wholeBuild)
  const built = await run(['build', '--out', dist, '--cache', cache, '--base', '/books/'])
  expect(built.code, built.stderr).toBe(0)
  findings = built.stderr
  const app = createApp({ dist, base: '/books/', log: () => {} })
  const { port } = await listen(app, { host: '127.0.0.1', port: 0, signal: stop.signal })
  origin = `http://127.0.0.1:${port}/books/`
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

/** Opens a page of the site; problems in the console or requests to other origins fail the test. */
async function open(address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  const page = await context.newPage()
  page.on('request', (request) =>
    assert.ok(request.url().startsWith(origin) || request.url().startsWith('data:'), request.url()),
  )
  failOnErrors(page, address)
  page.on('console', (message) => {
    const isExpected = /404|net::ERR_FAILED/.test(message.text())
    if (message.type() === 'error' && !isExpected) assert.fail(`${address}: ${message.text()}`)
  })
  await page.goto(new URL(address, origin).href)
  return page
}

test('every link of the guidebooks and the manual leads somewhere, and nothing in them is odd', () => {
  expect(findings).toBe('')
  expect(audit(dist, '/books/')).toStrictEqual([])
  const dead = globSync('**/*.html', { cwd: dist }).filter((file) =>
    readFileSync(path.join(dist, file), 'utf8').includes('class="dead-link"'),
  )
  expect(dead).toStrictEqual([])
})

const phone = { viewport: { width: 360, height: 740 } }
const desktop = { viewport: { width: 1440, height: 900 } }
/** Nothing fades from one page to the next: that takes a third of what loading a page does. */
const still = { reducedMotion: 'reduce' } as const

describe('Accessibility, by axe', () => {
  const addresses = ['', 'erp/', 'erp/operations/', 'odoo/architecture/', 'waymark/write-guidebooks/', 'no/such/page/']
  for (const [size, options] of Object.entries({ phone, desktop })) {
    test(`${size}, in both themes`, async () => {
      const page = await open('erp/', { ...options, ...still })
      for (const address of addresses) {
        await page.goto(new URL(address, origin).href)
        await assertAccessibleInBothThemes(page, address)
      }
      await page.goto(new URL('erp/', origin).href)
      await page.keyboard.press('/')
      await page.keyboard.type('postgres')
      await page.waitForSelector('.search-results a')
      await assertAccessibleInBothThemes(page, 'search')
    })
  }
})

describe('By keyboard alone', () => {
  test('the first stop leads over the navigation to the page', async () => {
    const page = await open('erp/operations/')
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Skip to the page')
    await page.keyboard.press('Enter')
    // The browser tells of it a moment after the key.
    await page.waitForURL(/#wm-main$/)
  })

  test('/ and Ctrl-K open search; arrows choose, Enter goes to the section, Escape closes', async () => {
    const page = await open('erp/operations/')
    await page.keyboard.press('/')
    await page.waitForSelector('dialog[open]')
    await page.keyboard.press('Escape')
    expect(await page.locator('dialog[open]').count()).toBe(0)
    await page.keyboard.press('Control+k')
    await page.waitForSelector('dialog[open]')
    await page.keyboard.type('installer lock')
    // Results come while one types, from names first: what the text has comes last, and says how many there are.
    await page.waitForSelector('.search-results a:has-text("Lock the installer")')
    await page.waitForFunction(() => /\d pages?/.test(document.querySelector('.search-status')?.textContent ?? ''))
    const first = await page.locator('[aria-selected="true"]').textContent()
    await page.keyboard.press('ArrowDown')
    expect(await page.locator('[aria-selected="true"]').textContent()).not.toBe(first)
    await page.keyboard.press('ArrowUp')
    const href = await page.locator('[aria-selected="true"]').getAttribute('href')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**${href}`)
    assert.ok(href?.startsWith('/books/erp/'), href ?? '')
  })

  test('a slash that is typed into a field is a slash', async () => {
    const page = await open('')
    await page.keyboard.press('/')
    await page.waitForSelector('dialog[open]')
    await page.keyboard.type('a/b')
    expect(await page.locator('dialog input').inputValue()).toBe('a/b')
  })

  test('everything that does something can be reached', async () => {
    const page = await open('erp/operations/')
    const reached = new Set<string>()
    const names = [
      'Fold the sidebar',
      'Search',
      'Theme: system',
      'All guidebooks',
      'Copy',
      'View Markdown',
      'Health checks first',
      'Deployment',
    ]
    const missing = () => names.filter((name) => ![...reached].some((stop) => stop.includes(name)))
    for (let stop = 0; stop < 250 && missing().length > 0; stop++) {
      await page.keyboard.press('Tab')
      reached.add(await focused(page))
    }
    expect(missing(), [...reached].join(' | ')).toStrictEqual([])
  })

  test('a table that scrolls takes the focus, one that does not is passed over', async () => {
    const narrow = await open('erp/operations/', phone)
    await narrow.waitForSelector('.prose [tabindex="0"]')
    const wide = await open('odoo/modules/')
    await untilCalm(wide)
    expect(await wide.locator('.prose .table[tabindex]').count()).toBe(0)
  })

  test('a table that is filled anew takes the focus at once where it has become too wide, though its box keeps its size', async () => {
    const page = await open('odoo/modules/')
    await untilCalm(page)
    const box = page.locator('.prose .table').first()
    const cell = box.locator('td').first()
    // One row of one line: what is put into it changes the size of nothing but the table.
    await cell.evaluate((element) => {
      Object.assign(element.style, { whiteSpace: 'nowrap', height: '50px' })
      element.closest('table')?.replaceChildren(element)
    })
    await cell.evaluate((element) => element.replaceChildren('narrow'))
    await untilCalm(page)
    const before = await box.boundingBox()
    const isStop = (text: string) =>
      cell.evaluate(async (element, word) => {
        element.replaceChildren(word)
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
        return element.closest('.table')?.getAttribute('tabindex') === '0'
      }, text)
    expect(await isStop('wide '.repeat(500))).toBe(true)
    expect(await box.boundingBox()).toStrictEqual(before)
    expect(await isStop('narrow')).toBe(false)
  })
})

function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    const label = element?.getAttribute('aria-label')
    return (label ?? element?.textContent ?? '').replace(/\s+/g, ' ').trim() || (element?.tagName ?? '')
  })
}

/** In the page: by how many pixels it is too wide. */
function overflow(): number {
  return document.documentElement.scrollWidth - document.documentElement.clientWidth
}

/**
 * In the page: the same of another one, whose elements are put in the place of its own; the code of both is the same, and
 * runs already. That takes a quarter of the time. Undefined where loading does more: it leads on, or its elements have code that comes with them alone.
 */
async function overflowInPlace(address: string): Promise<number | undefined> {
  const { body, head, documentElement } = new DOMParser().parseFromString(
    await (await fetch(address)).text(),
    'text/html',
  )
  if (body.querySelector('waymark-diagram') || head.querySelector('meta[http-equiv="refresh"]')) return undefined
  const sheetsIn = (part: ParentNode) => Array.from(part.querySelectorAll('link[rel="stylesheet"]'))
  const addresses = (part: ParentNode) => String(sheetsIn(part).map((sheet) => sheet.getAttribute('href')))
  const root = document.documentElement
  if (addresses(head) === addresses(document.head)) {
    // Styles need not be read again.
    for (const name of root.getAttributeNames()) root.removeAttribute(name)
    for (const { name, value } of documentElement.attributes) root.setAttribute(name, value)
    document.body.replaceWith(document.adoptNode(body))
  } else {
    const sheets = sheetsIn(head).map((sheet) => new Promise((resolve) => sheet.addEventListener('load', resolve)))
    document.replaceChild(document.adoptNode(documentElement), root)
    await Promise.all(sheets)
  }
  await document.fonts.ready
  if (document.querySelector(':not(:defined)')) return undefined
  return document.documentElement.scrollWidth - document.documentElement.clientWidth
}

describe('The page', () => {
  test('keeps the theme that was chosen, before anything is painted', async () => {
    const page = await open('erp/')
    const button = page.locator('waymark-theme button')
    await button.click()
    await button.click()
    expect(await button.getAttribute('aria-label')).toBe('Theme: dark')
    await page.route('**/page.*.js', (route) => route.abort())
    await page.goto(`${origin}erp/operations/`, { waitUntil: 'commit' })
    await page.waitForSelector('h1')
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
      'rgb(13, 20, 23)',
    )
  })

  test('folds the sidebar away, and keeps it so', async () => {
    const page = await open('erp/')
    await page.getByRole('button', { name: 'Fold the sidebar' }).click()
    expect(await page.locator('#wm-sidebar').isVisible()).toBe(false)
    await page.goto(`${origin}erp/operations/`)
    expect(await page.locator('#wm-sidebar').isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Show the sidebar' }).click()
    expect(await page.locator('#wm-sidebar').isVisible()).toBe(true)
  })

  test('shows where one is: in the sidebar the page, in the contents the section', async () => {
    const page = await open('erp/operations/')
    expect(await page.locator('#wm-sidebar [aria-current="page"]').textContent()).toBe('Operations')
    await page.locator('#scaling').scrollIntoViewIfNeeded()
    await page.evaluate(() => document.querySelector('#scaling')?.scrollIntoView({ behavior: 'instant' }))
    await page.waitForFunction(
      () => document.querySelector('waymark-contents [aria-current]')?.textContent === 'Scaling',
    )
  })

  test('opens its navigation on a phone, with and without scripts', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const page = await open('erp/operations/', { ...phone, javaScriptEnabled })
      expect(await page.locator('#wm-sidebar').isVisible()).toBe(false)
      await page.getByRole('button', { name: 'Pages of this guidebook' }).click()
      await page.locator('#wm-sidebar').getByRole('link', { name: 'Deployment' }).click()
      await page.waitForURL('**/erp/deployment/')
    }
  })

  test('never scrolls sideways on a phone', async () => {
    const page = await open('about:blank', { ...phone, ...still })
    const rows: unknown = await (await fetch(`${origin}_waymark/pages.json`)).json()
    assert.ok(Array.isArray(rows) && rows.length > 40)
    const addresses = rows.map(([address]) => new URL(String(address).slice(1), origin).href)
    let alone = addresses
    // What these load is enough for most others, which then stand in their place: states, steps, values and what fires;
    // and all that pages of services have.
    for (const base of ['odoo/disaster-recovery/', 'status/']) {
      await page.goto(new URL(base, origin).href)
      await page.waitForFunction(() => document.querySelector(':not(:defined)') === null)
      const left: string[] = []
      for (const address of alone) {
        const overflow = await page.evaluate(overflowInPlace, address)
        if (overflow === undefined) left.push(address)
        else expect(overflow, address).toBe(0)
      }
      alone = left
    }
    assert.ok(alone.length < addresses.length / 5, `${alone.length} of ${addresses.length}`)
    for (const address of alone) {
      await page.goto(address)
      expect(await page.evaluate(overflow), address).toBe(0)
    }
  })

  test('does not shift when its scripts come', async () => {
    const page = await open('about:blank', phone)
    const scripts = Promise.withResolvers<void>()
    await page.route('**/_astro/*.js', async (route) => {
      await scripts.promise
      await route.continue()
    })
    await page.goto(`${origin}erp/operations/`, { waitUntil: 'commit' })
    await page.waitForSelector('.prose')
    // Letters take another width when their font comes, and that is as soon as the machine is free.
    await untilCalm(page)
    await page.evaluate(() => {
      const shifts: number[] = []
      Object.assign(globalThis, { shifts })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          if ('value' in entry && typeof entry.value === 'number') shifts.push(entry.value)
      }).observe({ type: 'layout-shift' })
    })
    scripts.resolve()
    await page.getByRole('button', { name: 'Copy' }).first().waitFor()
    await page.waitForLoadState('load')
    await untilCalm(page)
    expect(await page.evaluate('shifts')).toStrictEqual([])
  })

  test('copies commands without their prompts and output', async () => {
    const page = await open('waymark/commands/build/', { permissions: ['clipboard-read', 'clipboard-write'] })
    const session = page
      .locator('figure.code')
      .filter({ has: page.locator('.prompt') })
      .first()
    await stopClock(page)
    await session.getByRole('button', { name: 'Copy' }).click()
    await session.getByRole('button', { name: 'Copied' }).waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    const commands = await session.locator('.command').allInnerTexts()
    expect(copied).toBe(commands.join('\n'))
    expect(copied).not.toMatch(/^\$ /m)
  })

  test('prints the text alone', async () => {
    const page = await open('erp/operations/')
    await page.emulateMedia({ media: 'print' })
    for (const part of ['.bar', '#wm-sidebar', '.aside', '.pager', '.code-tools'])
      expect(await page.locator(part).first().isVisible(), part).toBe(false)
    for (const part of ['h1', '.facts', '.prose']) expect(await page.locator(part).first().isVisible(), part).toBe(true)
    const pdf = await page.pdf({ format: 'A4' })
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  })

  test('moves nothing for a reader who asks for that', async () => {
    const page = await open('erp/operations/', { reducedMotion: 'reduce' })
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior)).toBe('auto')
  })
})

test('a page that is not there offers near ones', async () => {
  const page = await open('erp/backup-recovery/')
  expect(await page.locator('h1').textContent()).toBe('There is no page here')
  await page.waitForSelector('#wm-near')
  expect(await page.locator('waymark-near-pages a').first().getAttribute('href')).toBe(
    '/books/erp/backup-and-recovery/',
  )
  expect(await page.locator('.missing-address').textContent()).toBe('You asked for /books/erp/backup-recovery/')
  await page.locator('.missing-actions').getByRole('button', { name: 'Search' }).click()
  await page.waitForSelector('dialog[open]')
})

test('a page that is not there shows its address as it stands where that is no text', async () => {
  const page = await open('erp/')
  await page.route('**/bad/%E0%A4%A', async (route) => {
    const response = await route.fetch({ url: new URL('no/such/', origin).href })
    await route.fulfill({ response })
  })
  await page.goto(new URL('bad/%E0%A4%A', origin).href)
  await page.waitForSelector('.missing-address:not([hidden])')
  expect(await page.locator('.missing-address code').textContent()).toBe('/books/bad/%E0%A4%A')
})
