import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assertAccessibleInBothThemes } from '../accessible.ts'
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

const local = `# Not ready

\`\`\`sh
kubectl -n <namespace> get deploy <name>
\`\`\`

\`\`\`sh
kubectl -n <namespace> get job <name>
\`\`\`
`

/** It lets any value in. */
const lax = `---
parameters: { namespace: { pattern: ".+" } }
---

# Lax

\`\`\`sh
echo <namespace>
\`\`\`
`

const rules = `groups:
  - name: disk
    rules:
      - alert: DiskFull
        expr: node_filesystem_avail_bytes == 0
        annotations: { runbook_url: disk.md }
`

const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] }
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

/** Runs in the page before all else. */
function watchShifts(): void {
  Object.assign(window, { shift: 0 })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if ('value' in entry) Object.assign(window, { shift: Number(Reflect.get(window, 'shift')) + Number(entry.value) })
  }).observe({ type: 'layout-shift', buffered: true })
}

/** The sum of all layout shifts until the next frames are drawn. */
async function shiftOf(page: Page): Promise<number> {
  for (let frame = 0; frame < 3; frame++)
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
  return page.evaluate(() => Number(Reflect.get(window, 'shift')))
}

/** What the copy button of a block leaves in the clipboard. */
async function copy(page: Page, block: number, options = {}): Promise<void> {
  await page.locator('figure.code').nth(block).locator('.code-tools button').last().click(options)
}

describe('The values of a page', () => {
  let site: DiagramSite
  beforeAll(async () => {
    site = await diagramSite({
      'disk.md': text,
      'lax.md': lax,
      'rules.yml': rules,
      'local.md': local,
      'plain.md': '# Plain\n\nNo command.\n',
    })
  })
  afterAll(() => site.close())

  /** Opens a page with something to fill in, and waits until it can be. */
  const open = async (address: string, options?: BrowserContextOptions) => {
    const page = await site.open(address, options)
    await page.locator('.blank[tabindex]').first().waitFor()
    return page
  }

  test('are typed once, and stand in every command, quoted', async () => {
    const page = await open('disk/', clipboard)
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
    const page = await open('disk/', clipboard)
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
    const page = await open('disk/?namespace=shop&pod_name=web-0&token=sesame&node=%24(id)', clipboard)
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

  test('come with an alert by a click, whatever the case of their names', async () => {
    const page = await open('disk/#%E0%A4%A?node=web_0', clipboard)
    await stopClock(page)
    await page.getByLabel('namespace', { exact: true }).fill('shop')
    await page.evaluate(() => {
      const detail = { Namespace: 'erp', pod_name: 'web-0', token: 'sesame', node: '$(id)', severity: 'page' }
      document.dispatchEvent(new CustomEvent('waymark-fill', { detail }))
    })
    expect(await page.locator('.blank[data-name="namespace"]').allInnerTexts()).toStrictEqual(['erp', 'erp'])
    expect(await page.locator('.value', { hasText: 'namespace' }).textContent()).toContain('From the alert')
    expect(await page.locator('.value', { hasText: 'node' }).textContent()).toContain('Does not fit, from the alert')
    expect(await page.locator('.blank[data-name="token"]').textContent()).toBe('<token>')
    await page.evaluate(() => navigator.clipboard.writeText('before'))
    await copy(page, 1)
    expect(await copied(page)).toBe('before')
    await copy(page, 1)
    expect(await copied(page)).toBe('kubectl -n erp delete pod "web-0"')
    await page.context().close()
  })

  test('of a link are held against the pattern of each page that they come to', async () => {
    const page = await open('lax/?namespace=a%20b')
    await page.locator('waymark-values .values-state', { hasText: '1 of 1 filled in, from the link' }).waitFor()
    expect(await page.locator('.blank').textContent()).toBe("'a b'")
    await page.goto(new URL('disk/', site.origin).href)
    await page.locator('waymark-values .values-state', { hasText: '1 of 4 filled in, not all fit' }).waitFor()
    expect(await page.locator('.blank[data-name="namespace"]').allTextContents()).toStrictEqual([
      '<namespace>',
      '<namespace>',
    ])
    await page.context().close()
  })

  test('of one block are its own where it says so, and go back to those of the page', async () => {
    const page = await open('disk/')
    await page.getByLabel('namespace', { exact: true }).fill('shop')
    const blanks = page.locator('.blank[data-name="namespace"]')
    const button = page.getByRole('button', { name: 'Only here' }).first()
    await blanks.first().focus()
    await button.click()
    await blanks.first().fill('erp')
    expect(await blanks.allTextContents()).toStrictEqual(['erp', 'shop'])
    await page.reload()
    await page.locator('waymark-values .values-state', { hasText: '1 of 4' }).waitFor()
    expect(await blanks.allTextContents()).toStrictEqual(['erp', 'shop'])
    await blanks.first().focus()
    await button.click()
    expect(await blanks.allTextContents()).toStrictEqual(['shop', 'shop'])
    await page.context().close()
  })

  test('are typed by keyboard alone: Enter goes on, Escape goes back', async () => {
    const page = await open('disk/', clipboard)
    await stopClock(page)
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-name') ?? '')
    await page.locator('.blank[data-name="namespace"]').last().focus()
    await page.keyboard.type('shop')
    await page.keyboard.press('Enter')
    expect(await focused()).toBe('pod-name')
    await page.keyboard.type('web-0')
    await page.keyboard.press('Escape')
    expect(await page.locator('.blank[data-name="pod-name"]').textContent()).toBe('<pod name>')
    await page.locator('.blank[data-name="namespace"]').last().focus()
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('pod-name')
    await page.keyboard.type('web-1')
    // From the last one to the button that copies.
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await page.waitForFunction(async () => (await navigator.clipboard.readText()) !== '')
    expect(await copied(page)).toBe('kubectl -n shop delete pod "web-1"')
    await page.context().close()
  })

  test('are texts as they were written where no script runs', async () => {
    const page = await site.open('disk/', { javaScriptEnabled: false })
    expect(await page.locator('waymark-values').isVisible()).toBe(false)
    expect(await page.locator('figure.code code').first().textContent()).toBe('kubectl -n <namespace> get pods -o wide')
    await page.context().close()
  })

  test('come through the address of an alert, which keeps them in its query and behind #?', async () => {
    for (const mark of ['?', '#?']) {
      const page = await open(`alerts/DiskFull${mark}namespace=shop&pod_name=web-0&team=a`)
      await page.locator('waymark-values .values-state', { hasText: '2 of 4 filled in, from the link' }).waitFor()
      expect(new URL(page.url()).href).toBe(new URL('disk/', site.origin).href)
      expect(await page.locator('figure.code code').nth(1).textContent()).toBe('kubectl -n shop delete pod "web-0"')
      await page.context().close()
    }
  })

  test('of names that are another thing in each block stay there, also when the page comes again', async () => {
    const page = await open('local/')
    await page.getByLabel('namespace', { exact: true }).fill('shop')
    await page.locator('.blank[data-name="name"]').first().fill('web')
    await page.reload()
    await page.locator('waymark-values .values-state', { hasText: '1 of 1' }).waitFor()
    expect(await page.locator('figure.code code').allInnerTexts()).toStrictEqual([
      'kubectl -n shop get deploy web',
      'kubectl -n shop get job <name>',
    ])
    await page.context().close()
  })

  test('may be typed before their script is there', async () => {
    const context = await site.browser.newContext(clipboard)
    const page = await context.newPage()
    const script = Promise.withResolvers<void>()
    await page.route('**/values.*.js', async (route) => {
      await script.promise
      await route.continue()
    })
    await page.goto(new URL('disk/?namespace=erp', site.origin).href)
    await page.getByLabel('namespace', { exact: true }).fill('shop')
    script.resolve()
    await page.locator('waymark-values .values-state', { hasText: '1 of' }).waitFor()
    expect(await page.getByLabel('namespace', { exact: true }).inputValue()).toBe('shop')
    expect(await page.locator('figure.code').first().locator('code').textContent()).toContain('-n shop get')
    await context.close()
  })

  test('last for the tab, but for what is secret', async () => {
    const page = await open('disk/')
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

  for (const width of [360, 1440])
    test(`are there for everybody, in both themes at ${width} px`, async () => {
      const page = await open('disk/', { viewport: { width, height: 800 } })
      await page.locator('waymark-values .values-state', { hasText: 'of' }).waitFor()
      await page.getByLabel('namespace', { exact: true }).fill('shop')
      const wide = () => page.evaluate(() => document.documentElement.scrollWidth)
      expect(await wide()).toBeLessThanOrEqual(width)
      await assertAccessibleInBothThemes(page)
      expect(await wide()).toBeLessThanOrEqual(width)
      await page.context().close()
    })

  test('move nothing as they come, however late their script is', async () => {
    const context = await site.browser.newContext({ viewport: { width: 360, height: 800 } })
    const page = await context.newPage()
    await page.addInitScript(watchShifts)
    await page.route('**/values.*.js', async (route) => {
      await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0)
      await route.continue()
    })
    await page.goto(new URL('disk/?namespace=shop&pod_name=web-0&node=%24(id)', site.origin).href)
    await page.locator('waymark-values .values-state', { hasText: '2 of 4 filled in, not all fit' }).waitFor()
    expect(await shiftOf(page)).toBeLessThan(0.01)
    // What does move something is seen.
    await page.evaluate(() =>
      document.querySelector('main')?.prepend(Object.assign(document.createElement('h1'), { textContent: 'x' })),
    )
    await page.waitForFunction(() => Number(Reflect.get(window, 'shift')) > 0.01)
    await context.close()
  })

  test('come with at most 4 KB of script, besides what every page loads', async () => {
    const folder = path.join(site.dist, '_astro')
    const files = await readdir(folder)
    /** A script with all that it loads at once. */
    const loadedBy = async (name: RegExp) => {
      const loaded = new Set(files.filter((file) => name.test(file)))
      expect(loaded.size).toBe(1)
      for (const file of loaded) {
        const code = await readFile(path.join(folder, file), 'utf8')
        for (const [, imported = ''] of code.matchAll(/(?:from|import)"\.\/([^"]+)"/g)) loaded.add(imported)
      }
      return loaded
    }
    const everywhere = await loadedBy(/^page\..*\.js$/)
    const own = [...(await loadedBy(/^values\..*\.js$/))].filter((file) => !everywhere.has(file))
    const codes = await Promise.all(own.map((file) => readFile(path.join(folder, file))))
    const sizes = codes.map((code) => gzipSync(code, { level: 9 }).length)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(4096)
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
