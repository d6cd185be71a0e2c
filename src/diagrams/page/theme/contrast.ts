const digits = /^#([\da-f]{3,8})$/i

/** Contrast of two colours in hexadecimal digits, 1 to 21; undefined for what is written in another way. */
export function contrast(one: string, other: string): number | undefined {
  const [first, second] = [channelsOf(one), channelsOf(other)]
  return first && second && contrastRatio(first, second)
}

/** Contrast of two colours, given by red, green and blue of 0 to 255: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio. */
export function contrastRatio(one: readonly number[], other: readonly number[]): number {
  const [first, second] = [luminance(one), luminance(other)]
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05)
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance. */
export function luminance(color: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = color
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

function linear(channel: number): number {
  const share = channel / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

/** Red, green, blue of 0 to 255, and alpha of 0 to 1. */
export function channelsOf(color: string): [number, number, number, number] | undefined {
  const written = digits.exec(color)?.[1]
  if (!written || written.length === 5 || written.length === 7) return undefined
  const size = written.length <= 4 ? 1 : 2
  // A digit that stands alone is meant twice.
  const channel = (index: number) =>
    Number.parseInt(written.slice(index * size, (index + 1) * size), 16) * (size === 1 ? 17 : 1)
  return [channel(0), channel(1), channel(2), written.length === 4 * size ? channel(3) / 255 : 1]
}

/** A colour as it is seen on a background, both in hexadecimal digits. */
export function over(color: string, opacity: number, background: string): string {
  const [above, below] = [channelsOf(color), channelsOf(background)]
  if (!above || !below) return color
  const share = above[3] * opacity
  const mixed = [0, 1, 2].map((index) => Math.round((above[index] ?? 0) * share + (below[index] ?? 0) * (1 - share)))
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

const channels = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)(?:[\s,/]+([\d.]+%?))?\s*\)$/

/** A computed colour, `rgb(…)` or `rgba(…)`, in as few digits as it can be written; anything else as it is. */
export function shortColor(value: string): string {
  const found = channels.exec(value)
  if (!found) return value
  const [red, green, blue] = found.slice(1, 4).map(Number)
  const digits = [red ?? 0, green ?? 0, blue ?? 0, ...alphaOf(found[4])].map((channel) =>
    Math.min(255, Math.round(channel)).toString(16).padStart(2, '0'),
  )
  if (digits[3] === '00') return 'none'
  return `#${digits.every(([first, second]) => first === second) ? digits.map(([first]) => first).join('') : digits.join('')}`
}

function alphaOf(written: string | undefined): number[] {
  if (written === undefined) return []
  const alpha = written.endsWith('%') ? Number.parseFloat(written) / 100 : Number(written)
  return alpha < 1 ? [alpha * 255] : []
}

/** One value for both themes: https://drafts.csswg.org/css-color-5/#light-dark; an invisible paint is `transparent` there. */
export function inBothThemes(light: string, dark: string): string {
  if (light === dark) return light
  const visible = (value: string) => (value === 'none' ? 'transparent' : value)
  return `light-dark(${visible(light)},${visible(dark)})`
}
