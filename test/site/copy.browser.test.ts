import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { assert, expect, test } from 'vitest'
import { assertAccessibleInBothThemes } from '../accessible.ts'
import { failOnErrors, launchBrowser } from '../browser.ts'
import { step } from '../step.ts'
import { buildAgain, builtShop, livingShop } from './status/living-site.ts'

const waiting = { timeout: 600_000 }
const up = { 'till.healthz': { state: 'up' }, 'till.name': { state: 'up' }, 'stock.ping': { state: 'up' } } as const

test('a browser keeps a copy of the site for when the server does not answer', async (t) => {
  const shop = await builtShop(t, up)
  const first = await livingShop(t, shop.dist)
  const browser = await launchBrowser()
  t.onTestFinished(() => browser.close())
  const context = await browser.newContext({ serviceWorkers: 'allow', viewport: { width: 360, height: 800 } })
  const page = await context.newPage()
  failOnErrors(page)
  const { origin, port } = first
  const bar = page.locator('.copy-bar')

  await step('a page says nothing of a copy while the server answers, and has one made', async () => {
    await page.goto(`${origin}shop/`)
    const build = await buildOf(page)
    await expect.poll(() => keptBuilds(page), waiting).toStrictEqual([build])
    const worker = () => page.evaluate(() => navigator.serviceWorker.controller?.state)
    await expect.poll(worker, waiting).toBe('activated')
    expect(await bar.count()).toBe(0)
    expect(await page.locator('html').getAttribute('data-copy')).toBeNull()
  })

  await step('a printed page says where it is from, and when it was printed', async () => {
    const stamp = page.locator('.print-stamp')
    expect(await stamp.isVisible()).toBe(false)
    await page.emulateMedia({ media: 'print' })
    for (let time = 0; time < 2; time++) await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    expect(await stamp.isVisible()).toBe(true)
    const [where, when, ...more] = (await stamp.textContent())?.split('printed ') ?? []
    expect([where, more]).toStrictEqual([`${origin}shop/`, []])
    expect(when).toMatch(/\d:\d\d/)
    await page.emulateMedia({ media: 'screen' })
  })

  await first.end()

  await step('its pages are shown from it, with the bar, and states are unknown with what they were', async () => {
    await page.goto(`${origin}shop/till/?namespace=erp#it-does-not-open`)
    await expect.poll(() => bar.textContent(), waiting).toMatch(/^Kept copy of \S.*\. The server does not answer\./)
    expect(await page.locator('h1').textContent()).toMatch(/The till/)
    expect(page.url()).toBe(`${origin}shop/till/?namespace=erp#it-does-not-open`)
    const state = page.locator('.prose waymark-status[data-of="till"]')
    await expect.poll(() => state.getAttribute('data-state'), waiting).toBe('unknown')
    expect(await state.textContent()).toMatch(/was up/)
    await assertAccessibleInBothThemes(page, 'a page of the copy')
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no wider than a phone')
  })

  await step('search finds words of the text', async () => {
    await page.keyboard.press('/')
    await page.getByRole('combobox', { name: 'Search' }).fill('Turn the key')
    const found = page.locator('[role="option"]').first()
    await expect.poll(() => found.textContent(), waiting).toMatch(/The till/)
    await page.keyboard.press('Escape')
  })

  await step('an address without its slash leads on; a page that is not kept says so', async () => {
    await page.goto(`${origin}other`)
    expect(page.url()).toBe(`${origin}other/`)
    await page.goto(`${origin}nowhere/`)
    await expect.poll(() => page.locator('h1').textContent(), waiting).toBe('This page is not in the kept copy')
  })

  await step('a proxy that answers in its place, and a sign-in, are not taken for the site', async () => {
    let status = 502
    const proxy = createServer(({ url }, response) => {
      const isSignIn = url === '/sign-in'
      response.writeHead(isSignIn ? 200 : status, { 'Content-Type': 'text/html', Location: '/sign-in' })
      response.end(isSignIn ? '<title>Sign in</title>' : '<title>Bad gateway</title>')
    })
    await once(proxy.listen(port, '127.0.0.1'), 'listening')
    await page.goto(`${origin}shop/`)
    await expect.poll(() => bar.textContent(), waiting).toMatch(/^Kept copy of /)
    const before = await keptBuilds(page)
    status = 302
    // A machine that is busy for longer than the worker waits shows the copy: then it is asked again.
    await expect.poll(() => titleAt(page, `${origin}shop/till/`), waiting).toBe('Sign in')
    status = 502
    await page.goto(`${origin}shop/till/`)
    expect(await page.locator('h1').textContent()).toMatch(/The till/)
    expect(await keptBuilds(page)).toStrictEqual(before)
    proxy.closeAllConnections()
    await once(proxy.close(), 'close')
  })

  await step('the next build takes its place within one visit', async () => {
    await writeFile(path.join(shop.folder, 'guidebooks/shop/till.md'), '# The till\n\nPull the lever.\n')
    await buildAgain(shop.folder, up)
    const second = await livingShop(t, shop.dist, port)
    const isCopy = async () => {
      await page.goto(`${origin}shop/`)
      return page.locator('html[data-copy]').count()
    }
    await expect.poll(isCopy, waiting).toBe(0)
    const build = await buildOf(page)
    await expect.poll(() => keptBuilds(page), waiting).toStrictEqual([build])
    await second.end()
    await page.goto(`${origin}shop/till/`)
    expect(await page.locator('.prose').textContent()).toContain('Pull the lever.')
    await expect.poll(() => bar.count(), waiting).toBe(1)
  })

  await step('`offline: false` has browsers forget their copy', async () => {
    await writeFile(path.join(shop.folder, 'waymark.yaml'), 'title: Night watch\noffline: false\n')
    await buildAgain(shop.folder, up)
    const third = await livingShop(t, shop.dist, port)
    await page.goto(`${origin}shop/`)
    await expect.poll(() => keptBuilds(page), waiting).toStrictEqual([])
    const registrations = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)
    await expect.poll(registrations, waiting).toBe(0)
    await third.end()
    await expect(page.goto(`${origin}shop/`)).rejects.toThrow(/ERR_CONNECTION_REFUSED/)
  })
})

async function titleAt(page: Page, address: string): Promise<string> {
  await page.goto(address)
  return page.title()
}

/** The build that the server has. */
function buildOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const text = await (await fetch('/waymark-worker.js', { cache: 'no-store' })).text()
    return /waymarkBuild="([^"]+)"/.exec(text)?.[1] ?? ''
  })
}

/** The builds that the browser has, those that are not whole too. */
function keptBuilds(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const names = await caches.keys()
    const whole = await Promise.all(
      names.map(async (name) => {
        // To open one that the worker has just removed would make it again.
        const isWhole = await caches.match('/_waymark/copy-record', { cacheName: name })
        return (name.split(' ').at(-1) ?? '') + (isWhole ? '' : ' in part')
      }),
    )
    return whole
  })
}
