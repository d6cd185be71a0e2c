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
