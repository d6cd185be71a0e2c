import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assertAccessibleInBothThemes } from '../accessible.ts'
import { type DiagramSite, diagramSite } from './diagram-site.ts'

const tabs = (text: string) =>
  `=== "Linux"\n\n    apt ${text}\n\n    ## Deep ${text}\n\n=== "Mac *OS*"\n\n    brew ${text}\n\n=== "Windows"\n\n    winget ${text}\n`

let site: DiagramSite

beforeAll(async () => {
  site = await diagramSite({
    'mkdocs.yml': 'site_name: Guides\n',
    'docs/index.md': `# Guides\n\n${tabs('one')}\n\ntext\n\n${tabs('two')}\n\n!!! warning "Mind *this*"\n\n    boxed\n\n??? tip\n\n    folded\n`,
    'docs/other.md': `# Other\n\n${tabs('three')}\n`,
  })
})

afterAll(() => site?.close())

/** Opens the page once its tabs can be chosen. */
async function openTabs(): Promise<Page> {
  const page = await site.open('')
  await page.getByRole('tab').first().waitFor()
  return page
}

/** What of the tabs a reader sees. */
const shown = 'waymark-tabs > .tab:visible > p:not(.tab-label):visible'

describe('Tabs', () => {
  test('are chosen by mouse and by arrow keys, for all with this label, and here and on other pages later', async () => {
    const page = await openTabs()
    const seen = async () => (await page.locator(shown).allInnerTexts()).map((text) => text.trim())
    expect(await seen()).toStrictEqual(['apt one', 'apt two'])
    await page.getByRole('tab', { name: 'Windows' }).first().click()
    expect(await seen()).toStrictEqual(['winget one', 'winget two'])
    await page.keyboard.press('ArrowLeft')
    expect(await seen()).toStrictEqual(['brew one', 'brew two'])
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowLeft')
    expect(await page.locator(':focus').textContent()).toBe('Windows')
    await page.goto(`${site.origin}other/`)
    await expect.poll(seen).toStrictEqual(['winget three'])
    await page.reload()
    await expect.poll(seen).toStrictEqual(['winget three'])
    await page.context().close()
  })

  test('open where the address leads into one', async () => {
    const page = await openTabs()
    await page.getByRole('tab', { name: 'Windows' }).first().click()
    await page.goto(`${site.origin}#deep-two`)
    await expect.poll(() => page.locator('#deep-two').isVisible()).toBe(true)
    await page.context().close()
  })

  test('are all shown on paper and without scripts', async () => {
    const page = await site.open('')
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.tab:visible').count()).toBe(6)
    await page.context().close()
    const plain = await site.open('', { javaScriptEnabled: false })
    expect(await plain.locator('.tab:visible').count()).toBe(6)
    expect(await plain.locator('.tab-label').first().textContent()).toBe('Linux')
    await plain.context().close()
  })
})

for (const width of [360, 1440]) {
  test(`A page with boxes and tabs is accessible, by axe, at ${width} px, in both themes`, async () => {
    const page = await site.open('', { viewport: { width, height: 800 } })
    await assertAccessibleInBothThemes(page, '')
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
    await page.context().close()
  })
}
