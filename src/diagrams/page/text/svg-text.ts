import { textPaint } from '../read/computed.ts'
import { joined, type TextRun } from './text-run.ts'

const namespace = 'http://www.w3.org/2000/svg'

/** The runs of a `<text>`, each where the browser put it, whatever anchors, shifts and baselines did. */
export function svgRuns(element: SVGTextContentElement, ascentOf: (style: CSSStyleDeclaration) => number): TextRun[] {
  wrapBareText(element)
  const leaves = [...element.querySelectorAll('tspan')].filter((span) => span.firstElementChild === null)
  return joined(leaves.flatMap((leaf) => runOf(leaf, ascentOf)))
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
