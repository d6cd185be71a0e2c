import { textPaint } from '../read/computed.ts'
import type { Flattening } from '../read/flattening.ts'
import { faintText, shortText } from '../read/messages.ts'
import { short } from '../svg/number.ts'
import { type Part, part } from '../svg/part.ts'
import { shortColor } from '../theme/contrast.ts'
import { boxOf, joinRuns, keepReadable, runPart, type TextRun } from './text-run.ts'

type ToHolder = (rect: { left: number; top: number; width: number; height: number }) => TextBox

interface TextBox {
  x: number
  y: number
  width: number
  height: number
}

/** HTML in a picture as rectangles and letters, in the coordinates of the element that holds it. */
export function htmlLabelParts(holder: Element, flattening: Flattening): Part[] {
  const place = placeIn(holder)
  if (!place) return []
  const { backgrounds, ascentOf, reportProblem: miss } = flattening
  const backs = [...holder.querySelectorAll('*')].flatMap((element) => back(element, place, flattening))
  const runs = textsIn(holder).flatMap((text) => htmlRuns(text, ascentOf))
  for (const run of runs) {
    const faint = keepReadable(run, backgrounds, flattening.opacity)
    if (faint !== undefined) miss('diagrams/unreadable-color', faintText(run.text, faint), run.text)
    flattening.recordText(run.text, boxOf(run))
  }
  const falsified = holder.querySelector(unshaped)
  if (falsified) throw new Error(unexpectedFormula(falsified))
  for (const element of holder.querySelectorAll(unseen)) miss('diagrams/drawn-text', missed(element))
  const bars = [...holder.querySelectorAll('mfrac')].flatMap((fraction) => bar(fraction, place))
  return [...backs, ...bars, ...joinRuns(runs.map((run) => moved(run, place))).map(runPart)]
}

/** Parts of formulas that are not letters: without them it would be another formula. */
const unshaped = 'msqrt, mroot, menclose'

function unexpectedFormula({ localName }: Element): string {
  return `Unexpected \`${localName}\` in a formula, expected fractions, letters, powers and indices alone`
}

/** Pictures in labels, and icons of a font that is not there. */
const unseen = 'img, i[class*="fa"]'

function missed(element: Element): string {
  const what = element.localName === 'img' ? 'image' : `icon \`${shortText(element.className, 40)}\``
  return `Unexpected ${what}, expected text: nothing is fetched while drawing`
}

/** From places in the window to the holder's own coordinates. */
function placeIn(holder: Element): ToHolder | undefined {
  const matrix = holder instanceof SVGGraphicsElement ? holder.getScreenCTM()?.inverse() : undefined
  if (!matrix) return undefined
  return ({ left, top, width, height }) => ({
    x: left * matrix.a + top * matrix.c + matrix.e,
    y: left * matrix.b + top * matrix.d + matrix.f,
    width: width * matrix.a,
    height: height * matrix.d,
  })
}

function moved(run: TextRun, place: ToHolder): TextRun {
  const { x, y, width } = place({ left: run.x, top: run.y, width: run.width, height: 0 })
  return { ...run, x, y, width }
}

function textsIn(holder: Element): Text[] {
  const walker = holder.ownerDocument.createTreeWalker(holder, NodeFilter.SHOW_TEXT)
  const texts: Text[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (node instanceof Text) texts.push(node)
  return texts
}

/** What stands behind letters, such as the label of an edge on its line. */
function back(element: Element, place: ToHolder, { backgrounds, opacity }: Flattening): Part[] {
  const style = getComputedStyle(element)
  const written = shortColor(style.backgroundColor)
  if (written === 'none' || style.visibility !== 'visible') return []
  return [...element.getClientRects()].map((rect) => {
    const middle = { x: rect.left + rect.width / 2, y: rect.top + rect.height / 2 }
    const color = backgrounds.isPaper(written) ? backgrounds.at(middle) : written
    backgrounds.add(element, color, opacity)
    const { x, y, width, height } = place(rect)
    const box = part('rect', [
      ['x', short(x)],
      ['y', short(y)],
      ['width', short(width)],
      ['height', short(height)],
    ])
    box.paint.set('fill', color).set('stroke', 'none')
    return box
  })
}

/** The line of a fraction, halfway between what is above and what is below. */
function bar(fraction: Element, place: ToHolder): Part[] {
  const [above, below] = [...fraction.children].map((child) => child.getBoundingClientRect())
  // A binomial is a fraction without a line.
  const isLined = Number.parseFloat(fraction.getAttribute('linethickness') ?? '1') !== 0
  if (!above || !below || !isLined) return []
  const { left, width } = fraction.getBoundingClientRect()
  const { x, y, width: length } = place({ left, top: (above.bottom + below.top) / 2 - 0.5, width, height: 1 })
  const line = part('rect', [
    ['x', short(x)],
    ['y', short(y)],
    ['width', short(length)],
    ['height', '1'],
  ])
  line.paint.set('fill', shortColor(getComputedStyle(fraction).color)).set('stroke', 'none')
  return [line]
}

/** Icons of Font Awesome, as labels name them. */
const icons = /\bfa[bklrs]?:fa-[\w-]+/g

/**
 * What is read of a label: entities (in the disguise in which Mermaid carries them), line breaks, HTML, Markdown and the names
 * of icons are taken for what they stand for. The HTML is read in a document that loads and runs nothing.
 */
export function plainText(label: string): string {
  const html = label
    .replace(/ﬂ°°/g, '&#')
    .replace(/ﬂ°/g, '&')
    .replace(/¶ß/g, ';')
    .replace(/<br\s*\/?>|\\n/gi, ' ')
  const read = new DOMParser().parseFromString(html, 'text/html').body.textContent
  const text = /^\s*`[\s\S]*`\s*$/.test(read) ? read.replace(/`|\*\*?/g, '') : read
  return text.replace(icons, '').replace(/\s+/g, ' ').trim()
}

/** Runs of a text in HTML, one for each of its lines; places are those of the window. */
function htmlRuns(node: Text, ascentOf: (style: CSSStyleDeclaration) => number): TextRun[] {
  const parent = node.parentElement
  if (!parent || node.data.trim() === '') return []
  const style = getComputedStyle(parent)
  if (style.visibility !== 'visible' || style.display === 'none') return []
  const paint = textPaint(style, true)
  paint.set('text-decoration', decorationOf(parent))
  return lines(node).flatMap(({ start, end, rect }) => {
    const written = node.data.slice(start, end)
    const isKept = style.whiteSpaceCollapse !== 'collapse'
    const text = isKept ? written.replace(/[\t\n\r]/g, ' ') : written.replace(/[\t\n\r ]+/g, ' ')
    return [{ text, x: rect.left, width: rect.width, y: rect.top + ascentOf(style), paint: new Map(paint) }]
  })
}

interface Line {
  start: number
  end: number
  rect: DOMRect
}

/** Where a text breaks into lines: its characters are asked one by one, if there is more than one line. */
function lines(node: Text): Line[] {
  const { start, end } = trimmed(node.data, 0, node.data.length)
  const whole = lineOf(node, start, end)
  if (whole && isOneLine(node, start, end)) return [whole]
  const found: Line[] = []
  let from = start
  let top: number | undefined
  for (let at = start; at < end; at += width(node.data, at)) {
    const rect = rectOf(node, at, at + width(node.data, at))
    if (!rect || rect.width === 0) continue
    if (top !== undefined && Math.abs(rect.top - top) > rect.height / 2) {
      push(found, node, from, at)
      from = at
    }
    top = rect.top
  }
  push(found, node, from, end)
  return found
}

function push(found: Line[], node: Text, from: number, to: number): void {
  const { start, end } = trimmed(node.data, from, to)
  const line = lineOf(node, start, end)
  if (line) found.push(line)
}

function lineOf(node: Text, start: number, end: number): Line | undefined {
  if (end <= start) return undefined
  const rect = rectOf(node, start, end)
  return rect && { start, end, rect }
}

function isOneLine(node: Text, start: number, end: number): boolean {
  const range = node.ownerDocument.createRange()
  range.setStart(node, start)
  range.setEnd(node, end)
  const rects = [...range.getClientRects()]
  return rects.every(({ top, height }) => Math.abs(top - (rects[0]?.top ?? 0)) <= height / 2)
}

function rectOf(node: Text, start: number, end: number): DOMRect | undefined {
  const range = node.ownerDocument.createRange()
  range.setStart(node, start)
  range.setEnd(node, end)
  const rect = range.getBoundingClientRect()
  return range.getClientRects().length === 0 ? undefined : rect
}

function trimmed(text: string, from: number, to: number): { start: number; end: number } {
  const part = text.slice(from, to)
  const start = from + part.length - part.replace(/^[\t\n\r ]+/, '').length
  return { start, end: Math.max(start, from + part.replace(/[\t\n\r ]+$/, '').length) }
}

function width(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
}

/** A line under or through the letters is drawn by the element that asks for it, and so is not inherited. */
function decorationOf(element: Element): string {
  for (let at: Element | null = element; at && at.localName !== 'foreignObject'; at = at.parentElement) {
    const line = getComputedStyle(at).textDecorationLine
    if (line !== 'none') return line
  }
  return 'none'
}
