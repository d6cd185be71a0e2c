import type { Drawing } from './drawing.ts'

/** No text of a diagram is shown smaller, in CSS pixels: what is wider then scrolls, or gets a sheet of its own. */
const leastTextPx = 11
/** What text of a diagram has that does not say its size. */
const defaultTextPx = 16
/** What an upright sheet of A4 leaves between its margins, in CSS pixels. */
const sheetPx = 680

type Measured = Pick<Drawing, 'svg' | 'width' | 'height'>

/** How wide a picture must at least be shown, in CSS pixels, so that its smallest text can be read. */
export function leastWidth({ svg, width }: Measured): number {
  return Math.ceil(Math.max(0, width || 0) * Math.min(1, leastTextPx / smallestText(svg)))
}

/** Whether a picture is read on paper only where the sheet is turned. */
export function needsTurnedSheet(drawing: Measured): boolean {
  return leastWidth(drawing) > sheetPx && drawing.width > 1.2 * drawing.height
}

function smallestText(svg: string): number {
  let least = defaultTextPx
  for (const [, size] of svg.matchAll(/\sfont-size="(\d{1,4}(?:\.\d{1,4})?)(?:px)?"/g)) {
    if (Number(size) > 0) least = Math.min(least, Number(size))
  }
  return least
}
