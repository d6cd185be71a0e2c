import type { Page } from 'playwright-core'
import { assert } from 'vitest'

export type Color = readonly [red: number, green: number, blue: number]

/** The pixel of a screenshot at a part of its width and height. */
export async function pixel(page: Page, png: Buffer, x: number, y: number): Promise<Color> {
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

export function colorOf(css: string): Color {
  const [red = 0, green = 0, blue = 0] = (css.match(/[\d.]+/g) ?? []).map(Number)
  return [red, green, blue]
}
