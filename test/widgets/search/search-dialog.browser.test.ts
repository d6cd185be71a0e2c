import path from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../../src/status/server/app.ts'
import { listen } from '../../../src/status/server/listen.ts'
import { assertAccessibleInBothThemes } from '../../accessible.ts'
import { failOnErrors, launchBrowser } from '../../browser.ts'
import { run } from '../../cli/command-line.ts'
import { builtFolder } from '../../status/built-folder.ts'

const cleanUp: (() => unknown)[] = []
const stop = new AbortController()
let browser: Browser
let origin = ''

const hostile = '<img src=x onerror=alert(1)> & "quotes"'
const longWord = 'x'.repeat(300)

const files = {
  'guidebooks/README.md': '# Home\n\nWhere to start.\n',
  'guidebooks/shop/README.md': '# Shop\n\nSells things.\n',
  'guidebooks/shop/services.yaml':
    'services: { till: { name: Till, probes: { home: { http: "GET https://till.example/" } } } }\n',
  'guidebooks/shop/till.md':
    '# Till does not open\n\nAsk [the till](status:till) itself.\n\n## Restart the drawer\n\nPull the lever twice.\n\n## Count the coins\n\nThe lever rests meanwhile.\n',
  'guidebooks/stock/README.md': '# Stock\n\nKeeps things.\n',
  'guidebooks/stock/shelf.md': '# Shelf is empty\n\nOrder more, and pull the lever.\n',
  'guidebooks/stock/hostile.md': `---\ntitle: '${hostile}'\n---\n\n# H\n\nThe kraken <b>wakes</b>.\n`,
  'guidebooks/stock/long.md': `# ${longWord}\n\nA basilisk.\n`,
  ...Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [`guidebooks/many/p${index}.md`, `# Gateway ${index}\n\nOne of many.\n`]),
  ),
}

beforeAll(async () => {
  const folder = await builtFolder({ onTestFinished: (step: () => unknown) => void cleanUp.push(step) }, files)
  const built = await run(['build', '--root', folder, '--base', '/books/'])
  expect(built.code, built.stderr).toBe(0)
  const app = createApp({ dist: path.join(folder, 'dist'), base: '/books/', log: () => {} })
  // A page that is routed loads all of its files again: the server itself says how the till is.
  const told = ({ url }: Request) => {
    if (url.includes('/_waymark/status.json')) return Response.json(snapshot(till))
    return url.includes('/_waymark/events') ? new Response(null, { status: 503 }) : undefined
  }
  const answer = {
    fetch: (...[request, ...rest]: Parameters<typeof app.fetch>) => told(request) ?? app.fetch(request, ...rest),
  }
  const { port } = await listen(answer, { host: '127.0.0.1', port: 0, signal: stop.signal })
  origin = `http://127.0.0.1:${port}/books/`
  browser = await launchBrowser()
})

afterAll(async () => {
  stop.abort()
  await browser?.close()
  for (const step of cleanUp) await step()
})

const phone: BrowserContextOptions = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }

/** A verdict of the till as a server tells it. */
function snapshot(state: string) {
  const at = new Date().toISOString()
  const reason = state === 'up' ? {} : { reason: 'connection refused by `10.0.0.7:443`' }
  const verdict = { id: 'till.home', service: 'till', state, since: at, checkedAt: at, durationMs: 1, everyMs: 60_000 }
  return { version: 1, environment: null, checkedAt: at, probes: [{ ...verdict, facts: {}, ...reason }] }
}

const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 800 } }
/** The state that the server tells of the till. */
let till = 'up'

/** Files of the site, and what becomes of them. */
type Routed = Parameters<Page['route']>

/**
 * A page of the site as in a browser that has never been there, whose server says of the till that it is in a state;
 * errors of the page fail the test. It is the caller's up to the next one.
 */
async function open(address = '', options?: BrowserContextOptions, state = 'up', routed?: Routed): Promise<Page> {
  for (const context of browser.contexts()) await context.close()
  till = state
  const page = await (await browser.newContext({ ...desktop, ...options })).newPage()
  failOnErrors(page)
  if (routed) await page.route(...routed)
  await page.goto(origin + address)
  return page
}

/** The same, whose files are routed before it is loaded: a page that is there may ask for them on the way that it had. */
const openRouted = (...routed: Routed) => open('', undefined, 'up', routed)

async function openSearch(page: Page): Promise<void> {
  await page.keyboard.press('/')
  await page.waitForSelector('dialog[open] .search-keys', { state: 'attached' })
}

/** Types, and waits until what is shown is about that. */
async function search(page: Page, words: string): Promise<void> {
  await page.locator('dialog input').fill(words)
  await settled(page)
}

async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    /page|found|could not/.test(document.querySelector('.search-status')?.textContent ?? ''),
  )
  await page.waitForFunction(() => !document.querySelector('dialog.is-busy'))
}

/** Without those of the filter, which are the browser's own. */
const options = (page: Page) => page.locator('.search-results [role=option]')
const titles = (page: Page) => page.locator('.search-results .search-title').allTextContents()
const active = (page: Page) => page.locator('[role=option][aria-selected=true]')

describe('Keys', () => {
  test('what is typed before the code of search is there is searched for', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    const page = await openRouted('**/search-dialog*.js', async (route) => {
      await held
      await route.continue()
    })
    await page.keyboard.press('Control+k')
    await page.keyboard.type('shelf')
    expect(await page.locator('dialog input').inputValue()).toBe('shelf')
    release()
    await settled(page)
    expect((await titles(page))[0]).toBe('Shelf is empty')
  })

  test('the arrows go over pages and their sections, from the last to the first, and the field says which it is', async () => {
    const page = await open()
    await openSearch(page)
    await search(page, 'lever')
    const all = options(page)
    const count = await all.count()
    expect(count).toBeGreaterThan(2)
    expect(await page.locator('dialog input').getAttribute('aria-expanded')).toBe('true')
    for (let step = 0; step < count; step++) {
      expect(await active(page).count()).toBe(1)
      const id = await active(page).getAttribute('id')
      expect(id).toBe(await all.nth(step).getAttribute('id'))
      expect(await page.locator('dialog input').getAttribute('aria-activedescendant')).toBe(id)
      await page.keyboard.press('ArrowDown')
    }
    expect(await active(page).getAttribute('id')).toBe(await all.first().getAttribute('id'))
    await page.keyboard.press('ArrowUp')
    expect(await active(page).getAttribute('id')).toBe(await all.last().getAttribute('id'))
  })

  test('Enter goes to the section, and the dialog closes where it is one of the same page', async () => {
    const page = await open('shop/till/')
    await openSearch(page)
    await search(page, 'count the coins')
    await page.getByRole('option', { name: /^Count the coins/ }).hover()
    await page.keyboard.press('Enter')
    await page.waitForURL(/shop\/till\/#count-the-coins$/)
    await expect.poll(() => page.locator('dialog[open]').count()).toBe(0)
  })

  test('Enter that is pressed before the results are there opens the first of them', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    const page = await openRouted(/_waymark\/names/, async (route) => {
      await held
      await route.continue()
    })
    await openSearch(page)
    await page.locator('dialog input').fill('shelf')
    await page.keyboard.press('Enter')
    release()
    await page.waitForURL(/stock\/shelf\//)
  })

  for (const key of ['Control+Enter', 'Meta+Enter']) {
    test(`${key} opens a new tab, and search stays as it is`, async () => {
      const page = await open()
      await openSearch(page)
      await search(page, 'shelf')
      const [tab] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press(key)])
      await tab.waitForURL(/stock\/shelf\//)
      expect(page.url()).toBe(origin)
      expect(await page.locator('dialog[open]').count()).toBe(1)
    })
  }

  test('Escape closes with words in the field; they are there again, marked to be typed over', async () => {
    const page = await open()
    await openSearch(page)
    await search(page, 'shelf')
    await page.keyboard.press('Escape')
    expect(await page.locator('dialog[open]').count()).toBe(0)
    await openSearch(page)
    expect((await titles(page))[0]).toBe('Shelf is empty')
    await page.keyboard.type('till')
    expect(await page.locator('dialog input').inputValue()).toBe('till')
  })

  test('the key that opens it does so at once after it was closed, and what is typed then is not lost', async () => {
    const page = await open()
    await openSearch(page)
    // As on a machine that is busy: the key comes before the browser tells that the window was closed.
    const isReady = await page.evaluate(async () => {
      const dialog = document.querySelector('dialog')
      const field = dialog?.querySelector('input')
      const told = new Promise((resolve) => dialog?.addEventListener('close', resolve, { once: true }))
      dialog?.close()
      field?.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true, cancelable: true }))
      await told
      return dialog?.open === true && document.activeElement === field
    })
    expect(isReady).toBe(true)
    await page.keyboard.type('till')
    expect(await page.locator('dialog input').inputValue()).toBe('till')
  })

  test('Enter that ends a word of an input method opens nothing', async () => {
    const page = await open()
    await openSearch(page)
    await search(page, 'shelf')
    await page.locator('dialog input').evaluate((field) => {
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }))
    })
    expect(await page.locator('dialog[open]').count()).toBe(1)
    expect(page.url()).toBe(origin)
  })
})

describe('Results', () => {
  test('stand in groups, a page over its sections, and the group is named after the page', async () => {
    const page = await open()
    await openSearch(page)
    await search(page, 'drawer')
    const group = page.getByRole('group', { name: 'Till does not open' })
    expect(await group.getByRole('option').count()).toBeGreaterThan(1)
    expect(await group.locator('.search-section').first().textContent()).toMatch(/Restart the drawer/)
    expect(await page.getByRole('listbox', { name: 'Results' }).count()).toBe(1)
  })

  test('a list that is cut says so, and goes on by its button with the focus in the field', async () => {
    const page = await open()
    await openSearch(page)
    await search(page, 'gateway')
    expect(await page.locator('.search-status').textContent()).toBe('12+ pages')
    await page.getByRole('button', { name: 'Show more' }).click()
    await expect.poll(() => titles(page).then(({ length }) => length)).toBeGreaterThan(12)
    expect(await page.locator('dialog input').evaluate((field) => field === document.activeElement)).toBe(true)
  })

  test('titles and texts of a guidebook are text, whatever stands in them', async () => {
    const page = await open()
    await openSearch(page)
    await search(page, 'kraken')
    expect(await titles(page)).toContain(hostile)
    expect(await page.locator('.search-results').locator('img, b, script').count()).toBe(0)
  })

  test('words that the best page lacks are said', async () => {
    const page = await open()
    await openSearch(page)
    await search(page, 'shelf zzqqzz')
    expect((await titles(page))[0]).toBe('Shelf is empty')
    expect(await page.locator('.search-missing').textContent()).toMatch(/missing: “zzqqzz”$/)
  })

  test('a page tells why it was found, and how its services are', async () => {
    const page = await open('', undefined, 'down')
    const answered = page.waitForResponse(/status\.json/)
    await openSearch(page)
    await answered
    await search(page, 'tlil does not open')
    const first = page.locator('.search-option').first()
    expect(await first.locator('.search-title').textContent()).toBe('Till does not open')
    expect(await first.locator('.search-reason').textContent()).toMatch(/spelled alike/)
    await expect.poll(() => first.locator('.search-state').textContent()).toBe('down')
  })

  test('a filter leaves those of one guidebook; it is reached by keyboard', async () => {
    const page = await open()
    await openSearch(page)
    await search(page, 'lever')
    expect((await titles(page)).toSorted()).toStrictEqual(['Shelf is empty', 'Till does not open'])
    const filter = page.getByRole('combobox', { name: 'Guidebook' })
    for (let stops = 0; stops < 4 && !(await filter.evaluate((one) => one === document.activeElement)); stops++)
      await page.keyboard.press('Tab')
    await page.keyboard.type('Sto')
    await expect.poll(() => titles(page)).toStrictEqual(['Shelf is empty'])
  })

  test('nothing found in one guidebook offers to look in all', async () => {
    const page = await open()
    await openSearch(page)
    await page.getByRole('combobox', { name: 'Guidebook' }).selectOption('Stock')
    await search(page, 'drawer')
    expect(await page.locator('.search-blank').textContent()).toMatch(/^Nothing found in Stock for “drawer”/)
    await page.getByRole('button', { name: 'Search all guidebooks' }).click()
    await expect.poll(() => titles(page)).toStrictEqual(['Till does not open'])
  })

  test('an index that cannot be loaded is said, and asked for again', async () => {
    const page = await openRouted(/_waymark\/names/, (route) => route.abort())
    await openSearch(page)
    await page.locator('dialog input').fill('shelf')
    await page.getByText('The server does not answer, or this device is offline.').waitFor()
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => titles(page).then(([first]) => first)).toBe('Shelf is empty')
  })

  test('where the code of search cannot be loaded, its frame says so', async () => {
    const page = await openRouted('**/search-dialog*.js', (route) => route.abort())
    await page.keyboard.press('/')
    await page.getByText('Search could not be loaded.').waitFor()
    await page.getByRole('button', { name: 'Close' }).click()
    expect(await page.locator('dialog[open]').count()).toBe(0)
  })
})

describe('An empty field', () => {
  test('says what can be typed, where there is nothing to suggest', async () => {
    const page = await open()
    await openSearch(page)
    await page.getByText('What do you see?').waitFor()
    expect(await options(page).count()).toBe(0)
  })

  test('shows the pages that were visited last, without the one that is read, and forgets them', async () => {
    const page = await open('shop/till/')
    for (const address of ['stock/shelf/', 'shop/till/', 'not-there/', 'stock/', 'shop/'])
      await page.goto(origin + address)
    await openSearch(page)
    const group = page.getByRole('group', { name: 'Last visited' })
    expect(await group.locator('.search-head').allTextContents()).toStrictEqual([
      'Stock',
      'Till does not openShop',
      'Shelf is emptyStock',
    ])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(/shop\/till\/$/)
    await openSearch(page)
    await page.getByRole('button', { name: 'Forget the last visited' }).click()
    expect(await options(page).count()).toBe(0)
  })

  test('keeps a few visits in this browser, and none whose title is longer than a title', async () => {
    const page = await open('stock/long/')
    for (let index = 0; index < 12; index++) await page.goto(`${origin}many/p${index}/`)
    await openSearch(page)
    expect(await titles(page)).toStrictEqual([10, 9, 8, 7, 6, 5].map((index) => `Gateway ${index}`))
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }))
    expect(kept).not.toContain(longWord)
    expect(kept.length).toBeLessThan(2000)
  })

  for (const kept of ['no JSON', '{"a":1}', '[1, null, ["x"]]', '[["<b>", "<img src=x onerror=alert(1)>", 7]]']) {
    test(`what another script has left is no harm: ${kept}`, async () => {
      const page = await open('many/p1/')
      await page.evaluate((text) => localStorage.setItem('waymark:visits /books/', text), kept)
      await openSearch(page)
      await page.waitForSelector('dialog[open]')
      expect(await page.locator('dialog img').count()).toBe(0)
    })
  }

  test('shows the services that are not well, and leads to their page', async () => {
    const page = await open('stock/', undefined, 'down')
    await openSearch(page)
    const option = page.getByRole('group', { name: 'Not well now' }).getByRole('option')
    await option.waitFor()
    expect(await option.locator('.search-state').textContent()).toBe('down')
    expect(await option.locator('.search-excerpt').textContent()).toMatch(/connection refused by 10\.0\.0\.7:443/)
    await page.keyboard.press('Enter')
    await page.waitForURL(/books\/status\/till\/$/)
  })

  test('says nothing of services that are well', async () => {
    const page = await open('stock/')
    const answered = page.waitForResponse(/status\.json/)
    await openSearch(page)
    await answered
    await page.getByText('What do you see?').waitFor()
    expect(await page.getByText('Not well now').count()).toBe(0)
  })
})

describe('On a phone', () => {
  test('it fills the screen, its field does not zoom, and what is touched is large enough', async () => {
    const page = await open('', phone)
    await page.getByRole('button', { name: 'Search' }).tap()
    await page.waitForSelector('dialog[open] .search-keys', { state: 'attached' })
    await search(page, 'lever')
    const box = await page.locator('dialog').boundingBox()
    expect(box).toStrictEqual({ x: 0, y: 0, width: 360, height: 740 })
    const field = page.locator('dialog input')
    expect(await field.evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize))).toBeGreaterThanOrEqual(16)
    const heights = await page
      .locator('dialog :is(a, button, select):visible')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height))
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44)
    await page.getByRole('button', { name: 'Close' }).tap()
    expect(await page.locator('dialog[open]').count()).toBe(0)
  })

  test('it ends where a keyboard begins that lies over the page', async () => {
    const page = await open('', phone)
    await page.evaluate(() => {
      Object.defineProperty(visualViewport, 'height', { value: 400, configurable: true })
      Object.defineProperty(visualViewport, 'offsetTop', { value: 20, configurable: true })
    })
    await page.getByRole('button', { name: 'Search' }).tap()
    await page.waitForSelector('dialog[open] .search-keys', { state: 'attached' })
    await expect
      .poll(() => page.locator('dialog').boundingBox())
      .toStrictEqual({ x: 0, y: 20, width: 360, height: 400 })
  })
})

describe('Every state is accessible, and nothing scrolls sideways', () => {
  const states: Record<string, string> = {
    'an empty field': '',
    results: 'lever',
    nothing: 'zzqqzz',
    'a long word': 'basilisk',
  }
  for (const width of [360, 1440]) {
    /** In it one page was visited before. */
    const opened = async () => {
      const page = await open('shop/till/', { viewport: { width, height: 740 } }, 'down')
      await page.goto(`${origin}stock/`)
      await openSearch(page)
      return page
    }
    let page: Page | undefined
    for (const [name, words] of Object.entries(states)) {
      test(`${name}, ${width} pixels, in both themes`, async () => {
        page ??= await opened()
        if (words === '') {
          await page.locator('dialog input').fill('')
          await page.getByText('Not well now').waitFor()
        } else await search(page, words)
        await assertAccessibleInBothThemes(page, name)
        const overflow = await page
          .locator('dialog, dialog .search-found')
          .evaluateAll((boxes) => boxes.map((box) => box.scrollWidth - box.clientWidth))
        expect(Math.max(...overflow)).toBeLessThanOrEqual(0)
      })
    }
  }
})
