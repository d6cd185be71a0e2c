import type { Backgrounds } from '../read/backgrounds.ts'
import { textPaint } from '../read/computed.ts'
import { short } from '../svg/number.ts'
import { type Part, part } from '../svg/part.ts'

/** Letters of one look on one line, at the place where they were measured. */
export interface TextRun {
  text: string
  /** Where the line of letters starts on the left, and how wide it is. */
  x: number
  width: number
  /** The baseline. */
  y: number
  paint: Map<string, string>
}

/** Runs that stand side by side and look the same become one, such as the words of a line. */
export function joinRuns(runs: readonly TextRun[]): TextRun[] {
  const result: TextRun[] = []
  for (const run of runs) {
    const before = result.at(-1)
    const together = before && join(before, run)
    if (together) result[result.length - 1] = together
    else result.push(run)
  }
  return result
}

function join(before: TextRun, run: TextRun): TextRun | undefined {
  const size = Number(run.paint.get('font-size') ?? 16)
  const gap = run.x - (before.x + before.width)
  const isBeside = Math.abs(before.y - run.y) < 0.1 && gap > -0.05 * size && gap < 0.5 * size
  if (!isBeside || !isSame(before.paint, run.paint)) return undefined
  const text = `${before.text}${gap > 0.1 * size ? ' ' : ''}${run.text}`
  return { ...before, text, width: run.x + run.width - before.x }
}

function isSame(one: Map<string, string>, other: Map<string, string>): boolean {
  return one.size === other.size && [...one].every(([name, value]) => other.get(name) === value)
}

/** A run as an element whose letters fill the measured width in any font. */
export function runPart({ text, x, y, width, paint }: TextRun): Part {
  const place: [string, string][] = [
    ['x', short(x)],
    ['y', short(y)],
  ]
  const fitted: [string, string][] = [
    ['textLength', short(width)],
    ['lengthAdjust', 'spacingAndGlyphs'],
  ]
  return { ...part('text', width > 0 ? [...place, ...fitted] : place), paint, text: withKeptSpaces(text) }
}

/** SVG draws a row of spaces as one. */
function withKeptSpaces(text: string): string {
  return text.replace(/ {2,}/g, (spaces) => '\u00a0'.repeat(spaces.length))
}

/** Where on a line of letters it is asked what lies behind them. */
const fractions = [0.08, 0.3, 0.5, 0.7, 0.92]

/** In CSS pixels: how far a rim of letters reaches. */
const rimWidth = '3'

/**
 * Gives letters a colour that can be read on all that is behind them. Letters with a stroke of their own have their rim.
 * Returns the contrast that is reached, where that is not enough.
 */
export function keepReadable(
  run: TextRun,
  backgrounds: Backgrounds,
  opacity: number,
  matrix?: DOMMatrix,
): number | undefined {
  const { x, y, width, paint } = run
  const color = paint.get('fill')
  const hasRim = (paint.get('stroke') ?? 'none') !== 'none'
  if (!color?.startsWith('#') || hasRim) return undefined
  const middle = y - Number(paint.get('font-size') ?? 16) * 0.35
  const points = fractions.map((part) => new DOMPoint(x + width * part, middle).matrixTransform(matrix))
  const letters = backgrounds.letters(color, points, opacity * Number(paint.get('fill-opacity') ?? 1))
  paint.set('fill', letters.color)
  if (letters.rim !== undefined) {
    paint.set('stroke', letters.rim).set('stroke-width', rimWidth)
    paint.set('stroke-linejoin', 'round').set('paint-order', 'stroke')
  }
  return letters.faint
}

/** Where its letters are after a move, upright. */
export function boxOf(run: TextRun, matrix?: DOMMatrix): DOMRect {
  const size = Number(run.paint.get('font-size') ?? 16)
  const corners = [0, run.width].flatMap((right) =>
    [-size, size * 0.25].map((down) => new DOMPoint(run.x + right, run.y + down).matrixTransform(matrix)),
  )
  const [left, top] = [Math.min(...corners.map(({ x }) => x)), Math.min(...corners.map(({ y }) => y))]
  const [right, bottom] = [Math.max(...corners.map(({ x }) => x)), Math.max(...corners.map(({ y }) => y))]
  return new DOMRect(left, top, right - left, bottom - top)
}

const namespace = 'http://www.w3.org/2000/svg'

/** The runs of a `<text>`, each where the browser put it, whatever anchors, shifts and baselines did. */
export function svgRuns(element: SVGTextContentElement, ascentOf: (style: CSSStyleDeclaration) => number): TextRun[] {
  wrapBareText(element)
  const leaves = [...element.querySelectorAll('tspan')].filter((span) => span.firstElementChild === null)
  return joinRuns(leaves.flatMap((leaf) => runOf(leaf, ascentOf)))
}

/** Text beside `tspan`s gets its own: the browser tells places by element. */
function wrapBareText(element: Element): void {
  for (const child of [...element.childNodes]) {
    if (child instanceof Element) wrapBareText(child)
    else if (child instanceof Text && !(element.localName === 'tspan' && element.childNodes.length === 1)) {
      const span = element.ownerDocument.createElementNS(namespace, 'tspan')
      child.replaceWith(span)
      span.append(child)
    }
  }
}

function runOf(leaf: SVGTSpanElement, ascentOf: (style: CSSStyleDeclaration) => number): TextRun[] {
  const text = drawnText(leaf)
  const count = leaf.getNumberOfChars()
  const style = getComputedStyle(leaf)
  if (text.trim() === '' || count === 0 || style.display === 'none' || style.visibility !== 'visible') return []
  const start = text.length === count ? text.length - text.trimStart().length : 0
  const end = text.length === count ? text.trimEnd().length : count
  const first = leaf.getExtentOfChar(start)
  const last = leaf.getExtentOfChar(end - 1)
  const x = Math.min(first.x, last.x)
  const width = Math.max(first.x + first.width, last.x + last.width) - x
  return [{ text: text.trim(), x, width, y: first.y + ascentOf(style), paint: textPaint(style, false) }]
}

/** As white space is drawn: rows of it are one space, unless it is kept. */
function drawnText(leaf: Element): string {
  const text = leaf.textContent ?? ''
  const isKept = getComputedStyle(leaf).whiteSpaceCollapse !== 'collapse'
  if (isKept) return text.replace(/[\t\n\r]/g, ' ')
  const spaced = text.replace(/[\t\n\r ]+/g, ' ')
  const counted = leaf instanceof SVGTextContentElement ? leaf.getNumberOfChars() : spaced.length
  const candidates = [spaced, spaced.trimStart(), spaced.trimEnd(), spaced.trim()]
  return candidates.find(({ length }) => length === counted) ?? spaced.trim()
}
