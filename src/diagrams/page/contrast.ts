const digits = /^#([\da-f]{3,8})$/i

/** Contrast of two colours in hexadecimal digits, 1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio. */
export function contrast(one: string, other: string): number | undefined {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => (b ?? 0) - (a ?? 0))
  return light === undefined || dark === undefined ? undefined : (light + 0.05) / (dark + 0.05)
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance. */
function luminance(color: string): number | undefined {
  const channels = channelsOf(color)
  if (!channels) return undefined
  const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Red, green, blue of 0 to 255, and alpha of 0 to 1. */
export function channelsOf(color: string): [number, number, number, number] | undefined {
  const written = digits.exec(color)?.[1]
  if (!written || written.length === 5 || written.length === 7) return undefined
  const long = written.length <= 4 ? [...written].map((digit) => digit + digit).join('') : written
  const [red = 0, green = 0, blue = 0, alpha = 255] = (long.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
  return [red, green, blue, alpha / 255]
}

/** A colour as it is seen on a ground, both in hexadecimal digits. */
export function over(color: string, opacity: number, ground: string): string {
  const [above, below] = [channelsOf(color), channelsOf(ground)]
  if (!above || !below) return color
  const share = above[3] * opacity
  const mixed = [0, 1, 2].map((index) => Math.round((above[index] ?? 0) * share + (below[index] ?? 0) * (1 - share)))
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}
