import {
  clampChroma,
  formatHex,
  modeHsl,
  modeLrgb,
  modeOklab,
  modeOklch,
  modeRgb,
  parse,
  useMode,
  wcagContrast,
} from 'culori/fn'

for (const mode of [modeRgb, modeLrgb, modeHsl, modeOklab]) useMode(mode)
const toOklch = useMode(modeOklch)

type ThemeName = 'light' | 'dark'

/** Colours that follow from an accent, in hexadecimal digits. */
export interface AccentColors {
  accent: string
  /** What stands on the accent. */
  accentInk: string
  /** A background with a breath of it. */
  accentWash: string
}

/** The backgrounds that links stand on, and the two inks, as `src/styles/site/tokens.css` has them. */
export const grounds: Readonly<Record<ThemeName, { pages: readonly string[]; ink: string; inkSoft: string }>> = {
  light: { pages: ['#ffffff', '#f6f8f7', '#f7f9f8', '#f1f4f3'], ink: '#1b2725', inkSoft: '#52605c' },
  dark: { pages: ['#0d1417', '#0a1012', '#141d21', '#131b1f'], ink: '#d6dfdc', inkSoft: '#9fadab' },
}

/** What WCAG 2.2, success criterion 1.4.3, asks of text. */
export const leastOfText = 4.5

/** What a colour comes to that has to be made lighter or darker: a little more than the least, and well readable at night. */
const aims: Readonly<Record<ThemeName, number>> = { light: 4.6, dark: 7 }

const inks: Readonly<Record<ThemeName, readonly string[]>> = {
  light: ['#ffffff', '#0b1614'],
  dark: ['#0a1315', '#ffffff'],
}

/** Where a breath of colour lies: light enough, or dark enough, for every ink. Chroma as a share of the accent's, and at most. */
const washes = { light: { l: 0.955, share: 0.25, most: 0.022 }, dark: { l: 0.29, share: 0.5, most: 0.045 } } as const

/** A colour in the polar form of OKLab: how light, how colourful, which hue. */
interface Color {
  l: number
  c: number
  h: number
}

/** A colour that is seen, as CSS writes it in hexadecimal digits, by name, or by `rgb()`, `hsl()`, `oklab()` or `oklch()`; undefined for anything else. */
export function readColor(written: string): Color | undefined {
  const parsed = parse(written.trim().toLowerCase())
  const color = parsed && (parsed.alpha ?? 1) === 1 ? toOklch(parsed) : undefined
  if (!color) return undefined
  const { l, c, h = 0 } = color
  return [l, c, h].every(Number.isFinite) ? { l: Math.min(1, Math.max(0, l)), c: Math.max(0, c), h } : undefined
}

/**
 * The colours of both themes. The colour itself is kept where text in it can be read; else it is made darker for the
 * light theme, or lighter for the dark one, in OKLCH, where its hue stays what it is.
 */
export function accentColors(color: Color): Record<ThemeName, AccentColors> {
  return { light: colorsOf(color, 'light'), dark: colorsOf(color, 'dark') }
}

/** The least contrast that a colour, as it was written, has with the pages of a theme. */
export function leastContrast(color: Color, theme: ThemeName): number {
  return contrastWith(hexOf(color), grounds[theme].pages)
}

function colorsOf(color: Color, theme: ThemeName): AccentColors {
  const { l, share, most } = washes[theme]
  const accentWash = hexOf({ l, c: Math.min(color.c * share, most), h: color.h })
  const accent = readable(color, theme, [...grounds[theme].pages, accentWash])
  const [first = '', second = ''] = inks[theme]
  return { accent, accentInk: wcagContrast(first, accent) >= leastOfText ? first : second, accentWash }
}

const step = 0.005

function readable(color: Color, theme: ThemeName, backgrounds: readonly string[]): string {
  const own = hexOf(color)
  if (contrastWith(own, backgrounds) >= leastOfText) return own
  const way = theme === 'light' ? -step : step
  for (let l = color.l + way; l > 0 && l < 1; l += way) {
    const hex = hexOf({ ...color, l })
    if (contrastWith(hex, backgrounds) >= aims[theme]) return hex
  }
  return theme === 'light' ? '#000000' : '#ffffff'
}

function contrastWith(hex: string, backgrounds: readonly string[]): number {
  return Math.min(...backgrounds.map((background) => wcagContrast(hex, background)))
}

/** As screens show it: what is too colourful for them is made less so, and stays as light. */
function hexOf(color: Color): string {
  return formatHex(clampChroma({ mode: 'oklch', ...color }, 'oklch', 'rgb'))
}
