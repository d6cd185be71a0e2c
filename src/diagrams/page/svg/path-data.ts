import { short } from './number.ts'

/** How many numbers each command of a path takes. */
const counts: Readonly<Record<string, number>> = { m: 2, l: 2, h: 1, v: 1, c: 6, s: 4, q: 4, t: 2, a: 7, z: 0 }
const number = /\s*,?\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)/iy
const flag = /\s*,?\s*([01])/y
const command = /\s*,?\s*([a-z])/iy

/** In characters: what is longer was drawn by a machine's hand, in steps that nobody sees. */
const long = 400

/**
 * Data of a path with at most two decimals, one if it is long: https://www.w3.org/TR/SVG2/paths.html#PathDataBNF. What cannot be read (such as
 * `NaN`) ends the path there, as it does in a browser.
 */
export function shortPath(data: string): string {
  let at = 0
  const decimals = data.length > long ? 1 : 2
  const next = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(data)?.[1]
    if (found !== undefined) at = pattern.lastIndex
    return found
  }
  let written = ''
  for (let name = next(command); name !== undefined; name = next(command)) {
    const count = counts[name.toLowerCase()]
    if (count === undefined) break
    const values = segments(count, name.toLowerCase() === 'a', next).map((value) => short(value, decimals))
    if (count > 0 && values.length === 0) break
    written += name + values.map((value, index) => separated(value, index)).join('')
  }
  return written
}

/** The numbers after a command, whole sets of them. */
function segments(count: number, isArc: boolean, next: (pattern: RegExp) => string | undefined): number[] {
  const values: number[] = []
  while (count > 0) {
    const set: number[] = []
    for (let index = 0; index < count; index++) {
      const value = next(isArc && (index === 3 || index === 4) ? flag : number)
      if (value === undefined) return values
      set.push(Number(value))
    }
    values.push(...set)
  }
  return values
}

function separated(value: string, index: number): string {
  return index === 0 || value.startsWith('-') ? value : ` ${value}`
}

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
