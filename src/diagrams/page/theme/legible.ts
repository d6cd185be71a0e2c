import { channelsOf, contrast, over } from './contrast.ts'
import { palettes } from './palette.ts'

/** What text reaches: https://www.w3.org/TR/WCAG22/#contrast-minimum. */
export const readable = 4.5

/** What lines and their heads reach: https://www.w3.org/TR/WCAG22/#non-text-contrast. */
export const visible = 3

/** Inks of ours come first; of black and white one reaches 4.5 on whatever lies behind. */
const { light, dark } = palettes
const inks = [light.ink, dark.ink, light.inkSoft, dark.inkSoft, '#000000', '#ffffff']

/** How much of a colour is given up for an ink, step by step. */
const shares = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]

/** The contrast of a colour with the worst of its backgrounds; undefined where one is written in another way than in digits. */
export function leastContrast(color: string, backgrounds: readonly string[], opacity = 1): number | undefined {
  const ratios = backgrounds.map((background) => contrast(over(color, opacity, background), background))
  return ratios.every((ratio) => ratio !== undefined) ? Math.min(...ratios) : undefined
}

/**
 * A colour for letters on some backgrounds: their own where it can be read on each, or with as much of an ink as that takes;
 * where none does, the ink that comes nearest. Colours are hexadecimal digits.
 */
export function lettersOn(color: string, backgrounds: readonly string[], opacity = 1): string {
  return seenOn(color, backgrounds, readable, opacity)
}

/** The same for lines. */
export function lineOn(color: string, backgrounds: readonly string[], opacity = 1): string {
  return seenOn(color, backgrounds, visible, opacity)
}

function seenOn(color: string, backgrounds: readonly string[], least: number, opacity: number): string {
  const reached = leastContrast(color, backgrounds, opacity)
  if (reached === undefined || reached >= least) return color
  const contrastOf = (other: string) => leastContrast(other, backgrounds, opacity) ?? 0
  const opaque = over(color.slice(0, isShort(color) ? 4 : 7), 1, '#000000')
  const mixed = isInk(opaque) ? [] : shares.flatMap((share) => inks.map((ink) => over(ink, share, opaque)))
  const found = [...mixed, ...inks].find((other) => contrastOf(other) >= least)
  return shorter(found ?? inks.toSorted((one, other) => contrastOf(other) - contrastOf(one))[0] ?? color)
}

/** Inks are not mixed with each other: that gives greys. */
function isInk(color: string): boolean {
  return inks.includes(color)
}

function isShort(color: string): boolean {
  return color.length <= 5
}

/**
 * The background that an area gives the lines and letters on it: its own colour, or a breath of it where our lines could not be seen
 * on that.
 */
export function areaOn(color: string, background: string, inkSoft: string): string {
  const reached = contrast(inkSoft, over(color, 1, background)) ?? visible
  return reached >= visible ? color : over(color, breath, background)
}

/** How much is left of a colour that is too strong for what lies on it. */
const breath = 0.2

/** As computed colours are written: three digits where they do. */
export function shorter(color: string): string {
  return color.replace(/^#(.)\1(.)\2(.)\3$/, '#$1$2$3')
}

/** Whether it hides what is behind it. */
export function isOpaque(color: string): boolean {
  return (channelsOf(color)?.[3] ?? 0) > 0.9
}
