import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, describe, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { type DiagramSite, diagramSite } from './diagram-site.ts'

const axe = createRequire(import.meta.url).resolve('axe-core')

const flow = `flowchart LR
  accTitle: Who talks to whom
  accDescr: A browser asks Dolibarr, which asks the database.
  people["Browser"] --> ingress["Ingress of the cluster"]
  ingress --> erp["Dolibarr ERP"]
  erp --> postgres[("Postgres database")]
  postgres --> disk["Longhorn volume"]
  disk --> backup["Nightly dump"]
  click people "next.md"`
const state = 'stateDiagram-v2\n  [*] --> Draft\n  Draft --> Live: deploy\n  Live --> Draft: rollback'

/** A circle, which Mermaid accepts and fails to draw. */
const circle = 'sankey-beta\na,b,5\nb,a,3'
const fence = (source: string) => `\n\`\`\`mermaid\n${source}\n\`\`\`\n`

let site: DiagramSite

before(async () => {
  site = await diagramSite({
    'guidebooks/README.md': `# Home\n${fence(flow)}\nText.\n${fence(state)}\nAgain:\n${fence(state)}`,
    'guidebooks/next.md': `# Next\n${fence(circle)}`,
    'waymark.yaml': 'mdx: true\n',
    'guidebooks/code.mdx': `# Code\n\n{1 + 1}\n${fence(state)}`,
    'guidebooks/services.yaml': 'services:\n  erp:\n    name: Dolibarr ERP\n    hosts: []\n    probes: {}\n',
  })
})

after(async () => {
  await site?.close()
})

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

describe('Without JavaScript', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the picture is there, and its text can be read: ${colorScheme}`, async () => {
      const page = await site.open('', { javaScriptEnabled: false, colorScheme })
      const picture = page.getByRole('group', { name: 'Who talks to whom' })
      const box = await picture.boundingBox()
      assert.ok(box && box.width > 400 && box.height > 50, JSON.stringify(box))
      const node = picture.locator('[data-service="erp"]')
      const fill = await pixel(page, await node.screenshot(), 0.1, 0.5)
      const ink = colorOf(
        await node
          .locator('text')
          .first()
          .evaluate((text) => getComputedStyle(text).fill),
      )
      assert.ok(contrast(fill, ink) >= 4.5, `${fill} ${ink}`)
      assert.equal(luminance(fill) > 0.5, colorScheme === 'light', `${fill}`)
      await page.context().close()
    })
  }

  test('the source can be read, and there is no button that does nothing', async () => {
    const page = await site.open('', { javaScriptEnabled: false })
    const figure = page.locator('waymark-diagram').first()
    await figure.getByText('Source').click()
    assert.equal(await figure.locator('code').textContent(), flow)
    assert.equal(await figure.getByRole('button').count(), 0)
    await page.context().close()
  })
})

describe('A page with diagrams', () => {
  test('has each id once, and nothing refers to an id that is not there', async () => {
    const page = await site.open('')
    const { ids, missing } = await page.evaluate(() => {
      const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
      const written = document.querySelector('main')?.innerHTML ?? ''
      const asked = [...written.matchAll(/url\(#([^)]+)\)/g)].map(([, id]) => id ?? '')
      return { ids, missing: asked.filter((id) => !ids.includes(id)) }
    })
    assert.deepEqual(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      [],
    )
    assert.ok(ids.some((id) => id.startsWith('d-')))
    assert.deepEqual(missing, [])
    await page.context().close()
  })

  test('has its pictures where it is MDX, too', async () => {
    const page = await site.open('code/', { javaScriptEnabled: false })
    assert.ok(((await page.getByRole('img', { name: 'States' }).boundingBox())?.height ?? 0) > 50)
    await page.context().close()
  })

  test('leads on from a node that is a link', async () => {
    const page = await site.open('')
    await page.locator('.diagram-box a').first().click()
    await page.waitForURL('**/books/next/')
    await page.context().close()
  })

  test('tells why a diagram has no picture, and shows its source', async () => {
    const page = await site.open('next/')
    const figure = page.locator('waymark-diagram')
    assert.match((await figure.textContent()) ?? '', /This diagram cannot be drawn[\s\S]*circular[\s\S]*sankey-beta/)
    await page.context().close()
  })

  test('is found by the words in a picture, once', async () => {
    const page = await site.open('')
    await page.keyboard.press('/')
    await page.keyboard.insertText('longhorn')
    await page.locator('.search-results a').first().waitFor()
    assert.equal(await page.locator('.search-results a').count(), 1)
    assert.equal(((await page.locator('.search-results a span').textContent()) ?? '').match(/longhorn/gi)?.length, 1)
    await page.context().close()
  })

  test('on a phone keeps the text of a wide picture readable, and scrolls it in its own box', async () => {
    const page = await site.open('', phone)
    const box = page.locator('.diagram-box').first()
    const picture = box.locator('svg').nth(1)
    const scale = await picture.evaluate((svg) => svg.getBoundingClientRect().width / Number(svg.getAttribute('width')))
    assert.ok(scale >= 0.725 && scale <= 1, `${scale}`)
    assert.ok(await box.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth))
    assert.equal(
      await page.evaluate(() => document.documentElement.scrollWidth),
      390,
      'the page itself does not scroll',
    )
    await page.waitForFunction(() => document.querySelector<HTMLElement>('.diagram-box')?.tabIndex === 0)
    const narrow = page.locator('.diagram-box').nth(1)
    assert.ok(await narrow.evaluate(({ scrollWidth, clientWidth }) => scrollWidth === clientWidth))
    assert.equal(await narrow.getAttribute('tabindex'), null, 'a box that does not scroll is no stop')
    await page.context().close()
  })

  test('on paper has the whole picture in light colours, and no buttons', async () => {
    const page = await site.open('', { viewport: { width: 680, height: 960 }, colorScheme: 'dark' })
    await page.locator('.tool').first().waitFor()
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    const box = await page.locator('.diagram-box svg[viewBox]').first().boundingBox()
    assert.ok(box && box.x >= 0 && box.x + box.width <= 680, JSON.stringify(box))
    const node = page.locator('[data-service="erp"] > :first-child').first()
    assert.ok(luminance(colorOf(await node.evaluate((shape) => getComputedStyle(shape).fill))) > 0.5)
    assert.equal(await page.locator('.tool:visible').count(), 0)
    assert.equal(await page.locator('.diagram-source:visible').count(), 0)
    await page.context().close()
  })
})

describe('Of two pictures, the one of the theme is shown', () => {
  const cases: [system: 'light' | 'dark', chosen: string, media: 'screen' | 'print', shown: string][] = [
    ['light', 'system', 'screen', 'diagram-light'],
    ['dark', 'system', 'screen', 'diagram-dark'],
    ['dark', 'light', 'screen', 'diagram-light'],
    ['light', 'dark', 'screen', 'diagram-dark'],
    ['dark', 'dark', 'print', 'diagram-light'],
  ]
  for (const [colorScheme, chosen, media, shown] of cases) {
    test(`the system's is ${colorScheme}, the reader's ${chosen}, on ${media}`, async () => {
      const page = await site.open('', { colorScheme })
      await page.emulateMedia({ media, colorScheme })
      const seen = await page.evaluate((theme) => {
        document.documentElement.dataset.theme = theme
        const light = document.querySelector('.diagram-box > svg[viewBox]')
        const dark = light?.cloneNode(true)
        if (!light || !(dark instanceof SVGSVGElement)) return []
        light.setAttribute('class', 'diagram-light')
        dark.setAttribute('class', 'diagram-dark')
        light.after(dark)
        return [light, dark]
          .filter((svg) => getComputedStyle(svg).display !== 'none')
          .map((svg) => svg.getAttribute('class'))
      }, chosen)
      assert.deepEqual(seen, [shown])
      await page.context().close()
    })
  }
})

describe('Accessibility, by axe', () => {
  for (const [size, options] of Object.entries({ phone, desktop: {} })) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`${size}, ${colorScheme}`, async () => {
        const page = await site.open('', { ...options, colorScheme })
        await page.locator('summary', { hasText: 'Source' }).first().click()
        await assertAccessible(page)
        await openLarge(page)
        await assertAccessible(page)
        await page.context().close()
        const other = await site.open('next/', { ...options, colorScheme })
        await assertAccessible(other)
        await other.context().close()
      })
    }
  }
})

async function assertAccessible(page: Page): Promise<void> {
  await page.evaluate(readFileSync(axe, 'utf8'))
  const violations = await page.evaluate(
    'axe.run(document, { resultTypes: ["violations"] }).then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.html).join("; ")))',
  )
  assert.deepEqual(violations, [])
}

async function openLarge(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Open large' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Who talks to whom' })
  await dialog.waitFor()
  return dialog
}

/** How large the picture is shown, and where its middle is. */
async function look(page: Page): Promise<{ level: number; x: number; y: number }> {
  const level = Number.parseInt((await page.locator('.large-level').textContent()) ?? '', 10)
  const place = await page.locator('.large-picture').evaluate((picture) => {
    const { e, f } = new DOMMatrix(picture.style.transform)
    return { x: e, y: f }
  })
  return { level, ...place }
}

describe('The large view', () => {
  test('by keyboard alone: opens fitted, zooms, moves, fits, closes, and the focus is back', async () => {
    const page = await site.open('')
    const opener = page.getByRole('button', { name: 'Open large' }).first()
    await opener.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Who talks to whom' }).waitFor()
    const fitted = await look(page)
    const [stage, picture] = await Promise.all(
      ['.large-stage', '.large-picture'].map((name) => page.locator(name).boundingBox()),
    )
    assert.ok(stage && picture && picture.x >= stage.x && picture.x + picture.width <= stage.x + stage.width)
    await page.keyboard.press('+')
    assert.ok((await look(page)).level > fitted.level)
    const before = await look(page)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    const after = await look(page)
    assert.ok(after.x < before.x && after.y < before.y, 'what is to the right and below comes nearer')
    await page.keyboard.press('1')
    assert.equal((await look(page)).level, 100)
    await page.keyboard.press('0')
    assert.deepEqual(await look(page), fitted)
    await page.keyboard.press('-')
    assert.ok((await look(page)).level < fitted.level)
    await page.keyboard.press('Escape')
    await page.locator('dialog').waitFor({ state: 'detached' })
    assert.ok(await opener.evaluate((button) => button === document.activeElement))
    await page.context().close()
  })

  test('tells its level to those who do not see it, when it has come to rest', async () => {
    const page = await site.open('')
    const dialog = await openLarge(page)
    for (const key of ['+', '+', '1']) await page.keyboard.press(key)
    const spoken = dialog.getByRole('status')
    await page.waitForFunction(() => document.querySelector('dialog [role="status"]')?.textContent === '100 %')
    assert.equal(await spoken.textContent(), '100 %')
    await page.context().close()
  })

  test('by mouse: drags, zooms where the pointer is by wheel and double click, and a drag follows no link', async () => {
    const page = await site.open('')
    await openLarge(page)
    const start = await look(page)
    const link = await page.locator('.large-picture a').first().boundingBox()
    assert.ok(link)
    const [x, y] = [link.x + link.width / 2, link.y + link.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 40, y + 60, { steps: 4 })
    await page.mouse.up()
    const dragged = await look(page)
    assert.deepEqual([dragged.x - start.x, dragged.y - start.y], [40, 60])
    assert.equal(new URL(page.url()).pathname, '/books/')
    const held = await page.locator('.large-picture a').first().boundingBox()
    await page.mouse.wheel(0, -200)
    await page.waitForFunction(
      (level) => document.querySelector('.large-level')?.textContent !== `${level} %`,
      start.level,
    )
    const wheeled = await look(page)
    assert.ok(wheeled.level > start.level)
    const now = await page.locator('.large-picture a').first().boundingBox()
    assert.ok(
      held && now && Math.abs(held.x + held.width / 2 - (now.x + now.width / 2)) < 2,
      'it zooms around the pointer',
    )
    const empty = await page.locator('.large-stage').boundingBox()
    assert.ok(empty)
    await page.mouse.dblclick(empty.x + 20, empty.y + 20)
    assert.ok(Math.abs((await look(page)).level - 2 * wheeled.level) <= 1)
    await page.context().close()
  })

  test('by two fingers', async () => {
    const page = await site.open('', phone)
    await openLarge(page)
    const { level } = await look(page)
    const session = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart: number) => {
      const points =
        apart === 0
          ? []
          : [
              { x: 195 - apart, y: 400, id: 1 },
              { x: 195 + apart, y: 400, id: 2 },
            ]
      return session.send('Input.dispatchTouchEvent', { type, touchPoints: points })
    }
    await touch('touchStart', 40)
    for (const apart of [50, 70, 90, 120]) await touch('touchMove', apart)
    await touch('touchEnd', 0)
    const now = (await look(page)).level
    assert.ok(now > 2.2 * level && now < 3.2 * level, `${level} % → ${now} %`)
    await page.context().close()
  })

  test('has targets large enough for fingers', async () => {
    const page = await site.open('', phone)
    await openLarge(page)
    const buttons = await page.locator('.tool:visible').all()
    assert.ok(buttons.length >= 9)
    for (const button of buttons) {
      const box = await button.boundingBox()
      assert.ok(
        box && box.width >= 44 && box.height >= 44 && box.x >= 0 && box.x + box.width <= 390,
        JSON.stringify(box),
      )
    }
    await page.context().close()
  })

  test('moves at once where less motion is asked for', async () => {
    const page = await site.open('', { reducedMotion: 'reduce' })
    await openLarge(page)
    await page.keyboard.press('+')
    const duration = await page
      .locator('.large-picture')
      .evaluate((picture) => getComputedStyle(picture).transitionDuration)
    assert.equal(duration, '0s')
    await page.context().close()
  })
})

describe('The tools under a diagram', () => {
  test('copy the source as it is written', async () => {
    const page = await site.open('', { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.getByRole('button', { name: 'Copy source' }).first().click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), flow)
    await page.context().close()
  })

  test('mark the source where the clipboard is not handed out', async () => {
    const page = await site.open('')
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
    await page.getByRole('button', { name: 'Copy source' }).first().click()
    await page.getByRole('button', { name: 'Press Ctrl+C' }).waitFor()
    assert.equal(await page.evaluate(() => getSelection()?.toString().trim()), flow)
    await page.context().close()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`save a file that needs nothing else: ${colorScheme}`, async () => {
      const page = await site.open('next/', { colorScheme })
      await page.goto(site.origin)
      const asked = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Download SVG' }).first().click()
      const file = await asked
      assert.equal(file.suggestedFilename(), 'books-who-talks-to-whom.svg')
      const text = readFileSync(await file.path(), 'utf8')
      assert.match(text, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
      assert.doesNotMatch(text, /light-dark|var\(|class=|<style|style=/)
      const alone = await page.context().newPage()
      await alone.goto(`data:image/svg+xml,${encodeURIComponent(text)}`)
      assert.equal(await alone.locator('parsererror').count(), 0)
      assert.match((await alone.locator('text').allTextContents()).join(' '), /Dolibarr ERP/)
      const ground = colorOf(
        await alone
          .locator('svg > rect')
          .first()
          .evaluate((rect) => getComputedStyle(rect).fill),
      )
      assert.equal(luminance(ground) > 0.5, colorScheme === 'light', `${ground}`)
      await page.context().close()
    })
  }
})

type Color = readonly [red: number, green: number, blue: number]

/** The pixel of a screenshot at a part of its width and height. */
async function pixel(page: Page, png: Buffer, x: number, y: number): Promise<Color> {
  const other = await page.context().browser()?.newPage()
  assert.ok(other)
  const color = await other.evaluate(
    async ([data, x, y]) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob())
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d')
      context?.drawImage(image, 0, 0)
      return [...(context?.getImageData(image.width * x, image.height * y, 1, 1).data ?? [])]
    },
    [png.toString('base64'), x, y] as const,
  )
  await other.close()
  return [color[0] ?? 0, color[1] ?? 0, color[2] ?? 0]
}

function colorOf(css: string): Color {
  const [red = 0, green = 0, blue = 0] = (css.match(/[\d.]+/g) ?? []).map(Number)
  return [red, green, blue]
}

/** Source: WCAG 2.2, relative luminance and contrast ratio. */
function luminance(color: Color): number {
  const [red = 0, green = 0, blue = 0] = color.map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: Color, b: Color): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other)
  return (light + 0.05) / (dark + 0.05)
}
