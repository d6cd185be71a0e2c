import type { Page } from 'playwright-core'

/** One page as it is pictured. */
export interface Shot {
  name: string
  /** Whose page it is: of the example guidebooks, of the gallery as `dev` shows it, or of the preview of a change. */
  site: 'guidebooks' | 'gallery' | 'change'
  /** Without a slash at its beginning. */
  address: string
  /** What is done on the page before. */
  prepare?: (page: Page) => Promise<unknown>
}

/** Pages that show each kind of what a reader meets. */
export const shots: readonly Shot[] = [
  { name: 'home', site: 'guidebooks', address: '' },
  { name: 'runbook', site: 'guidebooks', address: 'erp/operations/' },
  { name: 'long-page', site: 'guidebooks', address: 'waymark/write-guidebooks/' },
  { name: 'wide-table', site: 'gallery', address: 'shop/wide-table/' },
  { name: 'code', site: 'gallery', address: 'shop/code/' },
  {
    name: 'diagrams',
    site: 'guidebooks',
    address: 'fsm/sign-in/',
    prepare: (page) => page.locator('.prose figure').first().scrollIntoViewIfNeeded(),
  },
  { name: 'folder', site: 'guidebooks', address: 'waymark/checks/' },
  { name: 'status', site: 'guidebooks', address: 'status/', prepare: untilDrawn },
  { name: 'status-service', site: 'guidebooks', address: 'status/erp/', prepare: untilDrawn },
  {
    name: 'search',
    site: 'guidebooks',
    address: 'erp/',
    prepare: async (page) => {
      await page.keyboard.press('/')
      await page.keyboard.type('postgres')
      // What the text of pages says comes after their names.
      await page.waitForSelector('.search-section')
    },
  },
  {
    name: 'missing',
    site: 'guidebooks',
    address: 'erp/operatons/',
    prepare: (page) => page.waitForSelector('#wm-near'),
  },
  {
    name: 'findings',
    site: 'gallery',
    address: 'shop/findings/',
    prepare: (page) => page.waitForSelector('.findings'),
  },
  { name: 'changes', site: 'change', address: '_changes/' },
  {
    name: 'changed-page',
    site: 'change',
    address: 'fsm/',
    // Words that differ above a diagram that does.
    prepare: (page) =>
      page
        .locator('.prose del')
        .first()
        .evaluate((mark) => scrollTo(0, scrollY + mark.getBoundingClientRect().top - innerHeight / 5)),
  },
  {
    name: 'values',
    site: 'guidebooks',
    address: 'waymark/on-call/?namespace=shop&pod=web-0',
    prepare: (page) => page.waitForSelector('.blank[data-state="filled"]'),
  },
  {
    name: 'run',
    site: 'guidebooks',
    address: 'odoo/deploy/',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Start a run' }).click()
      const buttons = page.locator('.run-step button.run-done')
      for (const step of [0, 1, 2, 3, 4]) await buttons.nth(step).click()
      await page.locator('#steps').evaluate((heading) => heading.scrollIntoView({ block: 'start' }))
    },
  },
  { name: 'kept-copy', site: 'guidebooks', address: 'erp/dolibarr-down/', prepare: untilCopied },
]

/** With it, a server of pictures answers as a proxy does whose server has died. */
export const outageCookie = 'outage'

/** Shows the page from the copy that the browser has kept of it. */
async function untilCopied(page: Page): Promise<void> {
  const isCopied = () =>
    page.evaluate(
      async () =>
        navigator.serviceWorker.controller?.state === 'activated' &&
        (await caches.match('/_waymark/copy-record')) !== undefined &&
        (await caches.match(location.pathname)) !== undefined,
    )
  while (!(await isCopied())) await page.waitForTimeout(200)
  await page.context().addCookies([{ name: outageCookie, value: 'yes', url: new URL('/', page.url()).href }])
  await page.goto(page.url())
  await page.locator('.copy-bar').waitFor()
}

/** The bars of the last days come after the page, with what the server knows. */
function untilDrawn(page: Page): Promise<unknown> {
  return page.waitForFunction(() => {
    const seen = [...document.querySelectorAll('.bars')].filter(
      (bars) => bars.getBoundingClientRect().top < innerHeight,
    )
    return seen.length > 0 && seen.every((bars) => bars.childElementCount > 0)
  })
}

export const sizes = { phone: { width: 360, height: 800 }, desktop: { width: 1440, height: 900 } } as const

export const schemes = ['light', 'dark'] as const
