import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assertAccessible } from '../accessible.ts'
import { stopClock } from '../browser.ts'
import { type DiagramSite, diagramSite } from './diagram-site.ts'

const text = `---
parameters:
  node: { written: $NODE, pattern: "[a-z0-9-]+", description: The node that is not ready }
---

# Disk full

Look first.

\`\`\`sh
kubectl -n <namespace> get pods -o wide
\`\`\`

\`\`\`sh
kubectl -n <namespace> delete pod "<pod name>"
\`\`\`

\`\`\`sh
kubectl drain $NODE
\`\`\`

\`\`\`sh
curl -H 'Authorization: Bearer <token>' https://shop.example.org/
\`\`\`
`

const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] }
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

/** What the copy button of a block leaves in the clipboard. */
async function copy(page: Page, block: number, options = {}): Promise<void> {
  await page.locator('figure.code').nth(block).locator('.code-tools button').last().click(options)
}

describe('The values of a page', () => {
  let site: DiagramSite
  beforeAll(async () => {
    site = await diagramSite({ 'disk.md': text, 'plain.md': '# Plain\n\nNo command.\n' })
  })
  afterAll(() => site.close())

  test('are typed once, and stand in every command, quoted', async () => {
    const page = await site.open('disk/', clipboard)
    await stopClock(page)
    await page.getByLabel('namespace', { exact: true }).fill('shop')
    const blanks = page.locator('.blank[data-name="namespace"]')
    expect(await blanks.allInnerTexts()).toStrictEqual(['shop', 'shop'])
    await copy(page, 0)
    expect(await copied(page)).toBe('kubectl -n shop get pods -o wide')
    await page.getByLabel('pod-name', { exact: true }).fill('a$(id)"b')
    await copy(page, 1)
    expect(await copied(page)).toBe('kubectl -n shop delete pod "a\\$(id)\\"b"')
    await page.getByLabel('namespace', { exact: true }).fill("it's; rm -rf /")
    await copy(page, 0)
    expect(await copied(page)).toBe("kubectl -n 'it'\\''s; rm -rf /' get pods -o wide")
    await page.context().close()
  })

  test('are asked for where one is missing, and nothing is copied but as it is written', async () => {
    const page = await site.open('disk/', clipboard)
    await stopClock(page)
    await page.evaluate(() => navigator.clipboard.writeText('before'))
    await copy(page, 0)
    expect(await copied(page)).toBe('before')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-name'))).toBe('namespace')
    await page.keyboard.type('erp')
    expect(await page.locator('.blank[data-name="namespace"]').last().textContent()).toBe('erp')
    await copy(page, 1, { modifiers: ['Shift'] })
    expect(await copied(page)).toBe('kubectl -n <namespace> delete pod "<pod name>"')
    await page.context().close()
  })

  test('come with a link where they fit, and are confirmed before something dangerous is copied', async () => {
    const page = await site.open('disk/?namespace=shop&pod_name=web-0&token=sesame&node=%24(id)', clipboard)
    await stopClock(page)
    await page.waitForFunction(() => location.search === '')
    expect(await page.locator('.blank[data-name="namespace"]').allInnerTexts()).toStrictEqual(['shop', 'shop'])
    expect(await page.locator('.blank[data-name="node"]').textContent()).toBe('$NODE')
    expect(await page.locator('.blank[data-name="token"]').textContent()).toBe('<token>')
    await page.evaluate(() => navigator.clipboard.writeText('before'))
    await copy(page, 1)
    expect(await copied(page)).toBe('before')
    await copy(page, 1)
    expect(await copied(page)).toBe('kubectl -n shop delete pod "web-0"')
    await page.context().close()
  })

  test('last for the tab, but for what is secret', async () => {
    const page = await site.open('disk/')
    await page.getByLabel('namespace', { exact: true }).fill('shop')
    await page.getByLabel('token', { exact: true }).fill('sesame')
    expect(await page.locator('.blank[data-name="token"]').textContent()).not.toContain('sesame')
    await page.reload()
    await page.locator('waymark-values .values-state', { hasText: '1 of' }).waitFor()
    expect(await page.getByLabel('namespace', { exact: true }).inputValue()).toBe('shop')
    expect(await page.getByLabel('token', { exact: true }).inputValue()).toBe('')
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain('sesame')
    await page.context().close()
  })

  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [360, 1440])
      test(`are there for everybody, in ${colorScheme} at ${width} px`, async () => {
        const page = await site.open('disk/', { colorScheme, viewport: { width, height: 800 } })
        await page.locator('waymark-values .values-state', { hasText: 'of' }).waitFor()
        await page.getByLabel('namespace', { exact: true }).fill('shop')
        await assertAccessible(page)
        const wide = await page.evaluate(() => document.documentElement.scrollWidth)
        expect(wide).toBeLessThanOrEqual(width)
        await page.context().close()
      })

  test('are loaded where a command has a blank, and nowhere else', async () => {
    const scripts = async (address: string) => {
      const page = await site.open(address)
      await page.waitForLoadState('networkidle')
      const names = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
      await page.context().close()
      return names.filter((name) => /\/values\.[^/]+\.js$/.test(name))
    }
    expect(await scripts('plain/')).toStrictEqual([])
    expect((await scripts('disk/')).length).toBe(1)
  })
})
