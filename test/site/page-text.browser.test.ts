import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, assert, beforeAll, describe, expect, test } from 'vitest'
import { assertAccessible, assertAccessibleInBothThemes } from '../accessible.ts'
import { stopClock } from '../browser.ts'
import { type DiagramSite, diagramSite } from './diagram-site.ts'

const name = 'KubePersistentVolumeInodesFillingUpSoonerThanAnybodyHadExpected'
const row = (cells: string[]) => `| ${cells.join(' | ')} |`
const table = (columns: number, rows: number, cell: (row: number, column: number) => string) => {
  const numbers = Array.from({ length: columns }, (_, column) => column)
  const lines = Array.from({ length: rows }, (_, at) => row(numbers.map((column) => cell(at, column))))
  return [row(numbers.map((column) => `Column ${column}`)), row(numbers.map(() => '---')), ...lines].join('\n')
}
const chain = Array.from({ length: 12 }, (_, index) => `n${index}["A box with some words ${index}"]`).join(' --> ')

const text = `# ${name}

See [the vendor](https://example.org/) and [nothing](nowhere.md), press <kbd>Ctrl</kbd>.[^1]

> [!NOTE]
> A note.

> [!CAUTION]
> ${name}

## Tables of ${name}

${table(2, 2, (_, column) => `c${column}`)}

${table(12, 3, (at, column) => `\`value-${at}-${column}-of-the-table\``)}

${table(2, 80, (at) => `line ${at}`)}

## Code

\`\`\`sh {2} title="${name}.sh"
echo one
echo two ${'--a-long-option=value '.repeat(20)}
\`\`\`

\`\`\`diff
- old
+ new
\`\`\`

\`\`\`text
short
\`\`\`

## Pictures

\`\`\`mermaid
flowchart LR
  ${chain}
\`\`\`

![The rack](rack.svg "The rack, seen from the door")

- [x] Done

<details>
<summary>More</summary>

${name}

</details>

[^1]: A note at the foot.
`

const rack =
  '<svg xmlns="http://www.w3.org/2000/svg" width="2400" height="800" viewBox="0 0 2400 800"><rect width="2400" height="800" fill="#357"/></svg>'

let site: DiagramSite

beforeAll(async () => {
  site = await diagramSite({
    'guidebooks/README.md': '# Books\n\n- [All](all.md)\n',
    'guidebooks/all.md': text,
    'guidebooks/chain.md': `# Chain\n\n\`\`\`mermaid\nflowchart LR\n  ${chain}\n\`\`\`\n`,
    'guidebooks/rack.svg': rack,
  })
})

afterAll(() => site?.close())

const clipboard: BrowserContextOptions = { permissions: ['clipboard-read', 'clipboard-write'] }
const wide: BrowserContextOptions = { viewport: { width: 1440, height: 900 } }

const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

describe('What needs room', () => {
  test('leaves the column of text for the page around it, and what needs none stays', async () => {
    const page = await site.open('all/', wide)
    const box = async (selector: string) => (await page.locator(selector).boundingBox()) ?? assert.fail(selector)
    const column = await box('.prose > p >> nth=0')
    const around = await box('main')
    for (const selector of ['.table >> nth=1', 'figure.code >> nth=0', '.diagram']) {
      const { x, width } = await box(selector)
      assert.ok(width > column.width + 40, `${selector} ${width}`)
      assert.ok(x >= around.x && x + width <= around.x + around.width, selector)
    }
    for (const selector of ['.table >> nth=0', 'figure.code >> nth=2']) {
      const { x, width } = await box(selector)
      expect([x, width], selector).toStrictEqual([column.x, column.width])
    }
    await page.context().close()
  })

  for (const width of [320, 360, 768, 1280, 1440]) {
    test(`never makes the text scroll sideways at ${width} px`, async () => {
      const page = await site.open('all/', { viewport: { width, height: 800 } })
      await page.waitForSelector('[data-more]')
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(beyond).toBeLessThanOrEqual(0)
      await page.context().close()
    })
  }

  test('scrolls by keyboard under a name, and says at which side there is more', async () => {
    const page = await site.open('all/', { viewport: { width: 360, height: 800 } })
    const box = page.getByRole('group', { name: 'Table, scrolls sideways' })
    const sides = () => box.getAttribute('data-more')
    expect(await sides()).toBe('end')
    await box.focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(sides).toBe('both')
    await box.evaluate((one) => one.scrollTo({ left: one.scrollWidth }))
    await expect.poll(sides).toBe('start')
    await page.context().close()
  })

  test('keeps the first column of a wide table and the head of a long one', async () => {
    const page = await site.open('all/', wide)
    const table = page.locator('.table').nth(1)
    const first = table.locator('td').first()
    const before = await first.boundingBox()
    await table.evaluate((one) => one.scrollTo({ left: 300 }))
    expect((await first.boundingBox())?.x).toBe(before?.x)
    const long = page.locator('.table').nth(2)
    await long.getByText('line 60').first().scrollIntoViewIfNeeded()
    assert.ok(await long.locator('th').first().isVisible())
    const head = await long.locator('th').first().boundingBox()
    assert.ok(head && head.y >= 0 && head.y < 100, `${head?.y}`)
    await page.context().close()
  })
})

describe('Code', () => {
  test('wraps where a line is too long, when asked to, and remembers that', async () => {
    const page = await site.open('all/', wide)
    const long = page.locator('figure.code').first()
    const scrolls = () => long.locator('pre').evaluate((pre) => pre.scrollWidth > pre.clientWidth)
    expect(await scrolls()).toBe(true)
    expect(await page.locator('.wrap-button').nth(1).isVisible(), 'short lines need none').toBe(false)
    await long.hover()
    await long.getByRole('button', { name: 'Wrap' }).click()
    expect(await scrolls()).toBe(false)
    expect(await long.getByRole('button', { name: 'Wrap' }).getAttribute('aria-pressed')).toBe('true')
    await page.reload()
    expect(await scrolls()).toBe(false)
    await long.hover()
    await long.getByRole('button', { name: 'Wrap' }).click()
    expect(await scrolls()).toBe(true)
    await page.context().close()
  })

  test('shows its buttons when it is pointed at or reached, and always to fingers', async () => {
    const page = await site.open('all/', wide)
    const tools = page.locator('.code-tools').first()
    const opacity = () => tools.evaluate((one) => getComputedStyle(one).opacity)
    expect(await opacity()).toBe('0')
    await page.locator('figure.code').first().hover()
    expect(await opacity()).toBe('1')
    await page.mouse.move(0, 0)
    await tools.getByRole('button', { name: 'Copy' }).focus()
    expect(await opacity()).toBe('1')
    await page.context().close()
    const phone = await site.open('all/', { viewport: { width: 360, height: 800 }, hasTouch: true, isMobile: true })
    expect(
      await phone
        .locator('.code-tools')
        .first()
        .evaluate((one) => getComputedStyle(one).opacity),
    ).toBe('1')
    await phone.context().close()
  })

  test('is copied as it is written, whatever is marked in it', async () => {
    const page = await site.open('all/', clipboard)
    await stopClock(page)
    await page.locator('figure.code').nth(1).getByRole('button', { name: 'Copy' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await copied(page)).toBe('- old\n+ new')
    await page.context().close()
  })
})

describe('The actions of a page', () => {
  test('copy it as Markdown, as it is written', async () => {
    const page = await site.open('all/', clipboard)
    await stopClock(page)
    await page.getByRole('button', { name: 'Copy page as Markdown' }).click()
    await page.locator('.page-links').getByRole('button', { name: 'Copied' }).waitFor()
    expect(await copied(page)).toBe(text)
    await page.context().close()
  })

  test('lead to the Markdown where the clipboard is not handed out', async () => {
    const page = await site.open('all/')
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
    await page.getByRole('button', { name: 'Copy page as Markdown' }).click()
    await page.waitForURL('**/all.md')
    await page.context().close()
  })

  test('copy the link of a section, and say so', async () => {
    const page = await site.open('all/', clipboard)
    await page.locator('#code').hover()
    await page.locator('#code .heading-link').click()
    await page.getByRole('status').getByText('Link copied').waitFor({ state: 'attached' })
    expect(await copied(page)).toBe(`${site.origin}all/#code`)
    expect(new URL(page.url()).hash).toBe('#code')
    await page.context().close()
  })

  test('are none that need a script where there is none', async () => {
    const page = await site.open('all/', { javaScriptEnabled: false })
    for (const button of await page.locator('main button').all()) expect(await button.isVisible()).toBe(false)
    expect(await page.getByRole('link', { name: 'View Markdown' }).isVisible()).toBe(true)
    await page.context().close()
  })
})

describe('An image that is larger than its place', () => {
  test('opens large by keyboard, with its caption for a name, and closes by Escape', async () => {
    const page = await site.open('all/', wide)
    await page.locator('.image img').scrollIntoViewIfNeeded()
    const button = page.getByRole('button', { name: 'Open large: The rack, seen from the door' })
    await button.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'The rack, seen from the door' }).waitFor()
    const stage = await page.locator('.large-stage').boundingBox()
    const picture = await page.locator('.large-picture').boundingBox()
    const shown = await page.locator('.image img').boundingBox()
    assert.ok(stage && picture && shown && picture.width > shown.width && picture.width <= stage.width)
    await assertAccessible(page, 'image')
    await page.keyboard.press('Escape')
    await page.locator('dialog').waitFor({ state: 'detached' })
    assert.ok(await button.evaluate((one) => one === document.activeElement))
    await page.context().close()
  })
})

describe('A diagram that is too wide', () => {
  test('has a map that shows and moves what is seen', async () => {
    const page = await site.open('all/', { viewport: { width: 768, height: 900 } })
    const map = page.locator('.diagram-map')
    await map.scrollIntoViewIfNeeded()
    const seen = map.locator('.diagram-seen')
    const left = async () => (await seen.boundingBox())?.x ?? assert.fail('no frame')
    const start = await left()
    const frame = await map.boundingBox()
    assert.ok(frame)
    expect(start).toBeCloseTo(frame.x, -1)
    await page.mouse.click(frame.x + frame.width - 2, frame.y + frame.height / 2)
    await expect.poll(left).toBeGreaterThan(start + 20)
    const box = page.locator('.diagram-box')
    const { at, end } = await box.evaluate((one) => ({ at: one.scrollLeft, end: one.scrollWidth - one.clientWidth }))
    expect(at).toBeCloseTo(end, -1)
    await page.context().close()
  })

  test('that is on the screen at once gets its map when a reader turns to it, so that nothing moves before', async () => {
    const page = await site.open('chain/', { viewport: { width: 768, height: 900 } })
    await page.locator('.tools').waitFor()
    expect(await page.locator('.diagram-map').count()).toBe(0)
    await page.locator('.diagram-box').focus()
    await page.locator('.diagram-map').waitFor()
    await page.context().close()
  })

  test('is on a turned sheet of paper', async () => {
    const page = await site.open('all/')
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
    const sheets = [...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/g)]
    const turned = sheets.filter(([, width, height]) => Number(width) > Number(height))
    expect(turned.length).toBe(1)
    assert.ok(sheets.length > 1)
    await page.context().close()
  })
})

for (const width of [360, 1440]) {
  test(`A page with everything is accessible, by axe, at ${width} px, light and dark`, async () => {
    const page = await site.open('all/', { viewport: { width, height: 800 } })
    await assertAccessibleInBothThemes(page)
    await page.context().close()
  })
}
