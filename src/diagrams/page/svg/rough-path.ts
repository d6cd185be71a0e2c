import { short } from './number.ts'

type Point = [x: number, y: number]

const strokes = /M([^MCLQSTAHVZ]+)C([^MCLQSTAHVZ]+)/gi
/** In CSS pixels: how far a curve may leave its chord and still be a straight line. */
const straight = 0.2

/**
 * An outline as Mermaid's hand draws it when it is to be steady: hundreds of strokes, each twice, all of them straight. As one
 * line it is a tenth as long. Undefined for any other path.
 */
export function steadyOutline(data: string): string | undefined {
  if (data.replace(strokes, '').trim() !== '') return undefined
  const found = [...data.matchAll(strokes)].map(([, start = '', curve = '']) => [
    ...numbersOf(start),
    ...numbersOf(curve),
  ])
  if (found.length < 4 || !found.every(isStraight)) return undefined
  let written = ''
  let at: string | undefined
  let last = ''
  for (const [x1 = 0, y1 = 0, , , , , x2 = 0, y2 = 0] of found) {
    const [from, to] = [place([x1, y1]), place([x2, y2])]
    if (from === to || `${from} ${to}` === last) continue
    written += from === at ? `L${to}` : `M${from}L${to}`
    last = `${from} ${to}`
    at = to
  }
  return written
}

function numbersOf(text: string): number[] {
  return text
    .trim()
    .split(/[\s,]+/)
    .map(Number)
}

/** Start, two handles and end, the handles on the line between. */
function isStraight(values: number[]): boolean {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0, x4 = 0, y4 = 0] = values
  const length = Math.hypot(x4 - x1, y4 - y1)
  const off = (x: number, y: number) =>
    length < straight ? Math.hypot(x - x1, y - y1) : Math.abs((x4 - x1) * (y1 - y) - (x1 - x) * (y4 - y1)) / length
  return values.length === 8 && values.every(Number.isFinite) && off(x2, y2) < straight && off(x3, y3) < straight
}

function place([x, y]: Point): string {
  return `${short(x, 1)} ${short(y, 1)}`
}
