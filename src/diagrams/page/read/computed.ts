import { short, shortNumbers } from '../svg/number.ts'
import { shortColor } from '../theme/contrast.ts'
import {
  blending,
  clipping,
  colorProperties,
  filling,
  lettering,
  marking,
  ordering,
  type Property,
  stopping,
  stroking,
} from './presentation.ts'

type Paint = Map<string, string>

const lines: ReadonlySet<string> = new Set(['path', 'line', 'polyline', 'polygon'])

/** How a shape is painted; nothing about a stroke or a fill that it does not have. */
export function shapePaint(element: Element, style: CSSStyleDeclaration): Paint {
  const paint: Paint = new Map()
  if (element.localName !== 'line') read(paint, style, fillOf(style))
  read(paint, style, strokeOf(style))
  if (lines.has(element.localName)) read(paint, style, marking)
  if (isMarked(paint)) paint.set('stroke-width', written(style, 'stroke-width'))
  return paint
}

/** Marks at the ends of a line, which may be there without the line, are as large as it is wide. */
export function isMarked(paint: Paint): boolean {
  return marking.some(({ name }) => (paint.get(name) ?? 'none') !== 'none')
}

/** What a shape that clips needs: it is seen by none. */
export function clipPaint(style: CSSStyleDeclaration): Paint {
  return read(new Map(), style, clipping)
}

export function stopPaint(style: CSSStyleDeclaration): Paint {
  return read(new Map(), style, stopping)
}

/** What an element does to all that is in it. */
export function blend(paint: Paint, style: CSSStyleDeclaration): Paint {
  for (const { name, initial } of blending) {
    const value = written(style, name)
    if (value !== initial) paint.set(name, value)
  }
  return paint
}

/** How letters are painted: in SVG by `fill`, in HTML by `color`. */
export function textPaint(style: CSSStyleDeclaration, isHtml: boolean): Paint {
  const paint = read(new Map(), style, lettering)
  paint.set('font-family', /mono|courier|consolas|menlo/i.test(style.fontFamily) ? 'monospace' : '')
  if (isHtml) return paint.set('fill', shortColor(style.color))
  read(paint, style, fillOf(style))
  const stroke = strokeOf(style)
  if (stroke.length > 1) read(paint, style, [...stroke, ...ordering])
  return paint
}

function fillOf(style: CSSStyleDeclaration): Property[] {
  return written(style, 'fill') === 'none' ? filling.slice(0, 1) : filling
}

function strokeOf(style: CSSStyleDeclaration): Property[] {
  const isSeen = written(style, 'stroke') !== 'none' && Number.parseFloat(style.strokeWidth) !== 0
  if (!isSeen) return stroking.slice(0, 1)
  const dashes = written(style, 'stroke-dasharray') === 'none'
  return dashes ? stroking.filter(({ name }) => name !== 'stroke-dashoffset') : stroking
}

function read(paint: Paint, style: CSSStyleDeclaration, wanted: readonly Property[]): Paint {
  const isStroked = wanted.length > 1
  for (const { name } of wanted) paint.set(name, name === 'stroke' && !isStroked ? 'none' : written(style, name))
  return paint
}

/** A computed value as an attribute has it. */
function written(style: CSSStyleDeclaration, name: string): string {
  const value = style.getPropertyValue(name)
  if (value.startsWith('url(')) return reference(value)
  if (colorProperties.has(name)) return shortColor(value)
  if (name === 'stroke-dasharray') return dashes(value)
  if (name === 'text-decoration') return style.textDecorationLine
  if (value.endsWith('px')) return short(Number.parseFloat(value))
  return /^[\d.]+$/.test(value) ? short(Number(value)) : value
}

/** An address that is not of this very document is none. */
function reference(value: string): string {
  const id = /^url\(["']?[^"'#)]*#([^"')]+)["']?\)/.exec(value)?.[1]
  return id === undefined ? 'none' : `url(#${id})`
}

/**
 * A computed `stroke-dasharray` as short as it can be written. Mermaid writes out every dash of a line: `0 0 2 2 2 2 … 0`
 * is `2 2`, and dashes without gaps are no dashes.
 */
export function dashes(value: string): string {
  const list = shortNumbers(value.replace(/px/g, '').replace(/,/g, ' ')).replace(/^(?:0 0 )+(?=.)/, '')
  if (!/[1-9]/.test(list)) return 'none'
  const lengths = list.split(' ')
  if (lengths.length % 2 === 0 && lengths.every((length, index) => index % 2 === 0 || length === '0')) return 'none'
  const [dash = '', gap = ''] = lengths
  // The last dash ends with the line.
  const isRow = lengths.length > 4 && lengths.slice(0, -2).every((length, index) => length === (index % 2 ? gap : dash))
  return isRow && Number(lengths.at(-2)) <= Number(dash) ? `${dash} ${gap}` : list
}
