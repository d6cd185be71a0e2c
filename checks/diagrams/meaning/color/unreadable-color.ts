import { contrastRatio } from '../../../../src/diagrams/page/contrast.ts'
import type { Problem } from '../../problem.ts'
import { shown } from '../../shown.ts'
import { from, split, trimmed } from '../languages/scanner.ts'
import type { Style } from '../outline.ts'
import type { Diagram } from '../rule.ts'
import type { Part, Written } from '../written.ts'
import { readColor } from './written-color.ts'

/** Below it, text is not to be read. Source: WCAG 2.2, 1.4.3, for large text. */
const least = 3

/** Fills without a colour for their text, which is the theme's, light or dark, and those too near to it. */
export function unreadableColors({ written, outline }: Diagram): Problem[] {
  if (!outline) return []
  return outline.styles
    .filter(({ command }) => command !== 'linkStyle')
    .flatMap((style) => problemOf(written, style) ?? [])
}

function problemOf(written: Written, style: Style): Problem | undefined {
  const fill = value(style, 'fill')
  const background = fill && readColor(fill.text)
  if (!fill || !background) return undefined
  const color = value(style, 'color')
  if (!color) return withoutColor(written, style, fill)
  const text = readColor(color.text)
  const ratio = text && contrastRatio(background, text)
  if (ratio === undefined || ratio >= least) return undefined
  const message = `Unexpected text in ${shown(color.text)} on ${shown(fill.text)}, expected a contrast of ${least}:1 or more`
  return written.problem('diagrams/unreadable-color', color, message, { hint: `It is ${ratio.toFixed(1)}:1` })
}

function withoutColor(written: Written, style: Style, fill: Part): Problem {
  const best = bestColor(fill.text)
  const end = style.end - (/;?\s*$/.exec(style.text)?.[0].length ?? 0)
  const message = `Unexpected fill ${shown(fill.text)} without a colour of its text, expected \`color:${best}\` beside it`
  return written.problem('diagrams/unreadable-color', fill, message, {
    hint: 'The theme’s text is dark by day and light by night: in one of them it cannot be read',
    fix: { title: `Write \`color:${best}\``, edits: [{ part: { text: '', start: end, end }, text: `,color:${best}` }] },
  })
}

function bestColor(fill: string): string {
  const background = readColor(fill) ?? [255, 255, 255]
  return contrastRatio(background, [0, 0, 0]) >= contrastRatio(background, [255, 255, 255]) ? '#000' : '#fff'
}

/** What a property is set to; the last one holds. */
function value(style: Style, property: string): Part | undefined {
  const parts = split(style, ',').flatMap((part) => {
    const colon = part.text.indexOf(':')
    const isIt = part.text.slice(0, colon).trim() === property
    return isIt ? trimmed(ofImportance(from(part, colon + 1))) : []
  })
  return parts.at(-1)
}

function ofImportance(part: Part): Part {
  const text = part.text.replace(/\s*(?:!important)?\s*;?\s*$/, '')
  return { text, start: part.start, end: part.start + text.length }
}
