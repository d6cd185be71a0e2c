import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RunLog } from '../../../src/status/runs/run-log.ts'
import { createApp } from '../../../src/status/server/app.ts'
import { listen } from '../../../src/status/server/listen.ts'
import { launchBrowser } from '../../browser.ts'
import { builtShop, livingShop } from './living-site.ts'
import { openPage, waitForStates } from './shown-page.ts'

const steps = `1. Close [the till](status:till).

2. Wait for the stock.

   \`\`\`status
   stock
   \`\`\`

3. Go home.
`
const more = {
  'waymark.yaml': 'title: Night watch\nmdx: true\nstatus: { runs: true }\n',
  'guidebooks/shop/close.md': `# Close\n\n${steps}`,
  'guidebooks/shop/coded.mdx': `export const shop = 'ours'\n\n# Coded\n\nOf {shop}.\n\n${steps}`,
}

const cleanUp: (() => unknown)[] = []
const lifetime = { onTestFinished: (step: () => unknown) => void cleanUp.push(step) }
let browser: Browser
let shop: Awaited<ReturnType<typeof livingShop>>

let dist = ''

beforeAll(async () => {
  const built = await builtShop(lifetime, { 'stock.ping': { state: 'up' } }, more)
  dist = built.dist
  shop = await livingShop(lifetime, dist)
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  for (const step of cleanUp.reverse()) await step()
})

const row = (page: Page, name: string) => page.getByRole('group', { name, exact: true })

test('a tick keeps how the services are, and a step says when its own are up', async () => {
  const page = await openPage(browser, `${shop.origin}shop/close/`)
  await waitForStates(page, { 'waymark-status stock': 'up' })
  await page.getByRole('button', { name: 'Start a run' }).click()
  const wait = row(page, 'Wait for the stock')
  await wait.getByText(/^Expected: up\. It is, since .+\.$/).waitFor()
  shop.found.set('stock.ping', { state: 'down', code: 'ping/lost', reason: 'No answer' })
  await wait.getByText(/^Expected: up\. It is down, since .+\.$/).waitFor()
  await row(page, 'Close the till').getByRole('button', { name: 'Done' }).click()
  await row(page, 'Close the till')
    .getByText(/^Done .+ stock down/)
    .waitFor()
  shop.found.delete('stock.ping')
  await wait.getByText(/^Expected: up\. It is, since .+\.$/).waitFor()
  // What it was stays.
  await page.reload()
  await row(page, 'Close the till')
    .getByText(/^Done .+ stock down/)
    .waitFor()
  await page.context().close()
})

test('a page with code has steps as well', async () => {
  const page = await openPage(browser, `${shop.origin}shop/coded/`)
  await page.getByRole('button', { name: 'Start a run' }).click()
  await row(page, 'Go home').getByRole('button', { name: 'Done' }).click()
  await page.locator('.run-state', { hasText: '1 of 3' }).waitFor()
  expect(await page.locator('.run-step').count()).toBe(3)
  await page.context().close()
})

test('the server keeps how a run has ended, and the page says so to the next reader', async () => {
  const log = new RunLog(`${dist}/../runs.json`, async () => {})
  const stop = new AbortController()
  const app = createApp({ dist, base: '/', log: () => {}, runs: { log: () => log, readOnly: false } })
  const { port, closed } = await listen(app, { host: '127.0.0.1', port: 0, signal: stop.signal })
  const page = await openPage(browser, `http://127.0.0.1:${port}/shop/close/`)
  await page.getByRole('button', { name: 'Start a run' }).click()
  await row(page, 'Close the till').getByRole('button', { name: 'Note' }).click()
  await page.keyboard.type('nobody is to know')
  await row(page, 'Close the till').getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Finish' }).click()
  const kept = page.waitForResponse(/_waymark\/runs$/)
  await page.getByRole('button', { name: 'It did not' }).click()
  expect((await kept).status()).toBe(201)
  const other = await openPage(browser, `http://127.0.0.1:${port}/shop/close/`)
  await other.getByText('Last followed just now: did not work, less than a minute.').waitFor()
  const { pages } = await log.read()
  expect(pages['/shop/close/']).toMatchObject([{ done: 1, of: 3, outcome: 'did not' }])
  expect(JSON.stringify(pages)).not.toContain('nobody')
  await page.context().close()
  await other.context().close()
  stop.abort()
  await closed
})
