import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { afterAll, assert, beforeAll, expect, test } from 'vitest'
import { assertAccessible } from '../../accessible.ts'
import { launchBrowser } from '../../browser.ts'
import { buildAgain, builtShop } from './living-site.ts'
import { openPage } from './shown-page.ts'

const cleanUp: (() => unknown)[] = []
const lifetime = { onTestFinished: (step: () => unknown) => void cleanUp.push(step) }
const count = 200
const ids = Array.from({ length: count }, (_, index) => `a-service-of-the-platform-${index}`)
const probe = '{ http: "GET https://a.example/healthz" }'
const many = `services:\n${ids.map((id) => `  ${id}: { name: The ${id}, probes: { a: ${probe}, b: ${probe} } }\n`).join('')}`

let browser: Browser
let dist = ''

beforeAll(async () => {
  const built = await builtShop(
    lifetime,
    {},
    {
      'guidebooks/big/services.yaml': many,
      'guidebooks/big/README.md': '# Big\n',
      'guidebooks/some/services.yaml': `services:\n${'abcdef'.replace(/./g, '  some-$&: { name: Some }\n')}`,
      'guidebooks/some/README.md': '# Some\n',
    },
  )
  const states = ids.flatMap((id) => [`${id}.a`, `${id}.b`]).map((id) => [id, { state: 'up' as const }] as const)
  ;({ dist } = await buildAgain(built.folder, Object.fromEntries(states)))
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  for (const step of cleanUp.reverse()) await step()
})

test('a page of a guidebook of 200 services is no heavier than others', async () => {
  const html = await readFile(path.join(dist, 'big/index.html'))
  assert.ok(gzipSync(html).length < 12_000, `${gzipSync(html).length} bytes`)
})

test('all of them are asked for in an address that every server takes; of many changes one sentence is read out', async () => {
  const asked: string[] = []
  const snapshot = JSON.parse(await readFile(path.join(dist, '_waymark/status.json'), 'utf8'))
  delete snapshot.bakedAt
  const page = await openPage(browser, 'about:blank')
  await page.clock.install()
  let isDown = false
  await page.route('http://site.example/**', async (route) => {
    const { pathname, href } = new URL(route.request().url())
    if (/\/(?:status\.json|events)$/.test(pathname)) asked.push(href)
    if (pathname.endsWith('/events')) return route.abort()
    if (pathname.endsWith('/status.json')) {
      const probes = snapshot.probes.map((verdict: object) => ({
        ...verdict,
        checkedAt: new Date().toISOString(),
        ...(isDown && { state: 'down' }),
      }))
      return route.fulfill({ json: { ...snapshot, probes } })
    }
    const file = path.join(dist, pathname.endsWith('/') ? `${pathname}index.html` : pathname)
    return route.fulfill({ path: file }).catch(() => route.abort())
  })
  await page.goto('http://site.example/status/')
  await page.locator('.status-sentence:text("200 of 208 services are up")').waitFor()
  // The page has its counts before it asks.
  await expect.poll(() => asked.length).toBeGreaterThan(0)
  // It listens when it has shown the first answer: what differs from that one is a change.
  await expect.poll(() => asked.some((url) => url.includes('/events'))).toBe(true)
  expect(asked.filter((url) => url.length >= 4000)).toStrictEqual([])
  const said = page.locator('waymark-status-page > [role=status]')
  expect(await said.textContent()).toBe('')
  isDown = true
  await page.clock.fastForward(20_000)
  await page.locator('.status-sentence:text("200 of 208 services are down")').waitFor()
  expect(await said.textContent()).toBe('200 services have changed. 208 services: 200 down, 8 unknown')
  expect(await page.locator('.services-troubled > li').count()).toBe(200)
  await assertAccessible(page)
  await page.context().close()
})

test('services that are folded away in the head of a page are all there on paper', async () => {
  const page = await openPage(browser, 'about:blank', { javaScriptEnabled: false })
  await page.route('http://site.example/**', (route) => {
    const { pathname } = new URL(route.request().url())
    return route.fulfill({ path: path.join(dist, pathname.endsWith('/') ? `${pathname}index.html` : pathname) })
  })
  await page.goto('http://site.example/some/')
  const names = page.locator('.status-page .status-services .status-name')
  const seen = () => names.evaluateAll((all) => all.filter((one) => one.checkVisibility()).length)
  expect([await names.count(), await seen()]).toStrictEqual([6, 0])
  await page.emulateMedia({ media: 'print' })
  expect(await seen()).toBe(6)
  await page.context().close()
})
