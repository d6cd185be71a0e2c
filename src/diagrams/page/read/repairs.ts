import { palettes } from '../theme/palette.ts'

/** In CSS pixels, between two days of a schedule. */
const tickGap = 4

/** Mends a picture, before it is read, where Mermaid draws what attributes cannot say or what fits no theme. */
export function repair(svg: SVGSVGElement, type: string): void {
  if (type === 'sankey') lowerBands(svg)
  if (type === 'wardley') tintWhite(svg)
  if (type === 'xychart') rimLines(svg)
  if (type === 'gantt') for (const axis of svg.querySelectorAll('.grid')) thinTicks(axis)
}

/** The days of a long schedule are written over one another: of them every second is left, or every third, as they fit. */
function thinTicks(axis: Element): void {
  const days = [...axis.querySelectorAll('.tick text')].map((text) => ({ text, box: text.getBoundingClientRect() }))
  const ordered = days.toSorted((one, other) => one.box.left - other.box.left)
  const fits = (step: number) =>
    ordered.every(({ box }, index) => index < step || box.left > (ordered[index - step]?.box.right ?? 0) + tickGap)
  let step = 1
  while (step < ordered.length && !fits(step)) step++
  for (const [index, { text }] of ordered.entries()) if (index % step !== 0) text.remove()
}

/** The bands of a Sankey diagram lie over its letters, which shine through by multiplication: they go below them. */
function lowerBands(svg: SVGSVGElement): void {
  for (const bands of svg.querySelectorAll('.links')) bands.parentElement?.prepend(bands)
}

/** A Wardley map throws its style sheet away, and has white boxes in every theme. */
function tintWhite(svg: SVGSVGElement): void {
  for (const element of svg.querySelectorAll('[fill="white"]')) element.setAttribute('fill', palettes.light.surface)
}

/** In CSS pixels: how far the rim of a line reaches on both sides together. */
const rim = 3

/** The lines of a chart cross its bars, in colours that the legend has: they get a rim of the page's colour. */
function rimLines(svg: SVGSVGElement): void {
  for (const line of svg.querySelectorAll('[class*="line-plot"] path')) {
    const casing = line.cloneNode()
    if (!(casing instanceof SVGElement)) continue
    casing.setAttribute('stroke', palettes.light.paper)
    casing.setAttribute('stroke-width', String(Number(line.getAttribute('stroke-width') ?? 2) + rim))
    casing.setAttribute('data-casing', '')
    line.before(casing)
  }
}
