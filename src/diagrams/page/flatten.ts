import { safeTarget } from './address.ts'
import { measuredAscents } from './ascent.ts'
import { blend, clipPaint, isMarked, shapePaint, stopPaint } from './computed.ts'
import type { Flattening } from './flattening.ts'
import type { Grounds, Point } from './grounds.ts'
import { htmlParts } from './html.ts'
import { noImages } from './message.ts'
import { shortNumbers } from './number.ts'
import { type Part, part } from './part.ts'
import { shortPath } from './path-data.ts'
import { brokenGeometry } from './problems.ts'
import { resources } from './resource.ts'
import { steadyOutline } from './rough-path.ts'
import { boxOf, keepReadable, middleOf, textOf } from './run.ts'
import { svgRuns } from './svg-text.ts'
import { styledTransform } from './transform.ts'

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
export function flatten(svg: SVGSVGElement, wanted: Omit<Flattening, 'ascentOf'>): Part[] {
  const flattening = { ...wanted, ascentOf: measuredAscents(svg.ownerDocument) }
  return [...svg.children].flatMap((child) => partsOf(child, flattening, false))
}

function partsOf(element: Element, flattening: Flattening, inResource: boolean): Part[] {
  const style = getComputedStyle(element)
  const name = element.localName
  const broken = brokenGeometry(element)
  if (broken !== undefined) flattening.miss('diagrams/broken-geometry', broken)
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
  if (name === 'image') flattening.miss('diagrams/drawn-text', noImages)
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

function shapeParts(
  element: Element,
  style: CSSStyleDeclaration,
  { grounds }: Flattening,
  inResource: boolean,
): Part[] {
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
  if (isArea(element)) calm(paint, grounds, element.getBoundingClientRect())
  if (inResource) keepVisible(paint, ['fill', 'stroke'], grounds)
  else if (!isFilled) keepVisible(paint, ['stroke'], grounds, element.getBoundingClientRect())
  else grounds.add(element, paint.get('fill') ?? 'none', Number(style.opacity) * Number(style.fillOpacity))
  return [{ ...shape, paint }]
}

/** What lies below other shapes and their lines: a group of nodes, a part of a sequence. */
function isArea({ localName, parentElement, classList }: Element): boolean {
  return (localName === 'rect' && classList.contains('rect')) || parentElement?.classList.contains('cluster') === true
}

/** Lines that cross an area must be seen on it, too: they have one colour from end to end. */
function calm(paint: Map<string, string>, grounds: Grounds, box: DOMRect): void {
  const fill = paint.get('fill')
  if (fill?.startsWith('#')) paint.set('fill', grounds.area(fill, middleIn(box)))
}

function middleIn({ left, top, width, height }: DOMRect): Point {
  return { x: left + width / 2, y: top + height / 2 }
}

/** Lines and arrowheads in colours that vanish on what is behind them. */
function keepVisible(paint: Map<string, string>, names: string[], grounds: Grounds, box?: DOMRect): void {
  const middle = box && middleIn(box)
  for (const name of names) {
    const color = paint.get(name)
    if (color?.startsWith('#')) paint.set(name, grounds.line(color, middle))
  }
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
  const children = [...element.children].flatMap((child) => partsOf(child, flattening, isResource))
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

function textPart(element: Element, style: CSSStyleDeclaration, { ascentOf, grounds, see }: Flattening): Part {
  const runs = element instanceof SVGTextContentElement ? svgRuns(element, ascentOf) : []
  const matrix = element instanceof SVGGraphicsElement ? element.getScreenCTM() : null
  for (const run of matrix ? runs : []) {
    // The number of a message stands on a mark at the end of a line, which is no ground.
    if (!element.classList.contains('sequenceNumber'))
      keepReadable(run, middleOf(run).matrixTransform(matrix ?? undefined), grounds)
    see(run.text, boxOf(run, matrix ?? undefined))
  }
  return { ...bare(element, 'g'), ...placed(element), paint: blend(new Map(), style), children: runs.map(textOf) }
}

function htmlPart(element: Element, style: CSSStyleDeclaration, flattening: Flattening): Part {
  return { ...part('g'), ...placed(element), paint: blend(new Map(), style), children: htmlParts(element, flattening) }
}

/** Of a text's own attributes, only where it is moved to remains. */
function placed(element: Element): Pick<Part, 'attributes'> {
  const transform = element.getAttribute('transform')
  return { attributes: new Map(transform === null ? [] : [['transform', shortNumbers(transform)]]) }
}
