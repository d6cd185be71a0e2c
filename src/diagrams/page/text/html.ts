import type { Flattening } from '../read/flattening.ts'
import { bounded, faintText } from '../read/messages.ts'
import { short } from '../svg/number.ts'
import { type Part, part } from '../svg/part.ts'
import { shortColor } from '../theme/contrast.ts'
import { htmlRuns } from './html-text.ts'
import { boxOf, joined, keepReadable, type TextRun, textOf } from './text-run.ts'

type Place = (rect: { left: number; top: number; width: number; height: number }) => Box

interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** HTML in a picture as rectangles and letters, in the coordinates of the element that holds it. */
export function htmlParts(holder: Element, flattening: Flattening): Part[] {
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
  return [...backs, ...bars, ...joined(runs.map((run) => moved(run, place))).map(textOf)]
}

/** Parts of formulas that are not letters: without them it would be another formula. */
const unshaped = 'msqrt, mroot, menclose'

function unexpectedFormula({ localName }: Element): string {
  return `Unexpected \`${localName}\` in a formula, expected fractions, letters, powers and indices alone`
}

/** Pictures in labels, and icons of a font that is not there. */
const unseen = 'img, i[class*="fa"]'

function missed(element: Element): string {
  const what = element.localName === 'img' ? 'image' : `icon \`${bounded(element.className, 40)}\``
  return `Unexpected ${what}, expected text: nothing is fetched while drawing`
}

/** From places in the window to the holder's own coordinates. */
function placeIn(holder: Element): Place | undefined {
  const matrix = holder instanceof SVGGraphicsElement ? holder.getScreenCTM()?.inverse() : undefined
  if (!matrix) return undefined
  return ({ left, top, width, height }) => ({
    x: left * matrix.a + top * matrix.c + matrix.e,
    y: left * matrix.b + top * matrix.d + matrix.f,
    width: width * matrix.a,
    height: height * matrix.d,
  })
}

function moved(run: TextRun, place: Place): TextRun {
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
function back(element: Element, place: Place, { backgrounds, opacity }: Flattening): Part[] {
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
function bar(fraction: Element, place: Place): Part[] {
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
