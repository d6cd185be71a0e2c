import { channelsOf } from './contrast.ts'
import { type Palette, palettes } from './palette.ts'

/** Where colours stand in a picture besides its style sheet. */
const colored = ['fill', 'stroke', 'color', 'stop-color', 'style']

/** A colour in hexadecimal digits, or the channels of one, of which an opacity may follow. */
const written = /#[\da-f]{6}\b|(?<=rgba?\()\d+,\s*\d+,\s*\d+/gi

/**
 * Gives a picture of the light theme the colours of the dark one. Each colour of the light palette stands for one colour of the
 * dark palette, and for nothing else; what Mermaid mixes of them stays as it is.
 */
export function recolor(svg: SVGSVGElement): void {
  const dark = darkColors()
  const darkened = (text: string) =>
    text.replace(written, (color: string) => dark.get(color.toLowerCase().replace(/\s/g, '')) ?? color)
  for (const sheet of svg.querySelectorAll('style')) sheet.textContent = darkened(sheet.textContent)
  for (const element of svg.querySelectorAll(colored.map((name) => `[${name}]`).join())) {
    for (const name of colored) {
      const value = element.getAttribute(name)
      const changed = value === null ? value : darkened(value)
      if (changed !== null && changed !== value) element.setAttribute(name, changed)
    }
  }
}

/** From colours of the light palette, in hexadecimal digits and as `red,green,blue`, to the same of the dark one. */
function darkColors(): Map<string, string> {
  const [light, dark] = [listed(palettes.light), listed(palettes.dark)]
  return new Map(
    light.flatMap((color, index): [string, string][] => {
      const other = dark[index] ?? color
      return [
        [color, other],
        [channels(color), channels(other)],
      ]
    }),
  )
}

function channels(color: string): string {
  return (channelsOf(color) ?? []).slice(0, 3).join()
}

function listed(palette: Palette): string[] {
  return Object.values(palette).flat()
}
