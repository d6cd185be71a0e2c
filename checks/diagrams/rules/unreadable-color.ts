import { over } from '../../../src/diagrams/page/theme/contrast.ts'
import {
  leastContrast,
  lettersOn,
  lineOn,
  readable,
  shorter,
  visible,
} from '../../../src/diagrams/page/theme/legible.ts'
import { type Palette, palettes } from '../../../src/diagrams/page/theme/palette.ts'
import { quoteSource } from '../../../src/text/quote.ts'
import type { Diagram } from '../diagram.ts'
import type { Outline, Style } from '../languages/outline.ts'
import type { RuleProblem } from '../problem.ts'
import { type DiagramRule, mermaidPage } from '../rule.ts'
import { parseColor } from '../source/css-color.ts'
import type { DiagramSource } from '../source/diagram-source.ts'
import { partFrom, splitPart, type TextPart, trimPart } from '../source/text-part.ts'

/** Some readers see nothing there, others only in one theme. */
export const unreadableColor = {
  code: 'diagrams/unreadable-color',
  severity: 'warning',
  summary: 'Text or a line that is too faint in the picture',
  why: `
Text has less contrast than 4.5:1 with what is behind it in the picture, or a line less than 3:1, in the light theme or in the dark one.

Colours alone never come to that: the picture gives text, lines and arrows as much ink as they need to be seen on what lies behind them, in each theme. What it cannot mend is transparency. \`classDef old opacity:0.3\` fades the text of its nodes with them, and \`linkStyle 0 stroke-opacity:0.2\` the line; the hint has the contrast in both themes. Choose a paler \`fill\` or \`stroke\` in place of the opacity.

\`--draw\` measures all text of the picture, whatever made it faint.
`,
  wrong: mermaidPage('flowchart LR', '  classDef old opacity:0.3', '  shop[Shop]:::old --> bank'),
  right: mermaidPage('flowchart LR', '  classDef old fill:#eee', '  shop[Shop]:::old --> bank'),
  check: unreadableColors,
} as const satisfies DiagramRule

/** What a style asks for: colours as the picture has them, in hexadecimal digits, and how much of them is left. */
interface StyleColors {
  fill: string | undefined
  color: string | undefined
  stroke: string | undefined
  opacity: number
  fillOpacity: number
  strokeOpacity: number
}

/**
 * Text and lines that are faint in the picture. The picture gives letters, lines and arrows as much ink as it takes to be seen on
 * what lies behind them, in both themes (src/diagrams/page/theme/legible.ts), so colours alone never are: only what was made transparent.
 */
function unreadableColors({ source, outline }: Diagram): RuleProblem[] {
  if (!outline) return []
  return outline.styles.flatMap((style) => (isShown(source, outline, style) ? problemsOf(source, style) : []))
}

/** A class fades the nodes that are given it, with their text; a `style` does so to the shape, and not to the text on it. */
function isShown(source: DiagramSource, { classUses }: Outline, { command, start }: Style): boolean {
  if (command === 'linkStyle') return true
  if (command !== 'classDef') return false
  const line = source.text.slice(source.text.lastIndexOf('\n', start - 1) + 1, start)
  const names = /classDef\s+(\S+)\s*$/.exec(line)?.[1]?.split(',') ?? []
  return names.some((name) => name === 'default' || classUses.some(({ text }) => text === name))
}

function problemsOf(source: DiagramSource, style: Style): RuleProblem[] {
  const faded = value(style, 'opacity') ?? value(style, 'stroke-opacity')
  const asked = styleColors(style)
  if (!faded || !asked) return []
  const isLine = style.command === 'linkStyle'
  const [reached, least] = isLine ? [lineContrast, visible] : [textContrast, readable]
  const [light, dark] = [reached(asked, palettes.light), reached(asked, palettes.dark)]
  if (Math.min(light, dark) >= least) return []
  const what = isLine ? 'line' : 'text'
  const message = `Unexpected ${quoteSource(faded.text)} of a ${what}, expected one that leaves a contrast of ${least}:1 or more`
  const hint = `In the picture it is ${light.toFixed(1)}:1 in the light theme, and ${dark.toFixed(1)}:1 in the dark one`
  return [source.problem(faded, message.replace('a text', 'text'), { hint })]
}

function textContrast({ fill, color, opacity, fillOpacity }: StyleColors, { paper, tint, ink }: Palette): number {
  const ground = over(fill ?? tint, opacity * fillOpacity, paper)
  return leastContrast(lettersOn(color ?? shorter(ink), [ground], opacity), [ground], opacity) ?? readable
}

function lineContrast({ stroke, opacity, strokeOpacity }: StyleColors, { paper, inkSoft }: Palette): number {
  const left = opacity * strokeOpacity
  return leastContrast(lineOn(stroke ?? shorter(inkSoft), [paper], left), [paper], left) ?? visible
}

/** Undefined where a colour is written in a way that is not read here. */
function styleColors(style: Style): StyleColors | undefined {
  const [fill, color, stroke] = ['fill', 'color', 'stroke'].map((name) => {
    const part = value(style, name)
    return part ? (hexOf(part.text) ?? null) : undefined
  })
  if (fill === null || color === null || stroke === null) return undefined
  return {
    fill,
    color,
    stroke,
    opacity: share(value(style, 'opacity')),
    fillOpacity: share(value(style, 'fill-opacity')),
    strokeOpacity: share(value(style, 'stroke-opacity')),
  }
}

function hexOf(text: string): string | undefined {
  const channels = parseColor(text)
  return channels && `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

/** `0.3` or `30%`; what is no number changes nothing. */
function share(part: TextPart | undefined): number {
  const found = /^(\d*\.?\d+)(%?)$/.exec(part?.text ?? '')
  return found ? Math.min(1, Number(found[1]) / (found[2] === '%' ? 100 : 1)) : 1
}

/** What a property is set to; the last one holds. */
function value(style: Style, property: string): TextPart | undefined {
  const parts = splitPart(style, ',').flatMap((part) => {
    const colon = part.text.indexOf(':')
    const name = part.text.slice(0, colon).trim().split(/\s/).at(-1)
    return name === property ? trimPart(ofImportance(partFrom(part, colon + 1))) : []
  })
  return parts.at(-1)
}

function ofImportance(part: TextPart): TextPart {
  const text = part.text.replace(/\s*(?:!important)?\s*;?\s*$/, '')
  return { text, start: part.start, end: part.start + text.length }
}
