import { globSync, readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, assert, beforeAll, describe, expect, test } from 'vitest'
import { safeSvg } from '../../src/svg/safe-svg.ts'
import { launchBrowser } from '../browser.ts'
import { openDrawingPage } from '../diagrams/page/drawing-page.ts'
import { examples } from '../diagrams/page/examples.ts'
import { toolSvgs } from './tool-svgs.ts'

let browser: Browser
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 500, height: 400 } })
})
afterAll(() => browser?.close())

/** Whether two images have the same pixels. */
function areAlike(...svgs: [one: Uint8Array, other: Uint8Array]): Promise<boolean> {
  return page.evaluate(
    async (sources) => {
      const [one, other] = await Promise.all(
        sources.map(async (src) => {
          const image = Object.assign(new Image(), { src, style: 'max-width:500px;max-height:400px' })
          document.body.append(image)
          await image.decode()
          const { width, height } = image
          const pen = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d', {
            willReadFrequently: true,
          })
          pen?.drawImage(image, 0, 0, width, height)
          image.remove()
          return pen?.getImageData(0, 0, width, height)
        }),
      )
      if (!one?.data.some(Boolean)) throw new Error('Unexpected picture without a pixel')
      // Pixel by pixel, not value by value.
      const [pixels, others] = [one, other].map((image) => new Uint32Array(image?.data.buffer ?? []))
      return one.width === other?.width && pixels?.every((pixel, index) => pixel === others?.[index]) === true
    },
    svgs.map((svg) => `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`),
  )
}

async function looksTheSame(written: string | Uint8Array): Promise<void> {
  const bytes = Buffer.from(written)
  const safe = safeSvg(bytes)
  assert.ok(safe.kind === 'picture', JSON.stringify(safe))
  expect(safe.dropped).toStrictEqual([])
  expect(await areAlike(Buffer.from(safe.svg), bytes), safe.svg).toBe(true)
}

describe('A picture that runs and loads nothing looks as it did', () => {
  for (const [name, svg] of Object.entries(toolSvgs)) test(name, () => looksTheSame(svg))

  test('and a difference would be seen', async () => {
    const [first = '', second = ''] = Object.values(toolSvgs)
    expect(await areAlike(Buffer.from(first), Buffer.from(second))).toBe(false)
  })

  test('whatever Mermaid itself exports', async () => {
    const drawing = await openDrawingPage(browser)
    const exported = await drawing.page.evaluate(
      async (sources) => {
        const { default: mermaid } = await import(`${location.origin}/mermaid/mermaid.esm.min.mjs`)
        mermaid.initialize({ startOnLoad: false })
        const pictures: string[] = []
        for (const [index, source] of sources.entries()) {
          const { svg } = await mermaid.render(`m${index}`, source)
          const drawn = new DOMParser().parseFromString(svg, 'text/html').querySelector('svg')
          if (drawn) pictures.push(new XMLSerializer().serializeToString(drawn))
        }
        return pictures
      },
      examples.map(({ source }) => source),
    )
    assert.ok(exported.length >= 60, `${exported.length} pictures`)
    for (const svg of exported) await looksTheSame(svg)
  })

  test('pictures of packages, and our own', async () => {
    const files = globSync(['public/**/*.svg', 'node_modules/playwright-core/lib/vite/**/*.svg'])
    assert.ok(files.length >= 5, files.join())
    for (const file of files) await looksTheSame(readFileSync(file))
  })
})
