import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { assertAccessible } from '../accessible.ts'
import { failOnErrors, launchBrowser } from '../browser.ts'
import { step } from '../step.ts'
import { builtShop, livingShop } from './status/living-site.ts'
import { waitForStates } from './status/shown-page.ts'

const runbook = `# Disk full

The disk of a pod fills up.

## ShopDiskFull

1. See how full it is.

   \`\`\`sh
   kubectl -n <namespace> exec <pod> -- df -h
   \`\`\`

2. Make room, as in [Old logs](logs.md).

3. Restart it.

   \`\`\`sh
   kubectl -n <namespace> delete pod <pod>
   \`\`\`

4. See whether it came back.

   \`\`\`status
   till
   \`\`\`
`

const files = {
  'guidebooks/shop/disk.md': runbook,
  'guidebooks/shop/logs.md':
    '# Old logs\n\n1. Find them.\n\n   ```sh\n   kubectl -n <namespace> logs <pod> --tail 5\n   ```\n\n2. Remove them.\n\nThen back to [Disk full](disk.md).\n',
  'rules.yaml': `groups:
  - name: shop
    rules:
      - alert: ShopDiskFull
        expr: free < 0.1
        annotations: { runbook_url: "https://docs.example.org/shop/disk/#shopdiskfull" }
`,
}

const patience = { timeout: 600_000 }
const up = { 'till.healthz': { state: 'up' }, 'till.name': { state: 'up' }, 'stock.ping': { state: 'up' } } as const

/** What an alert is told by: Alertmanager's labels, in a link of a chat. */
const labels = '?namespace=shop&pod=shop-0'

test.each(['dark', 'light'] as const)('a night with a phone, %s: from an alert to the report', async (colorScheme) => {
  const cleanUp: (() => unknown)[] = []
  const lifetime = { onTestFinished: (end: () => unknown) => void cleanUp.push(end) }
  try {
    await playNight(lifetime, colorScheme)
  } finally {
    for (const end of cleanUp.reverse()) await end()
  }
})

async function playNight(
  t: { onTestFinished: (end: () => unknown) => void },
  colorScheme: 'dark' | 'light',
): Promise<void> {
  const shop = await builtShop(t, up, files)
  const server = await livingShop(t, shop.dist)
  const { origin } = server
  const browser = await launchBrowser()
  t.onTestFinished(() => browser.close())
  const context = await browser.newContext({
    ...{ colorScheme, serviceWorkers: 'allow', viewport: { width: 360, height: 780 } },
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const page = await context.newPage()
  failOnErrors(page)
  const row = (text: string) => page.getByRole('group', { name: text })
  const tick = (text: string) => row(text).getByRole('button', { name: 'Done' }).click()
  const bar = page.locator('.copy-bar')

  await step('the link of an alert opens its runbook, with what the alert knows in the commands', async () => {
    await page.goto(`${origin}alerts/ShopDiskFull${labels}`)
    await page.waitForURL(`${origin}shop/disk/#shopdiskfull`)
    await expect.poll(() => command(page, 0), patience).toBe('kubectl -n shop exec shop-0 -- df -h')
    await waitForStates(page, { 'waymark-status till': 'up' })
  })

  await step('a command is copied as it stands', async () => {
    await copyButton(page, 0).click()
    await expect.poll(() => copied(page), patience).toBe('kubectl -n shop exec shop-0 -- df -h')
  })

  await step('a run is started, and its first step ticked', async () => {
    await page.getByRole('button', { name: 'Start a run' }).click()
    await tick('See how full it is')
    await page.locator('.run-state', { hasText: '1 of 4' }).waitFor()
    await assertAccessible(page)
  })

  await step('the browser keeps its copy', async () => {
    await expect.poll(() => isKept(page), patience).toBe(true)
  })

  await server.end()

  await step('the server is gone: the next runbook comes from the copy, with the values, in the same run', async () => {
    await page.locator('.prose').getByRole('link', { name: 'Old logs' }).click()
    await expect.poll(() => textOf(bar), patience).toMatch(/^Kept copy of /)
    expect(await command(page, 0)).toBe('kubectl -n shop logs shop-0 --tail 5')
    await page.getByText('The run began on').waitFor()
    await tick('Find them')
    await tick('Remove them')
    await assertAccessible(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  })

  await step('back on the first one all is as it was left, and what is up is not claimed to be', async () => {
    await page.locator('.prose').getByRole('link', { name: 'Disk full' }).click()
    await row('See how full it is').locator('.run-done[aria-pressed="true"]').waitFor()
    await waitForStates(page, { 'waymark-status till': 'unknown' })
    expect(await command(page, 1)).toBe('kubectl -n shop delete pod shop-0')
    for (const text of ['Make room', 'Restart it', 'See whether it came back']) await tick(text)
    await page.locator('.run-state', { hasText: '4 of 4' }).waitFor()
  })

  await step('the report has the times, the steps of both and the values', async () => {
    await page.getByRole('button', { name: 'Finish' }).click()
    await page.getByRole('button', { name: 'It worked' }).click()
    await page.getByRole('button', { name: 'Copy for the incident' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const report = await copied(page)
    expect(report).toMatch(/^\*Disk full\*: It worked/)
    expect(report).toMatch(/✅ \d\d:\d\d See how full it is/)
    expect(report).toMatch(/✅ \d\d:\d\d Remove them \[Old logs\]/)
    expect(report).toMatch(/namespace.*shop/)
  })
}

/** What a block of commands says as it is shown. */
async function command(page: Page, block: number): Promise<string> {
  return (await textOf(page.locator('.prose figure.code pre code').nth(block))).trim()
}

async function textOf(element: Locator): Promise<string> {
  return (await element.textContent()) ?? ''
}

function copyButton(page: Page, block: number): Locator {
  return page.locator('.prose figure.code').nth(block).locator('.code-tools button').last()
}

function copied(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText())
}

/** Whether a copy is there that is whole. */
function isKept(page: Page): Promise<boolean> {
  return page.evaluate(async () => (await caches.match('/_waymark/copy-record')) !== undefined)
}
