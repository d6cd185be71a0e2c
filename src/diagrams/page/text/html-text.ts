import { textPaint } from '../read/computed.ts'
import type { TextRun } from './text-run.ts'

/** Runs of a text in HTML, one for each of its lines; places are those of the window. */
export function htmlRuns(node: Text, ascentOf: (style: CSSStyleDeclaration) => number): TextRun[] {
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
