import { Marks } from '../svg/marks.ts'
import { short, shortNumbers } from '../svg/number.ts'
import { type Part, part } from '../svg/part.ts'
import { shortPath, steadyOutline } from '../svg/path-data.ts'
import { resources } from '../svg/tidy.ts'
import { htmlLabelParts } from '../text/html.ts'
import { boxOf, keepReadable, runPart, svgRuns } from '../text/text-run.ts'
import { shortColor } from '../theme/contrast.ts'
import type { Backgrounds } from './backgrounds.ts'
import { blend, clipPaint, isMarked, shapePaint, stopPaint } from './computed.ts'
import type { Flattening } from './flattening.ts'
import { faintText, noImages } from './messages.ts'
import type { Point } from './outlines.ts'
import { geometryProblem } from './problems.ts'

const shapes: ReadonlySet<string> = new Set(['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon', 'use'])
const groups: ReadonlySet<string> = new Set(['g', 'svg', 'a', 'defs', 'symbol'])

/** Attributes that say where and how large, all of them of numbers but those that are read otherwise. */
const geometry: ReadonlySet<string> = new Set(
  `x y x1 y1 x2 y2 cx cy r rx ry fx fy width height points viewBox refX refY markerWidth markerHeight offset pathLength
   transform gradientTransform patternTransform`.split(/\s+/),
)
const words: ReadonlySet<string> = new Set(
  `preserveAspectRatio markerUnits orient gradientUnits spreadMethod clipPathUnits maskUnits maskContentUnits patternUnits
   patternContentUnits`.split(/\s+/),
)

/** A mounted picture as parts: computed styles instead of style sheets, measured letters instead of HTML. */
export function flatten(svg: SVGSVGElement, wanted: Omit<Flattening, 'ascentOf' | 'opacity' | 'marks'>): Part[] {
  const marks = new Marks(wanted.backgrounds)
  const flattening = { ...wanted, ascentOf: measuredAscents(svg.ownerDocument), opacity: 1, marks }
  return marks.addTo([...svg.children].flatMap((child) => partsOf(child, flattening, false)))
}

function partsOf(element: Element, flattening: Flattening, inResource: boolean): Part[] {
  const style = getComputedStyle(element)
  const name = element.localName
  const broken = geometryProblem(element)
  if (broken !== undefined) flattening.reportProblem('diagrams/broken-geometry', broken)
  const isHidden = style.display === 'none' && !inResource && !resources.has(name)
  if (isHidden || style.opacity === '0') return []
  if (shapes.has(name)) return shapeParts(element, style, flattening, inResource)
  if (groups.has(name)) return [groupPart(element, style, flattening, inResource)]
  if (resources.has(name)) return [resourcePart(element, style, flattening)]
  if (name === 'switch')
    return [...element.children].slice(0, 1).flatMap((child) => partsOf(child, flattening, inResource))
  if (name === 'text') return [textPart(element, style, flattening)]
  if (name === 'foreignObject') return [htmlPart(element, style, flattening)]
  if (name === 'stop') return [{ ...bare(element), paint: stopPaint(style) }]
  if (name === 'image') flattening.reportProblem('diagrams/drawn-text', noImages)
  return []
}

/** An element with its geometry alone. */
function bare(element: Element, name = element.localName): Part {
  const written = [...element.attributes].flatMap(({ localName, value }): [string, string][] => {
    if (localName === 'd') return [['d', shortPath(value)]]
    if (geometry.has(localName)) return [[localName, shortNumbers(value)]]
    return words.has(localName) && /^[\w\s.-]+$/.test(value) ? [[localName, value]] : []
  })
  const id = element.id === '' ? [] : [['id', element.id] as const]
  return part(name, [...written, ...id.map(([key, value]): [string, string] => [key, value])])
}

function shapeParts(element: Element, style: CSSStyleDeclaration, flattening: Flattening, inResource: boolean): Part[] {
  const shape = bare(element)
  if (
    shape.name === 'rect' &&
    !['width', 'height'].every((name) => Number.parseFloat(shape.attributes.get(name) ?? '') > 0)
  )
    return []
  if (element.localName === 'use') {
    const target = element.getAttribute('href') ?? element.getAttributeNS('http://www.w3.org/1999/xlink', 'href') ?? ''
    if (!target.startsWith('#')) return []
    shape.attributes.set('href', target)
  }
  roundCorners(shape, style)
  const transform = styledTransform(element, style)
  if (transform !== undefined) shape.attributes.set('transform', transform)
  const paint = blend(shapePaint(element, style), style)
  const outline = element.localName === 'path' ? steadyOutline(element.getAttribute('d') ?? '') : undefined
  if (outline !== undefined) {
    // Strokes enclose nothing: what they are filled with was never seen.
    shape.attributes.set('d', outline)
    paint.set('fill', 'none')
  }
  if (inResource && element.closest('clipPath')) return [{ ...shape, paint: clipPaint(style) }]
  const isFilled = (paint.get('fill') ?? 'none') !== 'none'
  const isSeen = isFilled || paint.get('stroke') !== 'none' || isMarked(paint)
  if (!isSeen || style.visibility !== 'visible') return []
  if (isArea(element)) calm(paint, flattening.backgrounds, element.getBoundingClientRect())
  if (!inResource && !element.hasAttribute('data-casing')) keepVisible(element, paint, flattening)
  return [{ ...shape, paint }]
}

/** What lies below other shapes and their lines: a group of nodes, a part of a sequence. */
function isArea({ localName, parentElement, classList }: Element): boolean {
  return (localName === 'rect' && classList.contains('rect')) || parentElement?.classList.contains('cluster') === true
}

/** Lines that cross an area must be seen on it, too: they have one colour from end to end. */
function calm(paint: Map<string, string>, backgrounds: Backgrounds, box: DOMRect): void {
  const fill = paint.get('fill')
  if (fill?.startsWith('#')) paint.set('fill', backgrounds.area(fill, middleIn(box)))
}

function middleIn({ left, top, width, height }: DOMRect): Point {
  return { x: left + width / 2, y: top + height / 2 }
}

/** Lines, borders and arrowheads in colours that vanish on what is behind them; a fill is what lies behind others from now on. */
function keepVisible(element: Element, paint: Map<string, string>, flattening: Flattening): void {
  const { backgrounds, marks, opacity, outlines } = flattening
  const fill = paint.get('fill') ?? 'none'
  const stroke = paint.get('stroke') ?? 'none'
  const own = opacity * Number(paint.get('opacity') ?? 1)
  const points = stroke.startsWith('#') || isMarked(paint) ? outlines.pointsAlong(element) : []
  if (points.length > 0) {
    const { backgrounds: around, fill: within } = backgrounds.around(element, points)
    const filled = fill === 'none' ? within : fill
    const behind = casingOf(element) ?? around
    const color = isBorder(element, filled)
      ? backgrounds.border(stroke, around, filled)
      : backgrounds.line(stroke, behind, own * Number(paint.get('stroke-opacity') ?? 1))
    if (stroke.startsWith('#')) paint.set('stroke', color)
    if (isMarked(paint)) marks.claim(paint, [...behind, ...outlines.endsOf(element).map(backgrounds.at)], own)
  }
  if (fill !== 'none') backgrounds.add(element, fill, own * Number(paint.get('fill-opacity') ?? 1))
}

/** What encloses a shape of its colour; what leads from one to another is none, though it may be filled. */
function isBorder(element: Element, fill: string | undefined): boolean {
  return fill !== undefined && element.localName !== 'line'
}

/** A line may have a rim below it (`rimLines` of picture.ts), in the colours of the light theme or the dark one. */
function casingOf({ previousElementSibling: below }: Element): string[] | undefined {
  return below?.hasAttribute('data-casing') ? [shortColor(getComputedStyle(below).stroke)] : undefined
}

/** Corners may be rounded by a style sheet. */
function roundCorners(shape: Part, style: CSSStyleDeclaration): void {
  if (shape.name !== 'rect') return
  for (const name of ['rx', 'ry'] as const) {
    const value = style[name]
    if (value.endsWith('px') && value !== '0px') shape.attributes.set(name, shortNumbers(value.slice(0, -2)))
  }
}

function groupPart(element: Element, style: CSSStyleDeclaration, flattening: Flattening, inResource: boolean): Part {
  const group = bare(element)
  const node = flattening.nodeOf(element)
  if (node !== undefined) group.attributes.set('data-node', node)
  const target = element.localName === 'a' ? safeTarget(linkOf(element)) : undefined
  if (target !== undefined) group.attributes.set('href', target)
  const name = element.localName === 'a' && target === undefined ? 'g' : element.localName
  const isResource = inResource || element.localName === 'symbol'
  const within = { ...flattening, opacity: flattening.opacity * Number(style.opacity) }
  const children = [...element.children].flatMap((child) => partsOf(child, within, isResource))
  return { ...group, name, paint: blend(new Map(), style), children }
}

function linkOf(element: Element): string {
  return element.getAttribute('href') ?? element.getAttributeNS('http://www.w3.org/1999/xlink', 'href') ?? ''
}

function resourcePart(element: Element, style: CSSStyleDeclaration, flattening: Flattening): Part {
  const resource = bare(element)
  const target = linkOf(element)
  if (target.startsWith('#')) resource.attributes.set('href', target)
  const children = [...element.children].flatMap((child) => partsOf(child, flattening, true))
  return { ...resource, paint: blend(new Map(), style), children }
}

function textPart(element: Element, style: CSSStyleDeclaration, flattening: Flattening): Part {
  const { ascentOf, backgrounds, recordText: see, reportProblem: miss } = flattening
  const opacity = flattening.opacity * Number(style.opacity)
  const runs = element instanceof SVGTextContentElement ? svgRuns(element, ascentOf) : []
  const matrix = element instanceof SVGGraphicsElement ? element.getScreenCTM() : null
  for (const run of matrix ? runs : []) {
    // The number of a message stands on a mark at the end of a line, which is no background.
    const isOnMark = element.classList.contains('sequenceNumber')
    const faint = isOnMark ? undefined : keepReadable(run, backgrounds, opacity, matrix ?? undefined)
    if (faint !== undefined) miss('diagrams/unreadable-color', faintText(run.text, faint), run.text)
    see(run.text, boxOf(run, matrix ?? undefined))
  }
  return { ...bare(element, 'g'), ...placed(element), paint: blend(new Map(), style), children: runs.map(runPart) }
}

function htmlPart(element: Element, style: CSSStyleDeclaration, flattening: Flattening): Part {
  const within = { ...flattening, opacity: flattening.opacity * Number(style.opacity) }
  return { ...part('g'), ...placed(element), paint: blend(new Map(), style), children: htmlLabelParts(element, within) }
}

/** Of a text's own attributes, only where it is moved to remains. */
function placed(element: Element): Pick<Part, 'attributes'> {
  const transform = element.getAttribute('transform')
  return { attributes: new Map(transform === null ? [] : [['transform', shortNumbers(transform)]]) }
}

/**
 * How a style sheet turns or moves an element, as an attribute says it; undefined where none does. An attribute of the
 * element's own is left as it is.
 */
function styledTransform(element: Element, style: CSSStyleDeclaration): string | undefined {
  if (element.hasAttribute('transform') || style.transform === 'none') return undefined
  const { parentElement: parent } = element
  if (!(element instanceof SVGGraphicsElement && parent instanceof SVGGraphicsElement)) return undefined
  const [own, above] = [element.getScreenCTM(), parent.getScreenCTM()]
  if (!own || !above) return undefined
  const { a, b, c, d, e, f } = above.inverse().multiply(own)
  // What turns or scales is multiplied by places of some hundreds of pixels.
  return `matrix(${[a, b, c, d].map((value) => short(value, 4)).join(' ')} ${short(e)} ${short(f)})`
}

/** How far the letters of a font reach above their line, in CSS pixels; each font is measured once. */
function measuredAscents(document: Document): (style: CSSStyleDeclaration) => number {
  const context = document.createElement('canvas').getContext('2d')
  const known = new Map<string, number>()
  return (style) => {
    const font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
    const found = known.get(font)
    if (found !== undefined || !context) return found ?? 0
    context.font = font
    const ascent = context.measureText('x').fontBoundingBoxAscent
    known.set(font, ascent)
    return ascent
  }
}

const schemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:'])

/**
 * The target of a link as it may be published: `http`, `https` and `mailto` addresses and relative ones; undefined for all
 * else. Browsers drop tabs and line breaks anywhere in an address, and control characters and spaces around it: so do we
 * before looking.
 */
export function safeTarget(written: string): string | undefined {
  const address = written.replace(/[\s\p{Cc}\p{Cf}\p{Z}]+/gu, '')
  if (address === '') return undefined
  const scheme = /^([^/?#:]*):/.exec(address)?.[1]
  if (scheme === undefined) return address
  return schemes.has(`${scheme.toLowerCase()}:`) ? address : undefined
}
