import { globSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assertAccessibleInBothThemes } from '../accessible.ts'
import { type DiagramSite, diagramSite } from './diagram-site.ts'

const disk = `# Disk full

1. Look at the log.

   \`\`\`sh
   journalctl -u <unit> --token=<token>
   \`\`\`

2. Make room, as in [Make room](room.md).

3. Restart \`shop\`.

4. Tell the others.
`

const changed = disk
  .replace('3. Restart `shop`.', '3. Drain the node.\n\n4. Restart `shop`.')
  .replace('4. Tell the others.\n', '')

const files = {
  'disk.md': disk,
  // The same page, as somebody has changed it meanwhile.
  'disk-later.md': changed,
  'room.md': '# Make room\n\n1. Remove old logs.\n2. Check the disk.\n\nBack to [Disk full](disk.md).\n',
  'plain.md': '# Plain\n\nNothing to do.\n',
}

const row = (page: Page, text: string) => page.getByRole('group', { name: text })
const tick = (page: Page, text: string) => row(page, text).getByRole('button', { name: 'Done' }).click()
const isDone = (page: Page, text: string) => row(page, text).locator('.run-done[aria-pressed="true"]').waitFor()
const state = (page: Page, text: string) => page.locator('.run-state', { hasText: text }).waitFor()
const start = (page: Page) => page.getByRole('button', { name: 'Start a run' }).click()

describe('A run', () => {
  let site: DiagramSite
  beforeAll(async () => {
    site = await diagramSite(files)
  })
  afterAll(() => site.close())

  test('is ticked, told, left and come back to, and finished', async () => {
    const page = await site.open('disk/', {
      permissions: ['clipboard-read', 'clipboard-write'],
      viewport: { width: 360, height: 640 },
    })
    await start(page)
    await page.getByLabel('unit', { exact: true }).fill('shop')
    await page.getByLabel('token', { exact: true }).fill('sesame')
    await page.getByRole('link', { name: 'Next: Look at the log' }).waitFor()
    await tick(page, 'Look at the log')
    await state(page, '1 of 4')
    // By keyboard it goes on where the reader is.
    expect(await page.evaluate(() => document.activeElement?.closest('.run-step')?.ariaLabel)).toBe(
      'Make room, as in Make room',
    )
    await page.waitForFunction(() => {
      const next = document.querySelector('[data-run="next"]')?.getBoundingClientRect()
      const bar = document.querySelector('.run-bar')?.getBoundingClientRect()
      return next !== undefined && bar !== undefined && next.top >= 0 && next.top < bar.top
    })
    await page.locator('.prose').getByRole('link', { name: 'Make room' }).click()
    await page.getByText('The run began on').waitFor()
    await tick(page, 'Remove old logs')
    await page.reload()
    await isDone(page, 'Remove old logs')
    await page.locator('.prose').getByRole('link', { name: 'Disk full' }).click()
    await isDone(page, 'Look at the log')
    await row(page, 'Restart shop').getByRole('button', { name: 'Skip' }).click()
    await page.keyboard.type('it came back by itself')
    await page.getByRole('button', { name: 'Finish' }).click()
    await page.getByLabel('Your name').fill('on call')
    await page.getByRole('button', { name: 'It did not' }).click()
    await page.locator('.run-last', { hasText: 'it did not work' }).waitFor()
    expect(await page.locator('.run-step').count()).toBe(0)
    await page.getByRole('button', { name: 'Copy for the incident' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toMatch(/^\*Disk full\*: It did not work, after 0 min, at “Make room, as in Make room”\n/)
    expect(copied).toMatch(/, on call\nhttp.*\/disk\/( \([0-9a-f]{12}\))?\nunit=shop\n✅ \d\d:\d\d Look at the log\n/)
    expect(copied).toMatch(
      /✅ \d\d:\d\d Remove old logs \[Make room\]\n⏭️ \d\d:\d\d Restart shop: it came back by itself\n3 steps not done$/,
    )
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Markdown', exact: true }).click()
    const saved = `${site.dist}/../run.md`
    await (await download).saveAs(saved)
    expect(readFileSync(saved, 'utf8')).toContain('# Run: Disk full\n')
    await page.context().close()
  })

  test('is one in two tabs, and keeps its ticks when the text changes', async () => {
    const page = await site.open('disk/')
    await start(page)
    const other = await page.context().newPage()
    await other.goto(`${site.origin}disk/`)
    await tick(other, 'Restart shop')
    await tick(other, 'Tell the others')
    await isDone(page, 'Restart shop')
    await tick(page, 'Look at the log')
    await isDone(other, 'Look at the log')
    // Somebody takes it back where it was not said.
    await tick(other, 'Look at the log')
    await row(page, 'Look at the log').locator('.run-done[aria-pressed="false"]').waitFor()
    const html = readFileSync(`${site.dist}/disk-later/index.html`, 'utf8').replaceAll('/disk-later/', '/disk/')
    await page.route('**/disk/', (route) => route.fulfill({ body: html, contentType: 'text/html' }))
    await page.reload()
    await page.getByText('The text of this page has changed since').waitFor()
    await page.getByText('Not here any more: “Tell the others”').waitFor()
    await isDone(page, 'Restart shop')
    await state(page, '1 of 4')
    await page.context().close()
  })

  test('is there for everybody, on a phone and on a desk, in both themes', async () => {
    const page = await site.open('disk/', { viewport: { width: 360, height: 800 } })
    await start(page)
    await row(page, 'Restart shop').getByRole('button', { name: 'Skip' }).click()
    await row(page, 'Look at the log').getByRole('button', { name: 'Note' }).click()
    await tick(page, 'Tell the others')
    await assertAccessibleInBothThemes(page, 'a run at 360 px')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    await page.getByRole('button', { name: 'Finish' }).click()
    await assertAccessibleInBothThemes(page, 'its end')
    await page.getByRole('button', { name: 'It worked' }).click()
    await page.setViewportSize({ width: 1440, height: 900 })
    await assertAccessibleInBothThemes(page, 'afterwards at 1440 px')
    await page.context().close()
  })

  test('keeps the screen awake while it goes on and is seen, and no longer', async () => {
    const page = await site.open('plain/')
    const locks: string[] = []
    await page.exposeFunction('tell', (what: string) => locks.push(what))
    await page.addInitScript(() => {
      const tell = (what: string) => (window as unknown as { tell: (what: string) => void }).tell(what)
      let held: { released: boolean } | undefined
      const release = async () => {
        if (held && !held.released) tell('released')
        if (held) held.released = true
      }
      const request = async (type: string) => {
        tell(`taken: ${type}`)
        held = { released: false }
        return Object.assign(held, { release })
      }
      Object.defineProperty(navigator, 'wakeLock', { value: { request } })
      // As a browser does: it lets go of the screen by itself where a page is hidden.
      const show = (state: string) => {
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
        if (state === 'hidden') void release()
        document.dispatchEvent(new Event('visibilitychange'))
      }
      Object.assign(window, { show })
    })
    await page.goto(`${site.origin}disk/`)
    const show = (state: string) => page.evaluate(`show('${state}')`)
    await show('hidden')
    await show('visible')
    expect(locks, 'nobody follows anything yet').toStrictEqual([])
    await start(page)
    await tick(page, 'Look at the log')
    await expect.poll(() => locks).toStrictEqual(['taken: screen'])
    await show('hidden')
    await tick(page, 'Make room')
    await show('visible')
    await expect.poll(() => locks).toStrictEqual(['taken: screen', 'released', 'taken: screen'])
    await page.getByRole('button', { name: 'Finish' }).click()
    await page.getByRole('button', { name: 'It worked' }).click()
    await expect.poll(() => locks).toStrictEqual(['taken: screen', 'released', 'taken: screen', 'released'])
    await page.context().close()
  })

  test('says what a browser that keeps nothing forgets, and can be copied without a clipboard', async () => {
    const page = await site.open('plain/')
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new Error('full')
      }
      Object.defineProperty(navigator, 'clipboard', { value: undefined })
    })
    await page.goto(`${site.origin}disk/`)
    await start(page)
    await tick(page, 'Look at the log')
    await isDone(page, 'Look at the log')
    await page.getByText('This browser keeps nothing').waitFor()
    await page.locator('.run-bar').getByRole('button', { name: 'Copy', exact: true }).click()
    expect(await page.getByLabel('The run', { exact: true }).inputValue()).toContain('Look at the log')
    await page.context().close()
  })

  test('is loaded where there are steps, and nowhere else; its scripts are small', async () => {
    const page = await site.open('plain/')
    await page.waitForLoadState('networkidle')
    const names = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
    expect(names.filter((name) => /\/run[.-]/.test(name))).toStrictEqual([])
    await page.context().close()
    const size = (name: string) =>
      globSync(`${site.dist}/_astro/${name}.*.js`).reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0)
    expect(size('run-bar')).toBeGreaterThan(0)
    // What makes copies comes when a run goes on.
    expect(size('run-bar')).toBeLessThanOrEqual(6 * 1024)
    expect(size('exports')).toBeLessThanOrEqual(3 * 1024)
  })
})
